import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { anyWork } from '../../../test/wishes.ts'
import { newEmployer, publishWork } from '../../../test/work.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('县里看得到正在派的活和问到哪里;别的县看不到;没有的数不编', async () => {
  const post = (county: string) => [{ role: 'countyOfficer', county, siteId: null } as const]
  const here = await signInNewStaff(app, 'fuan', post('350981'))
  const there = await signInNewStaff(app, 'fuding', post('350982'))
  const empty = await app.must('getMarket', { query: {} }, here)
  expect(empty).toMatchObject({
    openShifts: 0,
    hallPlaces: 0,
    openPlaces: 0,
    rows: [],
    lastHour: { asked: 0, taken: 0 },
  })

  const employer = await newEmployer(app, 1)
  const first = await publishWork(app, employer, { fillMode: 'dispatch', shifts: [shift(2)] })
  const own = await app.must('getOwnPosting', { params: { postingId: first.postingId } }, { token: employer.token })
  const workers: Signed[] = []
  for (let n = 0; n < 3; n++) {
    const worker = await signInNewPerson(app, 50 + n, { name: '陈大山' })
    const body = anyWork({ town: '350981107', occupations: [own.terms.occupationCode!], channels: ['sms'] })
    await app.must('putWorkerProfile', { body }, { token: worker.token })
    workers.push(worker)
  }
  app.clock.advance(16 * 60_000)
  await app.drain()
  const mine = (n: number) => app.must('listMyOffers', { query: {} }, { token: workers[n]!.token })
  const offers = await Promise.all([0, 1, 2].map(mine))
  const asked = [0, 1, 2].filter((n) => offers[n]!.items.length > 0)
  // One place, one person asked; a second, once the first has been silent for a while.
  expect(asked).toHaveLength(2)
  const offerId = offers[asked[0]!]!.items[0]!.id
  await app.must('declineOffer', { params: { offerId }, body: {} }, { token: workers[asked[0]!]!.token })
  await app.drain()

  const seen = await app.must('getMarket', { query: { county: '350981' } }, here)
  expect(seen).toMatchObject({
    openShifts: 1,
    openPlaces: 1,
    urgentPlaces: 0,
    waiting: 1,
    toCall: 0,
    lastHour: { asked: 2, taken: 0, declined: 1, silent: 0 },
    // Nobody had looked for work when the day began.
    dispatcher: { silent: false, tightness: null },
    rows: [{ shiftId: first.shiftIds[0], headcount: 1, taken: 0, urgent: false, waiting: 1, declined: 1, silent: 0 }],
  })
  expect(seen.rows[0]).toMatchObject({ askedAt: expect.any(String), standstill: null })
  expect(seen.asksFrom).toBeNull()
  expect((await app.must('getMarket', { query: {} }, there)).rows).toEqual([])
  expect(await app.call('getMarket', { query: { county: '350981' } }, there)).toMatchObject({ status: 404 })
  expect(JSON.stringify(seen)).not.toContain('陈大山')
})

test('还没问的写明为什么、什么时候问:没人会做、太早、夜里', async () => {
  const posts = [{ role: 'countyOfficer', county: '350981', siteId: null } as const]
  const officer = await signInNewStaff(app, 'by-day', posts)
  const employer = await newEmployer(app, 2)
  const strange = { fillMode: 'dispatch' as const, occupation: '插花花艺师' }
  const nobody = await publishWork(app, employer, { ...strange, shifts: [shift(3)] })
  const later = await publishWork(app, employer, { ...strange, shifts: [shift(12, '12')] })
  app.clock.advance(60_000)
  await app.drain()
  const standing = async (as: typeof officer) => {
    const { rows, asksFrom, hallPlaces } = await app.must('getMarket', { query: {} }, as)
    const of = (one: { shiftIds: readonly string[] }) => rows.find((row) => row.shiftId === one.shiftIds[0])?.standstill
    // What never stood in the hall is not counted there.
    expect(rows.filter((row) => row.hall === null).length).toBeGreaterThan(0)
    expect(hallPlaces).toBe(rows.reduce((sum, row) => sum + (row.hall?.places ?? 0), 0))
    return { nobody: of(nobody), later: of(later), asksFrom }
  }
  expect(await standing(officer)).toEqual({
    nobody: { why: 'nobodyFits', from: null },
    later: { why: 'tooFarAhead', from: '2026-11-29T00:00:00+08:00' },
    asksFrom: null,
  })
  app.clock.set('2026-11-18T22:00:00+08:00')
  await app.drain()
  const byNight = await signInNewStaff(app, 'by-night', posts)
  expect((await standing(byNight)).asksFrom).toBe('2026-11-19T05:30:00+08:00')
})

