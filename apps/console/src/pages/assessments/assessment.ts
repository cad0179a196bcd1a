import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { starNames } from '@linggong/contract/assessments/words.ts'
import type { IconName } from '../../components/icons.ts'
import { readNumber } from '../../words/number.ts'

export type Assessment = ReceivedOf<AllEndpoints['getAssessment']>
export type AssessmentLine = ReceivedOf<AllEndpoints['listAssessments']>['items'][number]
export type Improvement = Assessment['improvements'][number]

export function toneOf(state: string): { tone: 'neutral' | 'action' | 'pay' | 'done' | 'wrong'; icon: IconName } {
  if (state === 'decided' || state === 'repaired') return { tone: 'done', icon: 'check' }
  if (state === 'revoked' || state === 'failed') return { tone: 'wrong', icon: 'cross' }
  return { tone: 'action', icon: 'clock' }
}

/** «四星», or what was reached instead; a dash before there is a score. */
export const starWords = (one: Pick<AssessmentLine, 'stars' | 'resultLabel'>): string =>
  one.stars === null ? (one.resultLabel ?? '—') : (starNames[one.stars] ?? `${one.stars}星`)

/** The last year that is over. */
export const lastYear = (today: string): number => Number(today.slice(0, 4)) - 1

const over: ReadonlySet<string> = new Set(['decided', 'revoked'])

/**
 * The year that officers are shown first: the newest with an assessment under way, or else the newest with any; before
 * there is one, the last year that is over, whose assessment is begun next. Lines come newest year first.
 */
export const yearToOpen = (lines: ReadonlyArray<Pick<AssessmentLine, 'year' | 'state'>>, today: string): number =>
  (lines.find(({ state }) => !over.has(state)) ?? lines[0])?.year ?? lastYear(today)

type Given = { item: string; points: number | null; note: string }
export type Typed = Record<string, { points: string; note: string }>

/**
 * Points as typed → what is sent. A field left empty is not sent, or (where it must be spoken of) sent as «not scored».
 * What is no number comes as NaN.
 */
export function readPoints(
  items: ReadonlyArray<Pick<Assessment['items'][number], 'id' | 'computed'>>,
  typed: Typed,
): Given[] {
  return items.flatMap((item): Given[] => {
    const { points, note } = typed[item.id] ?? { points: '', note: '' }
    const number = readNumber(points)
    if (number === null)
      return item.computed || note.trim() === '' ? [] : [{ item: item.id, points: null, note: note.trim() }]
    return [{ item: item.id, points: number ?? Number.NaN, note: note.trim() }]
  })
}
