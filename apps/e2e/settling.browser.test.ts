import { expect, test } from 'vitest'

import { arrive, collect, expectState, grabOne, leave, sign, stateOf } from '../api/test/journey/acts.ts'
import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { later } from '../api/test/journey/world.ts'
import { rateWorker } from './acts/employer.ts'
import { hand, tomorrow } from './acts/hand.ts'
import { rateEmployer } from './acts/worker.ts'
import { browse, play } from './browser/browse.ts'

/** A crew of three is settled on one page, one of them at other hours; the states of their work at the end. */
async function settled(): Promise<(string | undefined)[]> {
  const title = '码头卸鱼甲'
  let ends: (string | undefined)[] = []
  await play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn('350982', 2)
      const firm = await employer(world, { name: '福鼎沙埕渔业', kind: 'soleTrader', place })
      const people = [await worker(world, { age: 59 }), await worker(world), await worker(world)]
      const job = await publishFunded(scene, firm, {
        title,
        occupation: '装卸搬运工',
        place,
        days: [tomorrow(scene)],
        from: '07:00',
        to: '12:00',
        headcount: 3,
        yuan: 30,
      })
      const all = []
      for (const one of people) {
        all.push(await grabOne(scene, one, job))
        await sign(scene, one, job)
      }
      for (const one of all) await arrive(scene, job, one)
      for (const one of all) await leave(scene, job, one)
      const [lin, stays] = [people[0]!, all[0]!]

      const boss = await hand(scene, visits, firm.owner.phone ?? '', 'normal')
      await boss.open('/employer/settle')
      await boss.tap(`${lin.name}:改工时、有异议`)
      await boss.tap('改工时')
      await boss.tap('改成这样,请本人看')
      await boss.see('请选一个原因')
      await boss.page.getByLabel('一共').first().fill('4')
      await boss.choose('为什么', /签退|迟|早|记/)
      await boss.tap('改成这样,请本人看')
      await boss.see(/已请本人看/)
      await boss.open('/employer/settle')
      await boss.see('还不能确认的')
      await boss.tap('确认这2个人的工时,发工资')
      await boss.tap('确认,发工资')
      await boss.see(/2个人的工时确认好了/)

      const phone = await hand(scene, visits, lin.phone ?? '', 'normal')
      await phone.open(`/pages/work/detail?engagement=${stays.id}`)
      await phone.see(/用工方改了工时/)
      await phone.tap('雇主改了工时,去看')
      await phone.see(/雇主改成/)
      await phone.tap('答应,就按4小时算')
      await phone.tap('答应')
      await phone.see(/定了,工钱按合同说好的日子发/)
      await collect(scene, all)
      await phone.open(`/worker/wage?engagement=${stays.id}`)
      await phone.see('120元')
      for (const one of all) await rateWorker(boss, one.id)
      await rateEmployer(phone, stays.id)
      ends = await Promise.all(all.map((one) => stateOf(scene, one)))
    }),
  )
  return ends
}

/** Called off an hour before the start: what the worker has to read, and what has come in the end. */
async function calledOff(): Promise<unknown> {
  let paid: unknown
  await play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn('350902', 1)
      const firm = await employer(world, { name: '宁德漳湾冷库', kind: 'soleTrader', place })
      const chen = await worker(world, { age: 63 })
      const job = await publishFunded(scene, firm, {
        title: '冷库搬箱甲',
        occupation: '装卸搬运工',
        place,
        days: [tomorrow(scene)],
        from: '08:00',
        to: '12:00',
        yuan: 30,
      })
      const one = await grabOne(scene, chen, job)
      await sign(scene, chen, job)
      await scene.until(later(job.first.startsAt, -60))
      const boss = await hand(scene, visits, firm.owner.phone ?? '', 'elder')
      await boss.open(`/employer/person?engagement=${one.id}`)
      await boss.tap('取消这一单')
      await boss.see(/开工前两小时以内取消,诚信扣6分,付给每个人这一班约定工钱的一半/)
      await boss.choose('原因', '不需要这么多人了')
      await boss.tap('取消这一单')
      await boss.see('取消这一单?')
      await boss.page
        .getByRole('dialog')
        .getByText(/约定工钱的一半/)
        .waitFor()
      await boss.page.getByRole('dialog').getByRole('button', { name: '取消这一单' }).click()
      await boss.see(/取消了,已通知本人/)
      await world.settle()
      await expectState(scene, one, 'cancelled')

      const phone = await hand(scene, visits, chen.phone ?? '', 'elder')
      await phone.open(`/pages/work/detail?engagement=${one.id}`)
      await phone.see(/临近开工才取消,补偿您/)
      await phone.tap('看怎么算的、发到哪里')
      await phone.see('临近开工取消的补偿')
      await phone.see('60元')
      await scene.until(later(job.first.endsAt, 24 * 60))
      await world.settle()
      const { wages } = await world.call('getEngagementWages', { params: { engagementId: one.id }, query: {} }, chen.as)
      paid = wages.map(({ part, grossFen, paidAt }) => ({ part, grossFen, arrived: paidAt !== null }))
    }),
  )
  return paid
}

test('一班三个人一页结算:一个人改工时、本人答应,都发了工资,两边评价', async () => {
  expect(await settled()).toEqual(['paid', 'paid', 'paid'])
})
const half = [{ part: 'compensation', grossFen: 6_000, arrived: true }]
test('用工方开工前一小时取消:先看到要付多少,工人看到补偿、收到补偿(大字版)', async () => {
  expect(await calledOff()).toEqual(half)
})
