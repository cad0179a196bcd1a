import {
  cockpitFigures,
  holdsRight,
  stateLabels,
  type CockpitFigure,
  type CockpitGroup,
  type Role,
  type SiteState,
} from '@linggong/contract'
import { yuanZh } from '../../kernel/money.ts'

/** Parts of `cockpit.jump` in the policy pack. */
export const jumpNames = [
  'factor',
  'recentDays',
  'beforeDays',
  'visitorRecentDays',
  'visitorBeforeDays',
  'minimumPerDay',
  'minimumReferrals',
  'referralLagDays',
] as const

/** Of all that comparing needs; undefined where a part is missing, for a comparison without it would find nothing. */
export function jumpOf(record: Readonly<Record<string, number | undefined>>): Jump | undefined {
  const parts = jumpNames.map((name) => [name, record[name]] as const)
  return parts.every(([, value]) => value !== undefined) ? (Object.fromEntries(parts) as Jump) : undefined
}
type Jump = Record<(typeof jumpNames)[number], number>

/** What the policy says the figures are reckoned by; times as ISO 8601. Null values: no policy says. */
export type Asked = {
  graceMinutes: number
  lookbackDays: number
  missingDays: number
  appropriationBasisPoints: number
  minimumStaff: Readonly<Record<string, number>> | null
  reports: Array<{ quarter: string; label: string; since: string; due_at: string }>
} & Jump

const all = Object.keys(cockpitFigures) as CockpitFigure[]

/** Figures whose rows these roles may open, in the order of the catalogue; narrowed to one, or to a group. */
export function figuresFor(
  roles: readonly Role[],
  narrowed: { figure?: CockpitFigure | undefined; group?: CockpitGroup | undefined } = {},
): CockpitFigure[] {
  return all.filter(
    (one) =>
      holdsRight(roles, cockpitFigures[one].right) &&
      (narrowed.figure === undefined || narrowed.figure === one) &&
      (narrowed.group === undefined || narrowed.group === cockpitFigures[one].group),
  )
}

/** Figures that compare: without anything to compare there is no number, not a zero. */
const comparing: ReadonlySet<CockpitFigure> = new Set(['visitorsJump', 'referralsJump', 'appropriationLow'])

export function isKnown(figure: CockpitFigure, asked: Asked, compared: boolean): boolean {
  if (comparing.has(figure)) return compared
  if (figure === 'staffShort') return asked.minimumStaff !== null
  return figure !== 'reportToSign' || asked.reports.length > 0
}

type Facts = Record<string, number | string | null>
const turned = ({ recent, before }: Facts, unit: string, recentWords: string, beforeWords: string): string =>
  `${recentWords}${recent}${unit},${beforeWords}${before}${unit}`

const wordsBy: Partial<Record<CockpitFigure, (facts: Facts) => string>> = {
  referralFlagOpen: ({ words }) => String(words ?? ''),
  siteShut: ({ from }) => `今天${from}开门,到现在没有记开门`,
  siteNoLog: ({ days, of }) => `最近${of}天里有${days}天该开门,没有记`,
  visitorsJump: (facts) => turned(facts, '人', '最近每个开门日平均', '前一段平均'),
  referralsJump: (facts) => turned(facts, '人次', '一周', '前一段平均一周'),
  appropriationLow: ({ amountFen, leftFen }) => `额度${yuanZh(Number(amountFen))},还剩${yuanZh(Number(leftFen))}`,
  staffShort: ({ staff, minimum }) => `在岗${staff}人,标准${minimum}人`,
  venueEnded: ({ until }) => `场地到${until}为止`,
  contractSiteShut: ({ contract, until, state }) =>
    `合同${contract}到${until},站点${stateLabels.site[state as SiteState] ?? state}`,
}

/** What a row is about, in numbers or why it should be looked at; null where its title says all. */
export const wordsOf = (figure: CockpitFigure, facts: Facts | null): string | null =>
  facts === null ? null : (wordsBy[figure]?.(facts) ?? null)

/** A place in the list: when it is due (milliseconds, `none` last), and which row. */
export type Place = { dueMs: number | null; key: string }

export const placeText = ({ dueMs, key }: Place): string => `${dueMs ?? 'none'}~${key}`

/** Undefined for what is no place. */
export function placeOf(text: string): Place | undefined {
  const at = text.indexOf('~')
  const [due, key] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || key === '' || !/^(none|-?\d{1,15})$/.test(due)) return undefined
  return { dueMs: due === 'none' ? null : Number(due), key }
}
