import { describe, expect, test } from 'vitest'
import { eligibilityProblems, mayBeAsked, nextAllowed, waveSize, type Eligibility } from './rules.ts'

const fit: Eligibility = {
  verification: 'nameAndNumber',
  age: 60,
  minorsForbidden: true,
  minimumAge: 16,
  adultAge: 18,
  levelToEngage: 'nameAndNumber',
  recentNoShows: 0,
  pauseAfterNoShows: 3,
  pauseDays: 7,
}
const codes = (change: Partial<Eligibility>) =>
  eligibilityProblems({ ...fit, ...change }).map((problem) => problem.code)

describe('eligibility', () => {
  test('a verified sixty-year-old may take dangerous work; age alone is no ground', () => {
    expect(codes({})).toEqual([])
  })
  test('all reasons are told at once', () => {
    expect(codes({ verification: 'none', age: 17, recentNoShows: 3 })).toEqual([
      'notVerified',
      'minorForbidden',
      'paused',
    ])
  })
  test.each([
    [15, false, ['tooYoung']],
    [16, false, []],
    [17, true, ['minorForbidden']],
    [18, true, []],
    [null, false, ['ageUnknown']],
  ])('age %s, dangerous %s', (age, minorsForbidden, expected) => {
    expect(codes({ age, minorsForbidden })).toEqual(expected)
  })
  test('a higher level of verification satisfies a lower demand, not the other way round', () => {
    expect(codes({ verification: 'live' })).toEqual([])
    expect(codes({ verification: 'nameAndNumber', levelToEngage: 'live' })).toEqual(['notVerified'])
  })
})

test.each([
  [3, 0, 2, 6],
  [3, 4, 2, 2],
  [1, 5, 2, 0],
  [0, 0, 2, 0],
])('%i places with %i asked, %i per place: %i more', (open, waiting, per, expected) => {
  expect(waveSize(open, waiting, per)).toBe(expected)
})

describe('offers are made in daytime', () => {
  const windows = [{ from: '06:00', to: '21:30' }]
  test.each([
    ['2026-11-18T06:00:00+08:00', '2026-11-18T06:00:00+08:00'],
    ['2026-11-18T05:59:00+08:00', '2026-11-18T06:00:00+08:00'],
    ['2026-11-18T21:30:00+08:00', '2026-11-19T06:00:00+08:00'],
  ])('%s → %s', (now, allowed) => {
    expect(nextAllowed(windows, new Date(now))).toEqual(new Date(allowed))
  })
})

describe('who may be asked once more', () => {
  const limits = { maxOpen: 2, maxPerDay: 5, coolDownMinutes: 60 }
  const at = new Date('2026-11-18T10:00:00+08:00')
  const ago = (minutes: number) => new Date(at.getTime() - minutes * 60_000)
  test.each([
    ['nobody has asked yet', undefined, true],
    ['one offer open', { open: 1, today: 1, lastDeclinedAt: null }, true],
    ['two offers open', { open: 2, today: 2, lastDeclinedAt: null }, false],
    ['asked five times today', { open: 0, today: 5, lastDeclinedAt: null }, false],
    ['said no half an hour ago', { open: 0, today: 1, lastDeclinedAt: ago(30) }, false],
    ['said no an hour ago', { open: 0, today: 1, lastDeclinedAt: ago(60) }, true],
  ])('%s', (_what, load, expected) => {
    expect(mayBeAsked(load, limits, at)).toBe(expected)
  })
})