test('活多活少看最近两周:没答复的不算在找活,答了不去的算;一公里算多少分跟着变', async () => {
  app.clock.set('2026-11-21T09:00:00+08:00')
  await app.drain()
  const post = [{ role: 'countyOfficer', county: '350981', siteId: null } as const]
  const seenBy = async (name: string) =>
    (await app.must('getMarket', { query: {} }, await signInNewStaff(app, name, post))).dispatcher
  // One person has answered and is free on seven days of that week; of the places those of the 20th and the 21st count.
  expect(await seenBy('saturday')).toMatchObject({
    tightness: { weeks: 2, placesPer100Days: 29, leans: 'workIsShort' },
  })
  const employer = await newEmployer(app, 3)
  const worker = await signInNewPerson(app, 60, { name: '陈大山' })
  const store = { fillMode: 'dispatch' as const, occupation: '仓储管理员' }
  const first = await publishWork(app, employer, { ...store, shifts: [shift(5)] })
  const { terms } = await app.must(
    'getOwnPosting',
    { params: { postingId: first.postingId } },
    { token: employer.token },
  )
  const wishes = anyWork({ town: '350981004', occupations: [terms.occupationCode!], channels: ['app'] })
  await app.must('putWorkerProfile', { body: wishes }, { token: worker.token })
  await app.drain()
  const pointsPerKm = policyOf('2026-11-21')
  expect(await paidForAKilometre(first)).toBeCloseTo(pointsPerKm('matching.whereWorkIsShort'), 0)

  await publishWork(app, employer, { fillMode: 'grab', shifts: [{ ...shift(4), headcount: 40 }] })
  app.clock.set('2026-11-22T09:00:00+08:00')
  const second = await publishWork(app, employer, { ...store, shifts: [shift(6)] })
  await app.drain()
  // 1, 1 and 40 places begin by the 22nd.
  expect(await seenBy('sunday')).toMatchObject({ tightness: { placesPer100Days: 600, leans: 'peopleAreShort' } })
  expect(await paidForAKilometre(second)).toBeCloseTo(pointsPerKm('matching.wherePeopleAreShort'), 0)
})

const policyOf = (day: string) => (key: 'matching.whereWorkIsShort' | 'matching.wherePeopleAreShort') =>
  app.deps.policy.at(day).record(key).perKm!

/** Points that a road kilometre cost the first offer of a shift, as its terms say. */
async function paidForAKilometre({ shiftIds }: { shiftIds: string[] }): Promise<number> {
  const [offer] = await app.within((ctx) =>
    ctx.tx.query<{ terms: { accept: number; distance: number }; facts: { meters: number } }>(
      'select terms, facts from offers where shift_id = $1 order by made_at limit 1',
      shiftIds,
    ),
  )
  const detour = app.deps.policy.at('2026-11-21').number('dispatch.detourBasisPoints') / 10_000
  const km = (offer!.facts.meters / 1_000) * detour
  return (-1_000 * offer!.terms.distance) / offer!.terms.accept / km
}

const shift = (n: number, month = '11') => ({
  startsAt: `2026-${month}-${month === '11' ? 18 + n : n}T08:00:00+08:00`,
  endsAt: `2026-${month}-${month === '11' ? 18 + n : n}T17:00:00+08:00`,
  headcount: 1,
})
