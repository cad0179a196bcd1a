import { expect, test } from 'vitest'

import { arrive, collect, grabOne, leave, sign } from '../api/test/journey/acts.ts'
import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { hand, tomorrow } from './acts/hand.ts'
import { browse, play } from './browser/browse.ts'

test('干得比说好的久,托管的不够:两边都看得到差多少、最晚哪天,补上了就发清', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn('350982', 2)
      const firm = await employer(world, { name: '福鼎白琳茶场', place })
      const wishes = { title: '茶青摊晾庚', occupation: '茶叶加工工', place, days: [tomorrow(scene)], yuan: 24 }
      const job = await publishFunded(scene, firm, wishes)
      const chen = await worker(world, { age: 59 })
      const one = await grabOne(scene, chen, job)
      await sign(scene, chen, job)
      await arrive(scene, job, one)
      await leave(scene, job, one)
      const params = { engagementId: one.id }
      const { minutes } = await world.call('getTimesheet', { params }, firm.as)
      const longer = { minutes: (minutes ?? 0) + 60, reason: { code: 'other', note: '收工晚,多干了一小时' } } as const
      await world.call('correctTimesheet', { params, body: longer }, firm.as)
      await world.call('acceptTimesheet', { params, body: {} }, chen.as)
      await world.settle()

      const mine = await hand(scene, visits, chen.phone ?? '', 'elder')
      await mine.open(`/worker/wage?engagement=${one.id}`)
      await mine.see('还差24元等用工方补足,托管的96元已经留好')
      await mine.see(/最晚.*要补上。到时没补,平台自动催/)

      const boss = await hand(scene, visits, firm.owner.phone ?? '', 'normal')
      await boss.open('/employer/notices')
      await boss.see(/还要您转24元,请在.*前转到工资账户/)
      await boss.open(`/employer/escrow?posting=${job.postingId}`)
      await boss.see('工资比托管的多,还差24元')
      await boss.tap('看工资账户,把差的转进去')
      await boss.see(/请最晚.*把第一笔转到账,过时就算拖欠/)
      await boss.see('转到这个账户')

      const funding = await world.call('getEmployerFunding', { params: { employerId: firm.id } }, firm.as)
      expect(funding).toMatchObject({ owedFen: 2_400, overdueFen: 0 })
      await world.outside.payIn({
        accountNo: funding.accountNo ?? '',
        amountFen: 2_400,
        payerName: firm.name,
        payerAccountNo: firm.accountNo,
        bankReference: `above-escrow-${one.id}`,
      })
      await collect(scene, [one])
      await mine.open(`/worker/wage?engagement=${one.id}`)
      await mine.see('已到账')
      await mine.page.getByText('等用工方补足').waitFor({ state: 'detached' })
      const paid = await world.call('getEngagementWages', { params, query: {} }, chen.as)
      expect(paid.wages.map(({ grossFen, owedFen }) => [grossFen, owedFen])).toEqual([[12_000, 0]])
      await boss.open(`/employer/escrow?posting=${job.postingId}`)
      await boss.see('已发给工人')
      await boss.page.getByText('工资比托管的多').waitFor({ state: 'detached' })
    }),
  ))
