import { expect, test } from 'vitest'

import { arrive, grabOne, leave, sign } from '../api/test/journey/acts.ts'
import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import type { Scene } from '../api/test/journey/story.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const fuding = '350982'

/** Worked eight hours; the worker says it was half an hour more, and calls for help because no money has come. */
async function disputed(scene: Scene) {
  const { world } = scene
  const place = somePlaceIn(fuding, 2)
  const firm = await employer(world, { name: '福鼎山海建筑', place })
  const lin = await worker(world, { name: '钟石旺', age: 57 })
  const wishes = { title: '搬砖清场', occupation: '保洁员', place, to: '16:00', yuan: 28 }
  const job = await publishFunded(scene, firm, wishes)
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await arrive(scene, job, one)
  await leave(scene, job, one)
  const params = { engagementId: one.id }
  const reason = { code: 'hoursWrong', note: '中午没有歇' } as const
  const { id: disputeId } = await world.call(
    'openDispute',
    { params, body: { reason, claim: { minutes: 510 } } },
    lin.as,
  )
  const { trouble } = await world.call('raiseTrouble', { params, body: { kind: 'notPaid' } }, lin.as)
  await world.settle()
  return { lin, params, disputeId, troubleId: trouble.id }
}

test('县人社接手异议,看电话、写下结果;再办结求助:工人两样都收到', () =>
  play((scene) =>
    browse(async (visits) => {
      const { lin, params, disputeId, troubleId } = await disputed(scene)
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, scene.world, staffAccount(scene.world, '福鼎市人社'))

      await page.goto(`/console/disputes/${disputeId}`)
      await page.getByText('“中午没有歇”').waitFor()
      await page.keyboard.press('t')
      await page.getByRole('button', { name: '看两边的电话' }).click()
      await page.getByRole('link', { name: lin.phone ?? '', exact: true }).waitFor()
      await page.keyboard.press('g')
      await page.getByLabel('算多少工时').fill('八小时')
      await page.getByRole('button', { name: '写下结果' }).click()
      await page.getByText('请填工时,例如 7.5 或 7小时30分').waitFor()
      await page.getByText('请选一个原因。').waitFor()
      await page.getByLabel('算多少工时').fill('8:15')
      await page.getByLabel('双方谈妥').check()
      await page.getByRole('button', { name: '写下结果' }).click()
      await page.getByRole('button', { name: '就按这个结果' }).click()
      await page.getByText('按8小时15分算(双方谈妥)').waitFor()
      const sheet = await scene.world.call('getTimesheet', { params }, lin.as)
      expect(sheet).toMatchObject({ state: 'confirmed', minutes: 495 })

      await page.goto('/console/troubles')
      const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '钟石旺:不给钱' }) })
      await card.getByRole('button', { name: '接手' }).click()
      await card.getByRole('button', { name: '办结' }).click()
      await page.getByLabel('工钱付了或说好了').check()
      await page.getByRole('dialog').getByRole('button', { name: '办结' }).click()
      await card.waitFor({ state: 'detached' })
      const { items } = await scene.world.call('listMyTroubles', { query: {} }, lin.as)
      expect(items.find(({ id }) => id === troubleId)).toMatchObject({
        state: 'solved',
        resultLabel: '工钱付了或说好了',
      })
    }),
  ))
