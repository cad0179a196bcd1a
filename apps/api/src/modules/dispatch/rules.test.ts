import { describe, expect, test } from 'vitest'
import { eligibilityProblems, type Eligibility } from './rules.ts'

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
  paperGaps: [],
}
const codes = (change: Partial<Eligibility>) =>
  eligibilityProblems({ ...fit, ...change }).map((problem) => problem.code)

describe('eligibility', () => {
  test('a verified sixty-year-old may take dangerous work; age alone is no ground', () => {
    expect(codes({})).toEqual([])
  })
  test('all reasons are told at once', () => {
    expect(codes({ verification: 'none', age: 17, recentNoShows: 3, paperGaps: ['要有电工证'] })).toEqual([
      'notVerified',
      'minorForbidden',
      'certificateMissing',
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
