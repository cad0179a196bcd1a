import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../../test/people.ts'
import { untilStill } from '../../../../test/rounds.ts'
import { anyWork } from '../../../../test/wishes.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../../test/work.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'

let app: TestApp
let employer: TestEmployer
let dispatcher: Dispatcher
beforeAll(async () => {
  app = await testApp({ holdsMarket: false })
  employer = await newEmployer(app, 1)
  dispatcher = createDispatcher(app.deps)
})
afterAll(async () => {
  await dispatcher.stop()
  await app.close()
})

type Offer = { worker_id: string; terms: Record<string, number> }
const round = () => untilStill(app, dispatcher)
const shiftOn = (day: string, headcount: number) => ({
  startsAt: `${day}T08:00:00+08:00`,
  endsAt: `${day}T17:00:00+08:00`,
  headcount,
})

/** Offers of a new posting, after which it is taken back: it stands in nobody's way. */
async function asked(headcount: number): Promise<Offer[]> {
  const shifts = [shiftOn('2026-11-23', headcount)]
  const { postingId, shiftIds } = await publishWork(app, employer, { fillMode: 'dispatch', shifts })
  await round()
  const offers = await app.within((ctx) =>
    ctx.tx.query<Offer>('select worker_id, terms from offers where shift_id = $1 order by made_at, id', [shiftIds[0]]),
  )
  const body = { reason: { code: 'madeInError' } }
  await app.must('withdrawPosting', { params: { postingId }, body }, { token: employer.token })
  await round()
  return offers
}

/** Who has put the name down for a job, in this order, as its employer reads them. */
async function applicants(...people: Signed[]) {
  const work = await publishWork(app, employer, { fillMode: 'apply', shifts: [shiftOn('2026-11-25', 1)] })
  const params = { shiftId: work.shiftIds[0]! }
  for (const one of people) await app.must('applyForShift', { params, body: {} }, one)
  const { items } = await app.must('listApplicants', { params }, { token: employer.token })
  const body = { reason: { code: 'madeInError' } }
  await app.must('withdrawPosting', { params: { postingId: work.postingId }, body }, { token: employer.token })
  return items
}

const termsOf = (offers: readonly Offer[], one: Signed) =>
  offers.find(({ worker_id: id }) => id === one.personId)!.terms

test('一样的两个人:临时不去的,后问;查实记错了,又一样', async () => {
  const work = await publishWork(app, employer, { shifts: [shiftOn('2026-11-30', 1)] })
  const own = await app.must('getOwnPosting', { params: { postingId: work.postingId } }, { token: employer.token })
  const people: Signed[] = []
  for (const n of [880, 881]) {
    const one = await signInNewPerson(app, n, { name: '陈大山' })
    const body = anyWork({ town: '350981107', occupations: [own.terms.occupationCode!], channels: ['app'] })
    await app.must('putWorkerProfile', { body }, one)
    people.push(one)
  }
  const [first] = await asked(1)
  const one = people.find(({ personId }) => personId === first!.worker_id)!
  const other = people.find(({ personId }) => personId !== first!.worker_id)!

  // Who would have been asked first cancels an hour before the start.
  const shifts = [{ startsAt: '2026-11-18T10:00:00+08:00', endsAt: '2026-11-18T17:00:00+08:00', headcount: 1 }]
  const grab = await publishWork(app, employer, { shifts })
  const grabbed = await app.must('grabShift', { params: { shiftId: grab.shiftIds[0]! }, body: {} }, one)
  const params = { engagementId: grabbed.engagements[0]!.id }
  app.clock.set('2026-11-18T09:00:00+08:00')
  await app.must('cancelEngagement', { params, body: { reason: { code: 'workerChangedMind' } } }, one)
  await round()
  expect((await asked(1)).map(({ worker_id: id }) => id)).toEqual([other.personId])
  const both = await asked(2)
  expect(termsOf(both, one).standing).toBeLessThan(0)
  expect(termsOf(both, other).standing).toBeUndefined()

  // To an employer who picks, the order alone; neither points nor a word of them.
  const waiting = await applicants(one, other)
  expect(waiting.map(({ workerId }) => workerId)).toEqual([other.personId, one.personId])
  expect(waiting[1]!.reasons).toEqual(waiting[0]!.reasons)
  expect(JSON.stringify(waiting)).not.toMatch(/standing|points|诚信|扣/i)

  // The county finds that it was no fault of hers: heard of at once, without the market being read anew.
  await app.must('raiseTrouble', { params, body: { kind: 'recordWrong' } }, one)
  const officer = await signInNewStaff(app, 'standing', [{ role: 'countyOfficer', county: '350981', siteId: null }])
  const { items } = await app.must('listTroubles', { query: {} }, officer)
  const body = { reason: { code: 'recordLifted' } }
  await app.must('solveTrouble', { params: { troubleId: items[0]!.id }, body }, officer)
  await round()
  expect((await asked(1)).map(({ worker_id: id }) => id)).toEqual([one.personId])
  const again = await asked(2)
  expect(termsOf(again, one)).toEqual(termsOf(again, other))
  expect((await applicants(one, other)).map(({ workerId }) => workerId)).toEqual([one.personId, other.personId])
})

test('就业困难的人,扣过分的不往后排', async () => {
  const [lost] = await app.within((ctx) =>
    ctx.tx.query<{ id: string; worker_id: string }>(
      `update engagements set standing_review = null where standing_review = 'lifted' returning id, worker_id`,
    ),
  )
  await app.within(async (ctx) => {
    await ctx.tx.query(
      `insert into hard_to_employ (id, person_id, county, category, evidence, valid_from, valid_until, entered_by, entered_at)
       values ($1, $2, '350981', 'longUnemployed', 'certificate', '2026-01-01', '2027-01-01', $1, $3)`,
      [ctx.newId(), lost!.worker_id, ctx.now],
    )
  })
  await dispatcher.stop()
  dispatcher = createDispatcher(app.deps)
  await round()
  const offers = await asked(2)
  expect(offers.find((offer) => offer.worker_id === lost!.worker_id)!.terms.standing).toBeUndefined()
})
