import type { EngagementState } from '@linggong/contract'
import { expect, test } from 'vitest'

import { collect, expectState, stateOf } from '../api/test/journey/acts.ts'
import { fundEscrow, jobOf } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { later } from '../api/test/journey/world.ts'
import { confirmHours, post, rateWorker } from './acts/employer.ts'
import { hand, tomorrow, type Version } from './acts/hand.ts'
import { conclude, find, rateEmployer, scan, take } from './acts/worker.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const fuding = '350982'

/** From a need typed on one phone to the wage on another, with an officer at a desk in between; how it ended. */
async function dayOfWork(version: Version): Promise<EngagementState | undefined> {
  let end: EngagementState | undefined
  const title = version === 'elder' ? '太姥山采茶青乙' : '太姥山采茶青甲'
  await play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn(fuding, 2)
      const firm = await employer(world, { name: '福鼎管阳茶场', place })
      const lin = await worker(world, { age: 61, paidBy: 'wechat' })
      const boss = await hand(scene, visits, firm.owner.phone ?? '', version)
      await post(scene, boss, {
        title,
        work: '采茶',
        occupation: '园艺工',
        place,
        county: '福鼎市',
        town: '桐山街道',
        day: tomorrow(scene),
        from: '08:00',
        to: '12:00',
        yuan: '25',
        contact: firm.owner.name,
        description: '一芽两叶,来回路费自理。',
      })
      await boss.see('已经提交,正在审核')

      const { page: desk } = await visits.open({ device: 'desk' })
      await signInAtDesk(desk, world, staffAccount(world, '福鼎市人社'))
      await desk.goto('/console/reviews')
      await desk.getByRole('button', { name: title }).click()
      await desk.getByRole('heading', { name: title }).waitFor()
      await desk.keyboard.press('a')
      await desk.getByText('已通过,需求已发布。').waitFor()

      await world.settle()
      const { items } = await world.call(
        'listEmployerPostings',
        { params: { employerId: firm.id }, query: {} },
        firm.as,
      )
      const job = await jobOf(scene, firm, items[0]!.id)
      await fundEscrow(scene, job)

      const one = await hand(scene, visits, lin.phone ?? '', version)
      await find(one, title)
      const engagementId = await take(one)
      await world.settle()
      await conclude(one, engagementId)
      const taken = { id: engagementId, shiftId: job.first.id, worker: lin, as: lin.as }
      await expectState(scene, taken, 'concluded')

      await scene.until(later(job.first.startsAt, -10))
      await boss.open(`/employer/code?shift=${job.first.id}`)
      await boss.page.getByRole('img', { name: '签到码,请用手机扫' }).waitFor()
      const code = await world.call('getShiftCode', { params: { shiftId: job.first.id } }, firm.as)
      await scan(one, code.url)
      await one.tap('签到')
      await one.see('干完了,签退')
      await expectState(scene, taken, 'working')

      await scene.until(later(job.first.endsAt, 2))
      await one.goTo(place)
      await one.open(`/pages/check/index?engagement=${engagementId}`)
      await one.tap('干完了,签退')
      await one.gone(/签退/)
      await expectState(scene, taken, 'worked')

      await confirmHours(boss, title)
      await collect(scene, [taken])
      await one.open(`/pages/work/detail?engagement=${engagementId}`)
      await one.see('已到账')
      await one.open('/pages/pay/index')
      await one.see(title)
      await rateWorker(boss, engagementId)
      await rateEmployer(one, engagementId)
      const ratings = await world.call('getEngagementRatings', { params: { engagementId } }, lin.as)
      expect(ratings.items.filter(({ shownAt }) => shownAt !== null)).toHaveLength(2)
      end = await stateOf(scene, taken)
    }),
  )
  return end
}

test('从发一条需求到工钱到账:手机发、县里批、接单、签约、签到签退、确认、到账', async () => {
  expect(await dayOfWork('normal')).toBe('paid')
})
test('同样的一天,都用大字版', async () => {
  expect(await dayOfWork('elder')).toBe('paid')
})
