import type { WorkTerms } from '@linggong/contract/work-terms.ts'

/** Reporting units by the letter used in the templates. */
export const unitCodes = {
  J: '350902', // 蕉城
  D: '350902500', // 东侨
  X: '350921', // 霞浦
  G: '350922', // 古田
  P: '350923', // 屏南
  S: '350924', // 寿宁
  Z: '350925', // 周宁
  R: '350926', // 柘荣
  A: '350981', // 福安
  F: '350982', // 福鼎
} as const
export type UnitLetter = keyof typeof unitCodes

/** What an employer lives by; a template is posted by employers of its trade. */
export const trades = [
  'tea',
  'fishery',
  'battery',
  'steel',
  'fungi',
  'tourism',
  'catering',
  'homeService',
  'household',
  'construction',
  'logistics',
  'herbs',
  'blades',
  'retail',
  'farm',
  'factory',
  'public',
  'village',
] as const
export type Trade = (typeof trades)[number]

/**
 * A kind of work as people in Ningde post it; a posting is a template with its choices made. Money in fen.
 * Lists as long as `titles` go with it one by one: what is done, where and when belongs to that title.
 */
export type Template = {
  trade: Trade
  occupation: string
  /** Where it is done and how often, by reporting unit. */
  units: Partial<Record<UnitLetter, number>>
  /** Months in which there is such work; all when left out. */
  months?: readonly number[]
  /** Towns it is found in; any of the unit when left out. */
  towns?: readonly string[]
  /** Kinds of landmarks it is done at, and what stands behind a village's name otherwise. */
  landmarks?: readonly string[]
  spots: readonly string[]
  titles: readonly string[]
  /** What is done; one of these begins the description. */
  work: readonly string[]
  /** Sentences of which one or two follow. */
  notes: readonly string[]
  skills: readonly string[]
  bring?: readonly string[]
  insurance?: string
  pay: {
    method: WorkTerms['payMethod']
    low: number
    high: number
    step: number
    unit?: string
    /** How much a steady worker makes in an hour, with piecework. */
    perHour?: readonly [number, number]
  }
  cycles: Partial<Record<WorkTerms['settlementCycle'], number>>
  /** Clock time of the start, minutes from start to end, minutes of unpaid break. */
  hours: ReadonlyArray<readonly [string, number, number]>
  heads: readonly [number, number]
  /** Weights of grab, apply, dispatch. */
  fill: readonly [number, number, number]
  /** Weights of the number of days; one day when left out. */
  days?: Readonly<Record<number, number>>
  meals: number
  lodging: number
}
