import type { ReportFigure } from '@linggong/contract'
import { addMonths, type ValueOf } from '@linggong/policy'

export type ReportForm = ValueOf<'report.form'>
/** Figure → value; null: no data. Money in fen. */
export type Figures = Partial<Record<ReportFigure, number | null>>
export type Correction = { value: number; reason: string; by: string }
export type Corrections = Partial<Record<ReportFigure, Correction>>

export type Quarter = { name: string; label: string; from: string; to: string; before: string }

const ends = ['03-31', '06-30', '09-30', '12-31']

/** `2026Q3` → its days (inclusive), its Chinese name, the quarter before. */
export function quarterOf(name: string): Quarter {
  const year = Number(name.slice(0, 4))
  const n = Number(name.slice(5))
  const from = `${year}-${String(n * 3 - 2).padStart(2, '0')}-01`
  return {
    name,
    label: `${year}年第${'一二三四'[n - 1]}季度`,
    from,
    to: `${year}-${ends[n - 1]}`,
    before: n === 1 ? `${year - 1}Q4` : `${year}Q${n - 1}`,
  }
}

/** What the report says of a figure: the correction before what was reckoned. */
export const valueOf = (figures: Figures, corrections: Corrections, id: ReportFigure): number | null =>
  corrections[id]?.value ?? figures[id] ?? null

/** The figure as reported by each county, and their sum; null where nobody has data or a sum means nothing. */
export function addUp(values: ReadonlyArray<number | null>, adds: boolean): number | null {
  const known = values.filter((one) => one !== null)
  if (!adds || known.length === 0) return null
  return Math.round(known.reduce((sum, one) => sum + one, 0) * 10) / 10
}

/**
 * Two quarters of the same counties: those without a value in one of them are left out of both sums, as a county that came
 * late would look like a change. Null where none has both, or a sum means nothing.
 */
export function compare(
  pairs: ReadonlyArray<{ now: number | null; before: number | null }>,
  adds: boolean,
): { before: number | null; change: number | null } {
  const both = pairs.flatMap(({ now, before }) => (now === null || before === null ? [] : [{ now, before }]))
  const before = addUp(
    both.map((one) => one.before),
    adds,
  )
  const change = addUp(
    both.map((one) => one.now - one.before),
    adds,
  )
  return { before, change }
}

/** What keeps a report from being signed, all at once. */
export function unsignedProblems(report: { narrative: string | null; figures: Figures; form: ReportForm }) {
  const empty = report.narrative === null || report.narrative.trim() === ''
  return empty ? [{ path: 'narrative', code: 'missing', message: '经验做法还没有写(三(四)定期总结经验做法)' }] : []
}

/** A whole figure must stay whole; averages and areas may have one decimal. */
export const isFineEnough = (value: number, decimals: number): boolean =>
  Math.round(value * 10 ** decimals) === value * 10 ** decimals

/**
 * How many stand at the year's end if building goes on at the pace of the twelve months behind: now + opened in those
 * months × share of the year that is left. Null once the year is over.
 */
export function forecastOf(
  known: { open: number; openedInYearBehind: number },
  today: string,
  year: number,
): number | null {
  const last = `${year}-12-31`
  if (today >= last) return null
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000
  const left = days(today, last) / days(addMonths(today, -12), today)
  return Math.round(known.open + known.openedInYearBehind * left)
}
