import { describe, expect, it } from 'vitest'
import { isPastRetirement, retirementDate } from './retirement.ts'
import { realPolicy } from './test-packs.ts'

const asOf = '2026-11-23'

describe('statutory retirement from 2025', () => {
  it.each([
    ['male', undefined, '1964-12-31', 60, 0, '2024-12-31'],
    ['male', undefined, '1965-01-01', 60, 1, '2025-02-01'],
    ['male', undefined, '1965-04-30', 60, 1, '2025-05-30'],
    ['male', undefined, '1965-05-01', 60, 2, '2025-07-01'],
    ['male', undefined, '1976-08-15', 62, 11, '2039-07-15'],
    ['male', undefined, '1976-09-15', 63, 0, '2039-09-15'],
    ['male', undefined, '1990-06-30', 63, 0, '2053-06-30'],
    ['female', 'cadre', '1969-12-31', 55, 0, '2024-12-31'],
    ['female', 'cadre', '1970-01-01', 55, 1, '2025-02-01'],
    ['female', 'cadre', '1981-09-10', 58, 0, '2039-09-10'],
    ['female', 'worker', '1974-12-31', 50, 0, '2024-12-31'],
    ['female', 'worker', '1975-01-31', 50, 1, '2025-02-28'],
    ['female', 'worker', '1975-03-05', 50, 2, '2025-05-05'],
    ['female', 'worker', '1984-11-20', 55, 0, '2039-11-20'],
    ['female', 'worker', '1990-02-28', 55, 0, '2045-02-28'],
  ] as const)('%s %s born %s', (sex, femaleWorkerKind, birthDate, years, months, date) => {
    expect(retirementDate(realPolicy(), { sex, femaleWorkerKind, birthDate }, asOf)).toMatchObject({
      statutoryAge: { years, months },
      date,
    })
  })

  it('marks an unknown kind of female worker as an assumption', () => {
    const person = { sex: 'female', birthDate: '1980-01-01' } as const
    expect(retirementDate(realPolicy(), person, asOf)).toMatchObject({ group: 'femaleWorker', provisional: true })
    expect(retirementDate(realPolicy(), { ...person, femaleWorkerKind: 'worker' }, asOf).provisional).toBe(false)
  })

  it('asked before 2025 nothing was postponed', () => {
    expect(retirementDate(realPolicy(), { sex: 'male', birthDate: '1965-01-01' }, '2024-12-31')).toMatchObject({
      date: '2025-01-01',
      delayMonths: 0,
    })
  })

  it('is reached on the day itself', () => {
    const person = { sex: 'male', birthDate: '1965-01-10' } as const
    expect(isPastRetirement(realPolicy(), person, '2025-02-09')).toBe(false)
    expect(isPastRetirement(realPolicy(), person, '2025-02-10')).toBe(true)
  })

  it('refuses a birth date that does not exist', () => {
    expect(() => retirementDate(realPolicy(), { sex: 'male', birthDate: '1965-02-30' }, asOf)).toThrow(RangeError)
  })
})
