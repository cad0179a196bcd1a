import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue, policyKeys } from './catalogue/index.ts'
import { lawKeys } from './catalogue/law.ts'
import { programmeKeys } from './catalogue/programme.ts'
import { spineKeys } from './catalogue/spine.ts'
import { addDays, isCalendarDate } from './dates.ts'
import { contractKinds } from './kinds.ts'
import { findUnit } from './regions.ts'
import { collide } from './set-checks.ts'
import { realPolicy } from './test-packs.ts'

const policy = realPolicy()
const allValues = policy.packs.packs.flatMap((pack) => pack.values.map((value) => ({ pack, value })))
const someDate = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2024-01-01', days))
const someCounty = fc.constantFrom(...policy.reportingUnits('2026-01-01').map((unit) => unit.code))

describe('the packs in the repository', () => {
  it('every value cites a document and a clause and has dates that exist', () => {
    for (const { value } of allValues) {
      expect(value.source.document, value.key).toMatch(/^《.+》/)
      expect(value.source.clause.trim().length, value.key).toBeGreaterThan(0)
      expect(isCalendarDate(value.validFrom), value.key).toBe(true)
      expect((value.validTo ?? '9999-12-31') >= value.validFrom, value.key).toBe(true)
    }
  })

  it('every provisional value of the programme says what is unsettled', () => {
    const silent = allValues.filter(
      ({ pack, value }) => pack.meta.id === 'ningde/2024-3' && value.provisional && value.note === null,
    )
    expect(silent.map(({ value }) => value.key)).toEqual([])
  })

  it('no two values of one key, layer and area answer on one day', () => {
    for (const [index, a] of allValues.entries())
      for (const b of allValues.slice(index + 1)) {
        const sameSeat =
          a.value.key === b.value.key &&
          a.pack.meta.level === b.pack.meta.level &&
          a.pack.meta.region === b.pack.meta.region
        expect(sameSeat && collide(a.value, b.value), `${a.value.file} ${b.value.file} ${a.value.key}`).toBe(false)
      }
  })

  it('the catalogue has no key without a value', () => {
    const held = new Set(allValues.map(({ value }) => value.key))
    expect(policyKeys.filter((key) => !held.has(key))).toEqual([])
  })

  it('spine and law answer everywhere on any day from 2024-11 on; programme keys never after 2026', () => {
    fc.assert(
      fc.property(someDate, someCounty, (date, county) => {
        const missing = policyKeys.filter((key) => policy.answer(key, date, { county }).status === 'noPolicy')
        const spineMissing = missing.filter((key) => key in spineKeys)
        const lawMissing = missing.filter((key) => key in lawKeys && date >= '2025-10-01' && key !== 'calendar.year')
        const programmeFound = policyKeys.filter((key) => key in programmeKeys && !missing.includes(key))
        expect([spineMissing, lawMissing]).toEqual([[], []])
        expect(programmeFound.length > 0).toBe(date >= '2024-03-13' && date <= '2026-12-31')
      }),
      { numRuns: 40, seed: 20240313 },
    )
  })

  it("an answer's dates contain the day asked about", () => {
    fc.assert(
      fc.property(fc.constantFrom(...policyKeys), someDate, someCounty, (key, date, county) => {
        const answer = policy.answer(key, date, { county })
        if (answer.status === 'noPolicy') return
        expect(answer.validFrom <= date && date <= (answer.validTo ?? '9999-12-31')).toBe(true)
        expect(answer.unit).toBe(catalogue[key].unit)
      }),
      { numRuns: 300, seed: 20240313 },
    )
  })

  it('has a text for each kind of contract, with its own kind inside', () => {
    for (const kind of contractKinds) {
      const template = policy.value(`contract.template.${kind}`, '2026-11-23')
      expect(template.kind).toBe(kind)
      expect(template.placeholders).toEqual(
        expect.arrayContaining(['employerName', 'workerName', 'payText', 'contractNumber']),
      )
    }
  })

  it("targets by unit cover the ten units and add up to the city's", () => {
    for (const [byUnit, total] of [
      ['target.marketsByUnit', 'target.markets'],
      ['target.stationsByUnit', 'target.stations'],
    ] as const) {
      const table = policy.record(byUnit, '2026-01-01')
      expect(Object.keys(table).toSorted()).toEqual(
        policy
          .reportingUnits('2026-01-01')
          .map((u) => u.code)
          .toSorted(),
      )
      expect(Object.values(table).reduce((sum, n) => sum + n, 0)).toBe(policy.number(total, '2026-01-01'))
    }
  })

  it("a town finds its unit, 东侨's town its own", () => {
    const units = policy.reportingUnits('2026-01-01')
    expect(findUnit(units, '350902001')?.nameZh).toBe('蕉城区')
    expect(findUnit(units, '350902500001')?.nameZh).toBe('东侨经济技术开发区')
    expect(findUnit(units, '440300')).toBeNull()
  })
})
