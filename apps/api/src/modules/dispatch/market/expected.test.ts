import { findOccupation } from '@linggong/reference'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../../test/app.ts'
import { signInNewPerson, type Signed } from '../../../../test/people.ts'
import { untilStill } from '../../../../test/rounds.ts'
import { anyWork } from '../../../../test/wishes.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../../test/work.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'

/** One person arranges flowers, another makes tea; in a store all but the latter can work. */
const flowers = '插花花艺师'
const tea = '制茶工'
const store = '仓储管理员'
/** Where the florist lives. */
const byHim = { town: '350981004' }
const codeOf = (trade: string) => findOccupation(trade, 1)[0]!.occupation.code

let app: TestApp
let florist: Signed
let near: Signed
let far: Signed
let teaMaker: Signed
let employers: TestEmployer[]
let first: Dispatcher
let second: Dispatcher
beforeAll(async () => {
  app = await testApp({ holdsMarket: false })
  app.clock.set('2026-11-25T08:00:00+08:00')
  employers = []
  for (let n = 0; n < 6; n++) employers.push(await newEmployer(app, 700 + n))
  // Three Wednesdays: at ten flowers are wanted for the evening, at half past six somebody for the tea of the night.
  // What people take or apply for themselves, and what was taken back, is no experience.
  for (const day of ['2026-11-25', '2026-12-02', '2026-12-09']) {
    await publish(employers[0]!, `${day}T09:58`, flowers, day, '17', '21', byHim)
    await publish(employers[2]!, `${day}T10:30`, flowers, day, '17', '21', { fillMode: 'grab' })
    const withdrawn = await publish(employers[5]!, `${day}T10:40`, flowers, day, '17', '21')
    await app.must(
      'withdrawPosting',
      { params: { postingId: withdrawn.postingId }, body: { reason: { code: 'noNeed' } } },
      { token: employers[5]!.token },
    )
    await publish(employers[1]!, `${day}T18:28`, tea, day, '20', '23')
  }
  app.clock.set('2026-12-16T07:00:00+08:00')
  florist = await worker(720, byHim.town, [flowers, store])
  near = await worker(721, '350981107', [store])
  far = await worker(722, '350981100', [store])
  teaMaker = await worker(723, '350981107', [tea])
  first = createDispatcher(app.deps)
  second = createDispatcher(app.deps)
})
afterAll(async () => {
  await first.stop()
  await second.stop()
  await app.close()
})

async function worker(n: number, town: string, trades: string[]): Promise<Signed> {
  const one = await signInNewPerson(app, n, { name: '陈大山' })
  const wishes = anyWork({ town, occupations: trades.map(codeOf), channels: ['app'] })
  await app.must('putWorkerProfile', { body: wishes }, { token: one.token })
  return one
}

/** Published a good minute after `at`, for some hours of a day. */
async function publish(
  by: TestEmployer,
  at: string,
  occupation: string,
  day: string,
  from: string,
  to: string,
  more: object = {},
) {
  app.clock.set(`${at}:00+08:00`)
  const hours = { startsAt: `${day}T${from}:00:00+08:00`, endsAt: `${day}T${to}:00:00+08:00` }
  const draft = { fillMode: 'dispatch' as const, occupation, shifts: [{ ...hours, headcount: 1 }], breakMinutes: 0 }
  return publishWork(app, by, { ...draft, ...more })
}

const round = (dispatcher: Dispatcher) => untilStill(app, dispatcher)
const askedFor = async ({ shiftIds }: { shiftIds: string[] }) => {
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ worker_id: string }>('select worker_id from offers where shift_id = $1 order by made_at', shiftIds),
  )
  return rows.map((row) => row.worker_id)
}
const expecting = async () => {
  app.clock.advance(6_000)
  await round(first.owns() ? first : second)
  const [row] = await app.deps.db.named<{ expecting: unknown }>(
    'test-expecting',
    "select status->'expecting' as expecting from outbox_readers where name = 'dispatch'",
  )
  return row!.expecting
}
const today = '2026-12-16'

test('往常十点来的活,为它留着唯一会干的人;人人会干的活问别人,等不来了再问他', async () => {
  await round(first)
  expect([await second.tick(), first.owns(), second.owns()]).toEqual([0, true, false])
  expect(await expecting()).toEqual({ planned: 2, waiting: 0 })
  const before = await publish(employers[3]!, `${today}T08:00`, store, today, '15', '19')
  await round(first)
  expect(await askedFor(before)).toEqual([near.personId])
  // Tomorrow is a Thursday, of which nothing is known.
  const tomorrow = await publish(employers[3]!, `${today}T08:30`, store, '2026-12-17', '15', '19', byHim)
  await round(first)
  expect(await askedFor(tomorrow)).toEqual([florist.personId])

  // Who takes over expects the same.
  await first.stop()
  await round(second)
  expect(second.owns()).toBe(true)
  expect(await expecting()).toEqual({ planned: 2, waiting: 0 })
  const heirs = await publish(employers[4]!, `${today}T09:00`, store, today, '15', '19')
  await round(second)
  expect(await askedFor(heirs)).toEqual([far.personId])

  // What comes before its time is not expected any more, and offered as anything else.
  const early = await publish(employers[1]!, `${today}T09:30`, tea, today, '20', '23')
  await round(second)
  expect(await askedFor(early)).toEqual([teaMaker.personId])
  expect(await expecting()).toEqual({ planned: 1, waiting: 0 })

  // Nobody has answered, and the others are asked once more. From ten on he is asked as anybody.
  const askedToday = async () => [...(await askedFor(before)), ...(await askedFor(heirs))]
  expect(await askedToday()).not.toContain(florist.personId)
  app.clock.set(`${today}T10:00:00+08:00`)
  expect(await expecting()).toEqual({ planned: 0, waiting: 0 })
  expect(await askedToday()).toContain(florist.personId)

  // Nothing is asked, shown or told of what is only expected.
  const published = [before, tomorrow, heirs, early].flatMap(({ shiftIds }) => shiftIds)
  const named = await app.within(async (ctx) => [
    ...(await ctx.tx.query<{ shift_id: string }>('select shift_id from offers')),
    ...(await ctx.tx.query<{ shift_id: string }>('select shift_id from hall_places where places > 0')),
  ])
  expect(named.filter((row) => !published.includes(row.shift_id))).toEqual([])
})
