import type { SiteKind } from '@linggong/contract'
import type { Policy } from '@linggong/policy'
import { countItems, outcomeOf, reckon, type Facts, type Given, type Outcome, type ScoreTable } from './rules.ts'
import { scoreTable } from './table.ts'

export { clearKind } from './actions/decide-stars.ts'
export { factsOf } from './facts.ts'
export type { Facts, Given, Outcome, ScoreTable } from './rules.ts'

/** The score table of a county on a day; undefined where no policy is in force. */
export function seededTable(policy: Policy, county: string, day: string): ScoreTable | undefined {
  if (policy.answer('assessment.items', day, { county }).status === 'noPolicy') return undefined
  return scoreTable((key) => {
    const found = policy.answer(key, day, { county })
    if (found.status === 'noPolicy') throw new Error(`no policy for ${key} on ${day}`)
    return found
  }, undefined)
}

/** Items on which the site speaks of itself: no record decides them. */
export const selfItems = (table: ScoreTable): ScoreTable['items'] => table.items.filter(({ source }) => !source)

/** Whether the records say enough of an item to reckon its points. */
export const isReckoned = (item: ScoreTable['items'][number], facts: Facts, kind: SiteKind): boolean =>
  reckon(item, facts, kind).points !== null

/** Total and stars by the rule that decides every other assessment. */
export const seededOutcome = (
  table: ScoreTable,
  kind: SiteKind,
  facts: Facts,
  given: { county: readonly Given[]; city: readonly Given[] | null; vetoes: number },
): Outcome =>
  outcomeOf(table, countItems(table, kind, facts, { self: null, county: given.county, city: given.city }), given.vetoes)
