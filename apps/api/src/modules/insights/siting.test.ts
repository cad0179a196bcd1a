import { haversineMeters, pointOf, townsOfUnit, type Point } from '@linggong/reference'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { anyWork } from '../../../test/wishes.ts'
import { addSites } from '../sites/index.ts'

const here = '350981'
/** Towns so far from one another that a station in one reaches no other. */
const towns = townsOfUnit(here).reduce<Array<{ code: string; name: string } & Point>>(
  (apart, { code, displayName }) => {
    const one = { code, name: displayName, ...pointOf(code) }
    return apart.some((other) => haversineMeters(one, other) < 11_000) ? apart : [...apart, one]
  },
  [],
)
const at = (n: number) => towns[n]!

let app: TestApp
let officer: { token: string }
beforeAll(async () => {
  app = await testApp()
  officer = await signInNewStaff(app, 'fuan', [{ role: 'countyOfficer', county: here, siteId: null }])
})
afterAll(() => app.close())

const ask = (query: object = {}, as = officer) => app.must('getSiting', { query: { count: 1, ...query } as never }, as)

async function settle(n: number, town: string): Promise<Signed> {
  const worker = await signInNewPerson(app, 60 + n, { name: '陈大山' })
  const body = anyWork({ town, occupations: ['4-02-05-01'], channels: ['sms'] })
  await app.must('putWorkerProfile', { body }, { token: worker.token })
  return worker
}

test('没有人就没有数;人住在哪里、站点够得着多少、再建一个多够得着多少,都数得出', async () => {
  expect((await ask()).plan).toBeNull()
  // Two in a town with a station, three where none is near, one in a third town.
  for (const [n, town] of [0, 0, 1, 1, 1, 2].entries()) await settle(n, at(town).code)
  await app.within((ctx) =>
    addSites(ctx, [
      {
        id: '01900000-0000-7000-9600-000000000001',
        kind: 'station',
        name: '福安市某驿站',
        county: here,
        town: at(0).code,
        address: '某路1号',
        lat: at(0).lat,
        lng: at(0).lng,
        phone: '0593-6000000',
        hours: [{ days: [1], from: '08:00', to: '17:00' }],
        builder: 'government',
        openedOn: '2025-03-01',
        reviewsPostings: false,
        state: 'open',
      },
    ]),
  )
  app.clock.advance(16 * 60_000)
  const seen = await ask()
  expect(seen.plan).toMatchObject({ method: 'exact', total: 6, before: 2, after: 5, mostPossible: 5 })
  expect(seen.plan?.chosen).toEqual([{ town: at(1).code, name: at(1).name, gain: 3 }])
  expect(seen.sites.map(({ name, reachMeters }) => [name, reachMeters])).toEqual([['福安市某驿站', 5_000]])
  expect(seen.towns.find(({ code }) => code === at(2).code)).toMatchObject({ people: 1, places: 0 })
  expect((await ask({ count: 2 })).plan).toMatchObject({ after: 6, mostPossible: 6 })
  // Nothing has been posted: no plan by places.
  expect((await ask({ weight: 'places' })).plan).toBeNull()
})

test('数过的先用着,说得出是什么时候数的', async () => {
  const before = await ask()
  await settle(40, at(2).code)
  const soon = await ask()
  expect([soon.countedAt, soon.plan?.total]).toEqual([before.countedAt, 6])
  app.clock.advance(16 * 60_000)
  const later = await ask()
  expect(later.plan?.total).toBe(7)
  expect(later.countedAt > before.countedAt).toBe(true)
})

test('只看自己的县;别的县问不到,乱填的说清楚', async () => {
  const elsewhere = await signInNewStaff(app, 'fuding', [{ role: 'countyOfficer', county: '350982', siteId: null }])
  const theirs = await ask({}, elsewhere)
  expect(theirs.plan).toBeNull()
  expect(theirs.towns.every(({ county }) => county === '350982')).toBe(true)
  expect(await app.call('getSiting', { query: { county: here } as never }, elsewhere)).toMatchObject({ status: 404 })
  const wrong = await app.call('getSiting', { query: { count: 9, kind: '商场' } as never }, officer)
  const problems = expect.arrayContaining(
    ['query.count', 'query.kind'].map((path) => expect.objectContaining({ path })),
  )
  expect(wrong).toMatchObject({ status: 400, body: { code: 'InputInvalid', problems } })
})
