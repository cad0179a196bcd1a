import { describe, expect, it } from 'vitest'
import { decideContractKind } from './contract-kind.ts'
import type { ContractFacts } from './contract-kind.ts'
import { employerKinds } from './kinds.ts'
import { realPolicy } from './test-packs.ts'

const usual: ContractFacts = {
  workerAge: 35,
  workerPastRetirement: false,
  workerIsStudent: false,
  employerKind: 'company',
  hoursPerDay: 8,
  hoursPerWeekWithEmployer: 8,
  days: 1,
  isNewForm: false,
}
const decide = (facts: Partial<ContractFacts>, date = '2026-11-23'): ReturnType<typeof decideContractKind> =>
  decideContractKind(realPolicy(), { ...usual, ...facts }, date)

describe('which kind of contract applies', () => {
  it.each<[string, Partial<ContractFacts>, string | null]>([
    ['one day of 8 hours', {}, 'taskLabour'],
    ['4 hours, 24 in the week', { hoursPerDay: 4, hoursPerWeekWithEmployer: 24 }, 'partTimeLabour'],
    ['4 hours, 24.5 in the week', { hoursPerDay: 4, hoursPerWeekWithEmployer: 24.5 }, 'taskLabour'],
    ['4.5 hours a day', { hoursPerDay: 4.5, hoursPerWeekWithEmployer: 4.5 }, 'taskLabour'],
    ['part time for a year', { hoursPerDay: 3, hoursPerWeekWithEmployer: 15, days: 365 }, 'partTimeLabour'],
    ['30 days of full days', { days: 30 }, 'taskLabour'],
    ['31 days of full days', { days: 31 }, 'fixedTermLabour'],
    ['past retirement', { workerPastRetirement: true, workerAge: 64 }, 'overAgeAgreement'],
    [
      'past retirement and few hours',
      { workerPastRetirement: true, hoursPerDay: 2, hoursPerWeekWithEmployer: 2 },
      'overAgeAgreement',
    ],
    ['a student', { workerIsStudent: true, workerAge: 20 }, 'serviceAgreement'],
    ['new form of work', { isNewForm: true }, 'newFormAgreement'],
    ['past retirement at a household', { workerPastRetirement: true, employerKind: 'household' }, 'serviceAgreement'],
    ['15 years old', { workerAge: 15 }, null],
    ['15 years old at a household', { workerAge: 15, employerKind: 'household' }, null],
    ['16 years old', { workerAge: 16 }, 'taskLabour'],
    ['hours not known', { hoursPerDay: null, hoursPerWeekWithEmployer: null }, 'taskLabour'],
    [
      'nothing known but a company',
      {
        workerAge: null,
        workerPastRetirement: null,
        workerIsStudent: null,
        hoursPerDay: null,
        hoursPerWeekWithEmployer: null,
        days: null,
        isNewForm: null,
      },
      'fixedTermLabour',
    ],
  ])('%s', (_title, facts, kind) => {
    expect(decide(facts).kind).toBe(kind)
  })

  it.each(employerKinds)('employer kind %s', (employerKind) => {
    expect(decide({ employerKind }).kind).toBe(employerKind === 'household' ? 'serviceAgreement' : 'taskLabour')
  })

  it('refuses a child, with the article', () => {
    expect(decide({ workerAge: 15 })).toMatchObject({
      status: 'refused',
      article: '劳动法第十五条',
      rowId: 'under-working-age',
    })
  })

  it('says why, by which row, and that no lawyer has confirmed it', () => {
    const decision = decide({ hoursPerDay: 4, hoursPerWeekWithEmployer: 20 })
    expect(decision).toMatchObject({
      status: 'decided',
      rowId: 'part-time',
      article: '劳动合同法第六十八条',
      provisional: true,
    })
    expect(decision.reasonZh).toContain('四小时')
    expect(decision.basis.map((item) => item.key)).toEqual([
      'contract.kindTable',
      'labour.minimumWorkingAge',
      'labour.partTime.maxAverageHoursPerDay',
      'labour.partTime.maxHoursPerWeek',
    ])
  })

  it('before 2025-09-01 people past retirement had a service agreement', () => {
    expect(decide({ workerPastRetirement: true }, '2025-08-31').kind).toBe('serviceAgreement')
    expect(decide({ workerPastRetirement: true }, '2025-09-01').kind).toBe('overAgeAgreement')
  })
})
