import { reservedIdNumber, reservedPhone, reservedUscc } from '@linggong/reference/identifiers.ts'
import { describe, expect, test } from 'vitest'
import {
  addMonths,
  ageOn,
  codeFrom,
  judgeCode,
  maskedIdNumber,
  maskedName,
  maskedPhone,
  numberProblems,
  resendWaitSeconds,
  spreadPosts,
  underWorkingAge,
} from './rules.ts'
import { sameCode } from './same-code.ts'

const now = new Date('2026-11-18T07:00:00+08:00')
const later = new Date(now.getTime() + 60_000)

describe('masks', () => {
  test('a name keeps its first sign only, also a rare one outside the basic plane', () => {
    expect(maskedName('王小明')).toBe('王*师傅')
    expect(maskedName('𠮷野')).toBe('𠮷*师傅')
  })
  test('numbers keep too little to be used', () => {
    expect(maskedPhone('15400000012')).toBe('154****0012')
    const masked = maskedIdNumber('359900199001010015')
    expect(masked).toBe('3599************15')
    expect(masked).not.toContain('19900101')
  })
})

describe('codes', () => {
  test('have the digits asked for, leading zeros kept', () => {
    expect(codeFrom(Buffer.from('000000000007', 'hex'), 6)).toBe('000007')
    expect(codeFrom(Buffer.from('ffffffffffff', 'hex'), 4)).toBe(String(0xffffffffffff % 10_000).padStart(4, '0'))
  })
  test('are the same only when every digit is; other lengths do not throw', () => {
    expect(sameCode('123456', ['000000', '123456'])).toBe(true)
    expect(sameCode('123457', ['123456'])).toBe(false)
    expect(sameCode('1234', ['123456'])).toBe(false)
    expect(sameCode('１２３４５６', ['123456'])).toBe(false)
  })
  test.each([
    ['a code that was never sent', undefined, true, 'CodeWrong'],
    ['a used one, even if right', { expiresAt: later, tries: 1, usedAt: now }, true, 'CodeWrong'],
    ['one try too many, even if right', { expiresAt: later, tries: 6, usedAt: null }, true, 'TooManyTries'],
    ['an expired one at the very second', { expiresAt: now, tries: 1, usedAt: null }, true, 'CodeExpired'],
    ['a wrong one', { expiresAt: later, tries: 1, usedAt: null }, false, 'CodeWrong'],
    ['the right one at the last try', { expiresAt: later, tries: 5, usedAt: null }, true, 'ok'],
  ] as const)('%s', (_title, state, right, outcome) => {
    expect(judgeCode(state && { ...state }, { now, maxTries: 5, right })).toBe(outcome)
  })
  test('another one waits out the interval, rounded up', () => {
    expect(resendWaitSeconds(undefined, now, 60)).toBe(0)
    expect(resendWaitSeconds(new Date(now.getTime() - 500), now, 60)).toBe(60)
    expect(resendWaitSeconds(new Date(now.getTime() - 60_000), now, 60)).toBe(0)
  })
})

describe('people and numbers', () => {
  test('a birthday counts on the day itself', () => {
    expect(ageOn('2010-11-18', '2026-11-17')).toBe(15)
    expect(ageOn('2010-11-18', '2026-11-18')).toBe(16)
    expect(underWorkingAge(reservedIdNumber(0, '2010-11-19', 'female'), '2026-11-18', 16)).toBe(true)
    expect(underWorkingAge(reservedIdNumber(0, '2010-11-18', 'female'), '2026-11-18', 16)).toBe(false)
  })
  test('reserved numbers stand in a demonstration, and every wrong one is named at once', () => {
    const reserved = {
      idNumber: reservedIdNumber(3, '1970-02-03', 'male'),
      phone: reservedPhone(3),
      uscc: reservedUscc(3),
    }
    expect(numberProblems(reserved, 'demonstration')).toEqual([])
    expect(numberProblems(reserved, 'production').map((problem) => problem.path)).toEqual(['idNumber', 'uscc', 'phone'])
  })
  test('months stay within the month', () => {
    expect(addMonths(new Date('2026-08-31T02:00:00Z'), 6).toISOString()).toBe('2027-02-28T02:00:00.000Z')
    expect(addMonths(new Date('2026-11-18T02:00:00Z'), 6).toISOString()).toBe('2027-05-18T02:00:00.000Z')
  })
  test('a post for the city reaches every unit, one at a site none', () => {
    const city = { role: 'cityOfficer', county: null, siteId: null } as const
    const site = { role: 'clerk', county: null, siteId: '01900000-0000-7000-8000-000000000001' } as const
    expect(spreadPosts([city, site], ['350902', '350981'])).toEqual([
      { ...city, county: '350902' },
      { ...city, county: '350981' },
      site,
    ])
  })
})
