import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, type Signed } from '../../../test/people.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../test/work.ts'
import { moveEngagement } from '../engagements/index.ts'
import { average, bothRated, ratable, ratingProblems, whenToRate } from './rules.ts'

let app: TestApp
let employer: TestEmployer
let worker: Signed
let stranger: Signed
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  worker = await signInNewPerson(app, 200, { name: '陈大山' })
  stranger = await signInNewPerson(app, 201, { name: '外人' })
})
afterAll(() => app.close())

/** A day's work that is over; how it came there is tested elsewhere. */
async function workedOn(day: string, title: string): Promise<string> {
  const shift = { startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T17:00:00+08:00`, headcount: 1 }
  const work = await publishWork(app, employer, { title, shifts: [shift] })
  const { engagements } = await app.must(
    'grabShift',
    { params: { shiftId: work.shiftIds[0]! }, body: {} },
    { token: worker.token },
  )
  const id = engagements[0]!.id
  await app.within(async (ctx) => {
    await moveEngagement(ctx, id, { move: 'conclude', by: 'system' })
    await moveEngagement(ctx, id, { move: 'checkIn', by: 'employer' })
    await moveEngagement(ctx, id, { move: 'checkOut', by: 'system' })
  })
  return id
}

const rate = (
  engagementId: string,
  token: string,
  about: 'worker' | 'employer' | 'site',
  stars: number,
  tags: string[] = [],
) => app.call('rateEngagement', { params: { engagementId }, body: { about, stars, tags } }, { token })
const seen = async (engagementId: string, token: string) =>
  (await app.must('getEngagementRatings', { params: { engagementId } }, { token })).items.map((item) => item.bySide)

describe('互评', () => {
  test('对方没评之前,只有自己看得到;都评了才一起显示', async () => {
    const id = await workedOn('2026-11-20', '拣茶一')
    expect((await rate(id, worker.token, 'employer', 5, ['paidOnTime'])).status).toBe(201)
    await app.drain()
    expect(await seen(id, worker.token)).toEqual(['worker'])
    expect(await seen(id, employer.token)).toEqual([])
    expect((await rate(id, employer.token, 'worker', 4)).status).toBe(201)
    await app.drain()
    expect(await seen(id, worker.token)).toEqual(['worker', 'employer'])
    expect(await seen(id, employer.token)).toEqual(['worker', 'employer'])
    const total = await app.must('getEmployerRating', { params: { employerId: employer.employerId } })
    expect(total).toMatchObject({ ratings: 1, average: null })
  })

  test('每一方只评一次;没经过驿站的不能评驿站;外人不能评也看不到', async () => {
    const id = await workedOn('2026-11-21', '拣茶二')
    await rate(id, worker.token, 'employer', 3)
    expect((await rate(id, worker.token, 'employer', 1)).body).toMatchObject({ code: 'RatingAlreadyGiven' })
    expect((await rate(id, worker.token, 'site', 5)).body).toMatchObject({ code: 'RatingSiteUnknown' })
    expect((await rate(id, worker.token, 'worker', 5)).body).toMatchObject({ code: 'NotFound' })
    expect((await rate(id, stranger.token, 'employer', 1)).body).toMatchObject({ code: 'NotFound' })
    expect(
      (await app.call('getEngagementRatings', { params: { engagementId: id } }, { token: stranger.token })).status,
    ).toBe(404)
  })

  test('只有一方评了:期限一到也显示,再评就晚了', async () => {
    const id = await workedOn('2026-11-22', '拣茶三')
    await rate(id, worker.token, 'employer', 2)
    await app.drain()
    const { windowEndsAt } = await app.must(
      'getEngagementRatings',
      { params: { engagementId: id } },
      { token: worker.token },
    )
    await app.advanceTo(new Date(Date.parse(windowEndsAt) + 1_000).toISOString())
    expect(await seen(id, employer.token)).toEqual(['worker'])
    expect((await rate(id, employer.token, 'worker', 1)).body).toMatchObject({ code: 'RatingWindowClosed' })
  })
})

describe('rules', () => {
  const endsAt = new Date('2026-11-20T17:00:00+08:00')
  test('only finished work, within the window', () => {
    const on = (state: 'working' | 'worked', at: string) => whenToRate({ state, endsAt }, new Date(at), 7)
    expect(on('working', '2026-11-20T16:00:00+08:00')).toBe('RatingTooEarly')
    expect(on('worked', '2026-11-27T17:00:00+08:00')).toBe('ok')
    expect(on('worked', '2026-11-27T17:00:01+08:00')).toBe('RatingWindowClosed')
  })
  test('sides, tags and stars', () => {
    expect(ratable('worker', 'a site')).toEqual(['employer', 'site'])
    expect(ratable('worker', null)).toEqual(['employer'])
    expect(ratable('employer', 'a site')).toEqual(['worker'])
    expect(
      ratingProblems({ about: 'worker', stars: 6, tags: ['punctual', 'paidOnTime'] }, 5).map((one) => one.path),
    ).toEqual(['stars', 'tags'])
    expect(
      bothRated([
        { bySide: 'worker', about: 'employer' },
        { bySide: 'worker', about: 'site' },
      ]),
    ).toBe(false)
  })
  test('an average needs enough ratings', () => {
    expect(average({ ratings: 2, stars: 9 }, 3)).toBeNull()
    expect(average({ ratings: 3, stars: 13 }, 3)).toBe(4.3)
  })
})
