import { roleLabels } from '@linggong/contract/identity/words.ts'
import { findOccupation } from '@linggong/reference'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

import { publishFunded, type Job } from '../api/test/journey/jobs.ts'
import { employer, worker, type Worker } from '../api/test/journey/people.ts'
import { somePlaceIn, type Place } from '../api/test/journey/places.ts'
import { staff } from '../api/test/journey/staff.ts'
import type { Scene } from '../api/test/journey/story.ts'
import { Expectation, later } from '../api/test/journey/world.ts'
import { anyWork } from '../api/test/wishes.ts'
import { hand } from './acts/hand.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const title = '灯会扎花'
/** A kind of work nobody else of the demonstration offers: only who is named here can be asked. */
const occupation = '插花花艺师'
/** Nobody at all does this: its places go into the hall. */
const hall = { title: '灯会调酒', occupation: '调酒师' }

async function reachedByCall(scene: Scene, person: Worker, place: Place, does = occupation): Promise<void> {
  const code = findOccupation(does, 1)[0]?.occupation.code ?? ''
  const body = anyWork({ town: place.town, occupations: [code], channels: ['call'] })
  await scene.world.call('putWorkerProfile', { body }, person.as)
}

/** The telephone rings in vain until the platform gives the call to the desk. */
async function ontoTheDesk(scene: Scene, job: Job, person: Worker): Promise<void> {
  const clerk = await staff(scene.world, 'clerk')
  for (let round = 0; round < 8; round++) {
    await scene.world.settle()
    const { items } = await scene.world.call('listCalls', {}, await clerk.as())
    if (items.some((one) => one.job?.title === title)) return
    await scene.world.outside.missCalls(person.phone ?? '')
    await scene.until(later(scene.world.clock.now(), 2))
  }
  throw new Expectation(`${job.postingId}: 电话没有转到驿站`)
}

/** The market puts what it has nobody for into the hall, within moments of the clock. */
async function intoTheHall(scene: Scene, job: Job): Promise<void> {
  for (let round = 0; round < 8; round++) {
    await scene.until(later(scene.world.clock.now(), 1))
    const { places } = await scene.world.call('getHallPlaces', { params: { shiftId: job.first.id } })
    if (places > 0) return
  }
  throw new Expectation(`${job.postingId}: 空名额没有放到大厅`)
}

test('被问到的人看得到为什么,没问到的人问得到为什么;县里看得到正在派的活;没接自动电话的人,驿站照单子打,按键记下,不会问重', async () => {
  const found: Record<string, unknown> = {}
  await play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      await scene.until(scene.at(1, '09:00'))
      const { posts } = await staff(world, 'clerk')
      const siteId = posts.find((post) => post.siteId !== null)?.siteId ?? ''
      const { county } = await world.call('getSite', { params: { siteId } })
      const place = somePlaceIn(county, 1)
      const firm = await employer(world, { name: '夜市管理处', place })
      const lin = await worker(world, { age: 55, sex: 'female' })
      await reachedByCall(scene, lin, place)
      const wang = await worker(world, { age: 33, sex: 'male' })
      await reachedByCall(scene, wang, place, '搬运工')
      const wishes = { title, occupation, place, days: [3], yuan: 30, fillMode: 'dispatch' } as const
      const job = await publishFunded(scene, firm, wishes)

      const seen = async (person: Worker): Promise<Page> => {
        const { open, page: phone } = await hand(scene, visits, person.phone ?? '', 'normal')
        await open(`/pages/jobs/detail?posting=${job.postingId}&shift=${job.first.id}`)
        return phone
      }
      const his = await seen(lin)
      await his.getByText('请您去,等您答复').waitFor()
      found.why = (await his.getByText(/· (离您|您会做)/).count()) > 0
      const hers = await seen(wang)
      await hers.getByRole('button', { name: '为什么没问我?' }).click()
      // The list of what is missing says it too, as soon as it has come.
      await hers
        .getByRole('paragraph')
        .filter({ hasText: `您的资料里没有选“${occupation}”` })
        .waitFor()
      found.others = (await hers.locator('body').innerText()).includes(lin.name)

      const free = await publishFunded(scene, firm, { ...wishes, ...hall, headcount: 2 })
      await intoTheHall(scene, free)
      await hers.goto(`/m/pages/jobs/detail?posting=${free.postingId}&shift=${free.first.id}`)
      await hers.getByText('还有空名额,想去现在就能接').waitFor()
      await hers.getByRole('button', { name: '我要去' }).click()
      await hers.getByText('看合同,签字').waitFor()

      const officer = world.accounts.find(({ role }) => role.includes(roleLabels.cityOfficer))
      const { page: market } = await visits.open({ device: 'desk' })
      await signInAtDesk(market, world, staffAccount(world, officer?.role ?? ''))
      await market.goto('/console/market')
      await market.getByRole('row', { name: new RegExp(title) }).waitFor()
      const stands = market.getByRole('row', { name: new RegExp(hall.title) })
      await stands.getByText('看过1次,接走1个').waitFor()
      await market.keyboard.press('h')
      await market.getByRole('row', { name: new RegExp(title) }).waitFor({ state: 'detached' })
      found.hall = await stands.getByText(/^1个,.*起$/).count()
      await market.keyboard.press('h')
      found.silent = await market.getByText('没有在派单').count()
      await market.getByText('猜谁会答应').click()
      await market.getByText(/次答复里学的|还没有学过/).waitFor()

      await ontoTheDesk(scene, job, lin)
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '驿站工作人员'))
      await page.goto('/console/calls')
      await page
        .getByRole('button', { name: new RegExp(title) })
        .first()
        .click()
      await page.getByText('为什么找这位师傅').waitFor()
      found.hidden = !(await page.locator('main').innerText()).includes(lin.phone ?? '')
      await page.keyboard.press('c')
      await page.getByText(lin.phone ?? '').waitFor()
      await page.keyboard.press('y')
      await page.getByText('记下了:去').first().waitFor()
      await world.settle()
      const { items } = await world.call('listMyOffers', { query: {} }, lin.as)
      found.states = items.filter((one) => one.postingId === job.postingId).map(({ state }) => state)
    }),
  )
  expect(found).toEqual({ why: true, others: false, hall: 1, silent: 0, hidden: true, states: ['taken'] })
})
