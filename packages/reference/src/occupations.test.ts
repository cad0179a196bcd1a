import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hazards, occupationByCode, occupations, qualifications } from './occupations.ts'

const hazardByCode = new Map(hazards().map((h) => [h.code, h]))
const qualificationByCode = new Map(qualifications().map((q) => [q.code, q]))

describe('occupations', () => {
  it('are at least three hundred, each code and name once, in code order', () => {
    const codes = occupations().map((o) => o.code)
    expect(codes.length).toBeGreaterThanOrEqual(300)
    expect(new Set(codes).size).toBe(codes.length)
    expect(new Set(occupations().map((o) => o.officialName)).size).toBe(codes.length)
    expect(codes).toEqual(codes.toSorted())
    for (const code of codes) expect(code).toMatch(/^[1-8]-\d{2}-\d{2}-\d{2}$/)
  })

  it('an everyday name belongs to one occupation and is nobody’s official name', () => {
    const owner = new Map(occupations().map((o) => [o.officialName, o.code]))
    for (const o of occupations()) {
      expect(o.everydayNames.length, o.officialName).toBeGreaterThan(0)
      for (const name of o.everydayNames) {
        expect(owner.has(name), `${name}: ${o.code} and ${owner.get(name)}`).toBe(false)
        expect(name).not.toMatch(/[\s()(),,]/)
        owner.set(name, o.code)
      }
    }
  })

  it('refer to known hazards and certificates', () => {
    for (const o of occupations()) {
      expect(
        o.hazards.filter((code) => !hazardByCode.has(code)),
        o.code,
      ).toEqual([])
      expect(
        o.qualifications.filter((code) => !qualificationByCode.has(code)),
        o.code,
      ).toEqual([])
    }
  })

  it('keep minors from what an article or an age limit of a certificate forbids', () => {
    const forbidden = occupations().filter(
      (o) =>
        o.hazards.some((code) => hazardByCode.get(code)?.minorsForbiddenArticle) ||
        o.qualifications.some((code) => (qualificationByCode.get(code)?.minimumAge ?? 0) >= 18),
    )
    expect(forbidden.length).toBeGreaterThan(50)
    expect(forbidden.filter((o) => !o.minorsForbidden).map((o) => o.officialName)).toEqual([])
    expect(occupationByCode('6-29-01-05')?.minorsForbidden).toBe(true) // 架子工
    expect(occupationByCode('4-01-02-04')?.minorsForbidden).toBe(false) // 收银员
  })

  it('pay is whole fen, low below high; months ascend', () => {
    for (const o of occupations()) {
      const { lowFen, highFen } = o.typicalPay
      expect(Number.isInteger(lowFen) && Number.isInteger(highFen) && lowFen > 0 && lowFen < highFen, o.code).toBe(true)
      expect(o.seasonMonths.length, o.code).toBeGreaterThan(0)
      expect(o.seasonMonths).toEqual([...new Set(o.seasonMonths)].toSorted((a, b) => a - b))
      expect(o.seasonMonths.every((m) => Number.isInteger(m) && m >= 1 && m <= 12)).toBe(true)
    }
  })

  it('cover what the city lives from', () => {
    const groups = new Set(occupations().map((o) => o.industryGroup))
    for (const group of ['tea', 'fishery', 'battery', 'steel', 'fungi', 'tourism', 'housekeeping', 'construction']) {
      expect([...groups]).toContain(group)
    }
  })

  it('every certificate names its law', () => {
    for (const q of qualifications()) expect(q.lawBasis, q.code).toMatch(/《.+》第.+条/)
  })
})

// The official classification is not part of the project; where it lies beside the project root, every row is checked.
const official = fileURLToPath(new URL('../../../../shared/data/occupations-2022.csv', import.meta.url))

describe.skipIf(!existsSync(official))('against the official classification', () => {
  it('every code carries its official name', () => {
    const lines = readFileSync(official, 'utf8').split('\n').slice(1)
    const names = new Map(lines.map((line) => [line.split(',')[0], line.split(',')[1]]))
    const wrong = occupations().filter((o) => names.get(o.code) !== o.officialName)
    expect(wrong.map((o) => `${o.code} ${o.officialName}`)).toEqual([])
  })
})
