import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  idNumberBirthDate,
  idNumberSex,
  isReservedIdNumber,
  isReservedPhone,
  isReservedUscc,
  reservedIdNumber,
  reservedIdNumbersPerDay,
  reservedPhone,
  reservedUscc,
  validIdNumber,
  validMobile,
  validUscc,
} from './identifiers.ts'

describe('identity numbers', () => {
  // The two worked examples printed in GB 11643-1999.
  it.each(['11010519491231002X', '440524188001010014'])('accepts the standard’s own example %s', (text) => {
    expect(validIdNumber(text)).toBe(true)
  })

  it.each([
    ['wrong check character', '110105194912310021'],
    ['small x', '11010519491231002x'],
    ['15 digits', '110105491231002'],
    ['no such province', '99010519491231002X'],
    ['empty', ''],
  ])('refuses %s', (_, text) => {
    expect(validIdNumber(text)).toBe(false)
  })

  it('knows leap days', () => {
    expect(idNumberBirthDate(reservedIdNumber(0, '2000-02-29', 'male'))).toBe('2000-02-29')
    expect(() => reservedIdNumber(0, '1900-02-29', 'male')).toThrow(RangeError)
    expect(() => reservedIdNumber(0, '1999-13-01', 'male')).toThrow(RangeError)
    expect(() => reservedIdNumber(0, '19990101', 'male')).toThrow(RangeError)
  })

  it('reserved numbers carry date and sex, pass the check digit, and count only when asked for', () => {
    const index = fc.integer({ min: 0, max: reservedIdNumbersPerDay - 1 })
    fc.assert(
      fc.property(index, fc.constantFrom('male' as const, 'female' as const), (n, sex) => {
        const number = reservedIdNumber(n, '1971-08-09', sex)
        expect(number).toMatch(/^3599\d{2}19710809\d{3}[\dX]$/)
        expect(idNumberBirthDate(number)).toBe('1971-08-09')
        expect(idNumberSex(number)).toBe(sex)
        expect(isReservedIdNumber(number)).toBe(true)
        expect(validIdNumber(number)).toBe(false)
        expect(validIdNumber(number, { allowReserved: true })).toBe(true)
      }),
    )
  })

  it('gives every index of a day and sex its own number', () => {
    const all = new Set<string>()
    for (let n = 0; n < reservedIdNumbersPerDay; n += 1) all.add(reservedIdNumber(n, '1990-01-01', 'female'))
    expect(all.size).toBe(reservedIdNumbersPerDay)
    expect(() => reservedIdNumber(reservedIdNumbersPerDay, '1990-01-01', 'female')).toThrow(RangeError)
    expect(() => reservedIdNumber(-1, '1990-01-01', 'female')).toThrow(RangeError)
    expect(() => reservedIdNumber(0.5, '1990-01-01', 'female')).toThrow(RangeError)
  })

  it('any single wrong digit is noticed', () => {
    const number = reservedIdNumber(1234, '1985-05-20', 'male')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, add) => {
        const wrong = number.slice(0, at) + ((Number(number[at]) + add) % 10) + number.slice(at + 1)
        expect(validIdNumber(wrong, { allowReserved: true })).toBe(false)
      }),
    )
  })
})

describe('mobile numbers', () => {
  it.each([
    ['13800138000', true],
    ['19912345678', true],
    ['12345678901', false],
    ['1380013800', false],
    ['138001380000', false],
    ['+8613800138000', false],
  ])('%s → %s', (text, expected) => {
    expect(validMobile(text)).toBe(expected)
  })

  it('reserved numbers look like mobiles and count only when asked for', () => {
    expect(reservedPhone(42)).toBe('15400000042')
    expect(reservedPhone(99_999_999)).toBe('15499999999')
    expect(() => reservedPhone(100_000_000)).toThrow(RangeError)
    expect(isReservedPhone('15400000042')).toBe(true)
    expect(isReservedPhone('1540000004')).toBe(false)
    expect(isReservedPhone('13800138000')).toBe(false)
    expect(validMobile('15400000042')).toBe(false)
    expect(validMobile('15400000042', { allowReserved: true })).toBe(true)
  })
})

describe('unified social credit codes', () => {
  // Published on their own web sites: Huawei Technologies, Tencent (Shenzhen), CATL.
  it.each(['914403001922038216', '9144030071526726XG', '91350900587527783P'])('accepts %s', (text) => {
    expect(validUscc(text)).toBe(true)
  })

  it.each([
    ['wrong last character', '914403001922038217'],
    ['wrong body check', '914403001922038226'],
    ['a letter the alphabet lacks', '91440300I922038216'],
    ['small letters', '9144030071526726xg'],
    ['17 characters', '91440300192203821'],
  ])('refuses %s', (_, text) => {
    expect(validUscc(text)).toBe(false)
  })

  it('reserved codes are well formed, distinct, and count only when asked for', () => {
    const prefixes = ['91', '92', '93', '11', '12', '52', 'N2']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom(...prefixes), (n, prefix) => {
        const code = reservedUscc(n, prefix)
        expect(code.slice(0, 16)).toBe(`${prefix}359999${String(n).padStart(8, '0')}`)
        expect(isReservedUscc(code)).toBe(true)
        expect(validUscc(code)).toBe(false)
        expect(validUscc(code, { allowReserved: true })).toBe(true)
      }),
    )
    expect(() => reservedUscc(100_000_000)).toThrow(RangeError)
    expect(() => reservedUscc(1, 'I1')).toThrow(RangeError)
    expect(isReservedUscc('914403001922038216')).toBe(false)
  })
})
