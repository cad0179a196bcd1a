import { describe, expect, it } from 'vitest'
import { flagReferrals, flagThresholds, type FlagRow } from './referral-flags.ts'
import { realPolicy } from './test-packs.ts'

const limits = flagThresholds(realPolicy().record('referral.flagThresholds', '2026-11-26'))
const hour = 3_600_000
const quarterStart = Date.UTC(2026, 8, 30, 16)
const site = { place: { lat: 27, lng: 119.5 }, quarterStart, quarterEnd: quarterStart + 92 * 24 * hour - 1 }
/** A degree of latitude is about 111 km; enough for a test. */
const meters = (a: { lat: number; lng: number }, b: { lat: number; lng: number }) =>
  Math.hypot(a.lat - b.lat, a.lng - b.lng) * 111_000

let made = 0
/** An honest day’s work; tests say what is different. */
function row(change: Partial<FlagRow> & { day?: number; at?: number } = {}): FlagRow {
  const { day = 10, at = 8, ...given } = change
  const n = ++made
  const startsAt = quarterStart + day * 24 * hour + at * hour
  const minutes = given.minutes ?? 480
  return {
    id: `r${n}`,
    workerId: `w${n}`,
    employerId: 'e',
    employerOwnerId: null,
    postingId: `p${n}`,
    postedAt: startsAt - 30 * hour,
    way: 'counter',
    placedAt: startsAt - 20 * hour,
    startsAt,
    endsAt: startsAt + minutes * 60_000,
    minutes,
    place: { lat: 27.01, lng: 119.5 },
    checkedInAt: startsAt,
    checkedInBy: 'worker',
    clerkId: null,
    paidHow: 'bank',
    phoneKey: `phone${n}`,
    cardKey: `card${n}`,
    paidInFrom: ['own'],
    ...given,
  }
}
const rows = (count: number, make: (n: number) => Parameters<typeof row>[0]) =>
  Array.from({ length: count }, (_none, n) => row(make(n)))
const kinds = (list: readonly FlagRow[]) => flagReferrals(list, site, limits, meters).map(({ kind }) => kind)
const far = { lat: 27.4, lng: 119.5 }
const weak = { checkedInBy: 'clerk', clerkId: 'c', paidHow: 'cash', cardKey: null } as const

describe('flags for inspection, each beside its innocent neighbour', () => {
  it('the same pair on paper; not the same pair with full days or with own check-ins', () => {
    expect(kinds(rows(10, (n) => ({ workerId: 'a', day: n, minutes: 90, ...weak })))).toEqual(['samePair'])
    expect(kinds(rows(30, (n) => ({ workerId: 'a', day: n, minutes: 480, ...weak })))).toEqual([])
    expect(kinds(rows(30, (n) => ({ workerId: 'a', day: n, minutes: 90 })))).toEqual([])
  })
  it('places nobody can travel between; not a second job after the time for the road', () => {
    const jobs = (gap: number) =>
      [3, 4].flatMap((day) => [
        row({ workerId: 'a', day, at: 7, minutes: 120 }),
        row({ workerId: 'a', day, at: 9 + gap, minutes: 120, place: far }),
      ])
    expect(kinds(jobs(0.2))).toEqual(['impossibleRoute'])
    expect(kinds(jobs(1))).toEqual([])
  })
  it('checked in far away minutes after the counter; not what was typed after they had left', () => {
    const placed = (minutes: number) =>
      rows(8, (n) => {
        const startsAt = quarterStart + (n + 5) * 24 * hour + 8 * hour
        return { day: n + 5, place: far, checkedInAt: startsAt, placedAt: startsAt - minutes * 60_000 }
      })
    expect(kinds(placed(6))).toEqual(['neverLeft'])
    expect(kinds(placed(60))).toEqual([])
    expect(kinds(placed(-30))).toEqual([])
  })
  it('a phone and a card of many; not those of a couple or a family of three', () => {
    expect(kinds(rows(4, () => ({ phoneKey: 'one' })))).toEqual(['sharedPhone'])
    expect(kinds(rows(4, () => ({ cardKey: 'one' })))).toEqual(['sharedCard'])
    expect(kinds(rows(3, () => ({ phoneKey: 'one', cardKey: 'one' })))).toEqual([])
  })
  it('wages that come back; not a few of the family', () => {
    expect(kinds(rows(8, (n) => ({ day: n, cardKey: 'back', workerId: 'a', paidInFrom: ['own', 'back'] })))).toEqual([
      'moneyBack',
    ])
    expect(kinds(rows(4, (n) => ({ day: n, cardKey: 'back', workerId: 'a', paidInFrom: ['own', 'back'] })))).toEqual([])
  })
  it('a job cut in one sitting; not one posted anew each day', () => {
    const cut = (apartHours: number) =>
      rows(8, (n) => ({ workerId: 'a', day: 20 + n, minutes: 120, postedAt: quarterStart + n * apartHours * hour }))
    expect(kinds(cut(0.1))).toEqual(['cutJob'])
    expect(kinds(cut(24))).toEqual([])
  })
  it('check-ins at the desk for places that lie apart; not for the people of one place', () => {
    const at = quarterStart + 10 * 24 * hour + 8 * hour
    const called = (apart: number) =>
      rows(5, (n) => ({ ...weak, checkedInAt: at + n * 60_000, place: { lat: 27 + n * apart, lng: 119.5 } }))
    expect(kinds(called(0.05))).toEqual(['deskCheckIn'])
    expect(kinds(called(0))).toEqual([])
  })
  it('a burst before the deadline; not a steady quarter', () => {
    expect(kinds([...rows(10, (n) => ({ day: n * 8 })), ...rows(30, (n) => ({ day: 88 + (n % 4) }))])).toEqual([
      'deadlineBurst',
    ])
    expect(kinds(rows(400, (n) => ({ day: n % 92 })))).toEqual([])
  })
  it('households that hire one another in a circle; not a little exchange of labour', () => {
    const circle = (count: number) =>
      rows(count, (n) => ({
        day: n,
        workerId: `h${n % 4}`,
        employerId: `home${(n + 1) % 4}`,
        employerOwnerId: `h${(n + 1) % 4}`,
      }))
    expect(kinds(circle(12))).toEqual(['ring'])
    expect(kinds(circle(6))).toEqual([])
  })
  it('finds the same with the same key whatever the order of the rows', () => {
    const list = rows(5, () => ({ phoneKey: 'one' }))
    expect(flagReferrals(list.toReversed(), site, limits, meters)).toEqual(flagReferrals(list, site, limits, meters))
  })
})
