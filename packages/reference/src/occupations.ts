/** Occupations gig work uses, with hazards and certificates. Source: data/occupations.tsv and its two code lists (README). */
import { cell, listCell, once, readTable, type Row } from './tables.ts'

const industryGroups = [
  'tea',
  'fishery',
  'battery',
  'steel',
  'fungi',
  'tourism',
  'housekeeping',
  'construction',
  'logistics',
  'catering',
  'retail',
  'farming',
  'manufacturing',
  'care',
  'transport',
  'office',
  'events',
  'repair',
  'other',
] as const

const payUnits = ['hour', 'day', 'month', 'piece'] as const

export type IndustryGroup = (typeof industryGroups)[number]
export type PayUnit = (typeof payUnits)[number]

/** What such work usually pays; a guess for seeds and hints, never a rule. Integer fen. */
export interface TypicalPay {
  readonly unit: PayUnit
  readonly lowFen: number
  readonly highFen: number
  readonly provisional: true
}

export interface Occupation {
  /** National occupational classification, 2022 edition: `4-02-05-01`. */
  readonly code: string
  readonly officialName: string
  /** As people say it; one everyday name belongs to one occupation. */
  readonly everydayNames: readonly string[]
  /** Weaker hints; several occupations may share one. */
  readonly keywords: readonly string[]
  /** Codes of `hazards()`. */
  readonly hazards: readonly string[]
  /** Codes of `qualifications()` that the work may need, depending on machine, vehicle or place. */
  readonly qualifications: readonly string[]
  /** Not for 16- and 17-year-olds. Provisional, on the careful side. */
  readonly minorsForbidden: boolean
  readonly typicalPay: TypicalPay
  /** 1–12, ascending; all twelve when there is no season. */
  readonly seasonMonths: readonly number[]
  readonly industryGroup: IndustryGroup
}

export interface Hazard {
  readonly code: string
  /** In plain words, Chinese. */
  readonly name: string
  /** Item of 《未成年工特殊保护规定》 that keeps minors from it, or null. */
  readonly minorsForbiddenArticle: string | null
}

export interface Qualification {
  readonly code: string
  readonly name: string
  readonly everydayNames: readonly string[]
  readonly lawBasis: string
  /** Years of age below which it cannot be had, or null. */
  readonly minimumAge: number | null
}

function oneOf<T extends string>(values: readonly T[], text: string, code: string): T {
  const found = values.find((value) => value === text)
  if (found === undefined) throw new Error(`occupations.tsv: ${code} has ${text}`)
  return found
}

function yesOrNo(text: string, code: string): boolean {
  return oneOf(['true', 'false'], text, code) === 'true'
}

function toOccupation(row: Row): Occupation {
  const code = cell(row, 'code')
  return {
    code,
    officialName: cell(row, 'officialName'),
    everydayNames: listCell(row, 'everydayNames'),
    keywords: listCell(row, 'keywords'),
    hazards: listCell(row, 'hazards', ','),
    qualifications: listCell(row, 'qualifications', ','),
    minorsForbidden: yesOrNo(cell(row, 'minorsForbidden'), code),
    typicalPay: {
      unit: oneOf(payUnits, cell(row, 'payUnit'), code),
      lowFen: Number(cell(row, 'payLowFen')),
      highFen: Number(cell(row, 'payHighFen')),
      provisional: true,
    },
    seasonMonths: listCell(row, 'seasonMonths', ',').map(Number),
    industryGroup: oneOf(industryGroups, cell(row, 'industryGroup'), code),
  }
}

const loaded = once(() => {
  const all = readTable('occupations.tsv').map(toOccupation)
  return { all, byCode: new Map(all.map((o) => [o.code, o])) }
})

const loadedHazards = once((): readonly Hazard[] =>
  readTable('hazards.tsv').map((row) => ({
    code: cell(row, 'code'),
    name: cell(row, 'name'),
    minorsForbiddenArticle: cell(row, 'minorsForbiddenArticle') || null,
  })),
)

const loadedQualifications = once((): readonly Qualification[] =>
  readTable('qualifications.tsv').map((row) => ({
    code: cell(row, 'code'),
    name: cell(row, 'name'),
    everydayNames: listCell(row, 'everydayNames'),
    lawBasis: cell(row, 'lawBasis'),
    minimumAge: cell(row, 'minimumAge') === '' ? null : Number(cell(row, 'minimumAge')),
  })),
)

/** All occupations in code order. */
export function occupations(): readonly Occupation[] {
  return loaded().all
}

/** The occupation of a classification code. */
export function occupationByCode(code: string): Occupation | undefined {
  return loaded().byCode.get(code)
}

/** Hazards and the plain words for them. */
export function hazards(): readonly Hazard[] {
  return loadedHazards()
}

/** Certificates and the law that asks for them. */
export function qualifications(): readonly Qualification[] {
  return loadedQualifications()
}
