import { addWorkingDays, workingDayBefore, type KeyOfKind, type PolicyKey, type ValueOf } from '@linggong/policy'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import type { ScoreTable } from './rules.ts'
import * as store from './store.ts'

/** A year is assessed by the policy of its last day, also when that is over: what was done in 2026 is judged in 2027. */
export function policyDay(ctx: Ctx, year: number): string {
  const today = businessDay(ctx.now)
  const last = `${year}-12-31`
  return today < last ? today : last
}

/** Refuses NoPolicyInForce. */
export function policyOf<K extends PolicyKey>(ctx: Ctx, key: K, county: string, year: number) {
  const found = ctx.deps.policy.answer(key, policyDay(ctx, year), { county })
  return found.status === 'noPolicy' ? refuse('NoPolicyInForce') : found
}

/** Working days from today by the Chinese calendar. Refuses NoPolicyInForce. */
export function dueOn(ctx: Ctx, key: KeyOfKind<'number'>, of: { county: string; year: number }): string {
  const days = policyOf(ctx, key, of.county, of.year).value as ValueOf<typeof key>
  return addWorkingDays(ctx.deps.policy, businessDay(ctx.now), days).date
}

/** So many working days before a last day; null where no policy asks for a reminder. */
export function remindOn(
  ctx: Ctx,
  key: KeyOfKind<'number'>,
  of: { county: string; year: number },
  last: string,
): string | null {
  const found = ctx.deps.policy.answer(key, policyDay(ctx, of.year), { county: of.county })
  if (found.status === 'noPolicy') return null
  return workingDayBefore(ctx.deps.policy, last, found.value as ValueOf<typeof key>)
}

type Answers = <K extends PolicyKey>(key: K) => { value: ValueOf<K>; provisional: boolean }

/** A county's table from the policy's values and the county's own points. */
export function scoreTable(answer: Answers, method: store.MethodRow | undefined): ScoreTable {
  const items = answer('assessment.items')
  const groups = answer('assessment.groups')
  return {
    version: answer('assessment.formVersion').value,
    provisional: items.provisional || groups.provisional,
    groups: groups.value,
    items: items.value.map((item) => ({
      ...item,
      points: method?.points[item.id] ?? item.points,
      cityPoints: item.points,
    })),
    vetoes: answer('assessment.vetoes').value,
    lines: answer('assessment.starAtLeastScore').value,
    minimumKnownPoints: answer('assessment.minimumKnownPoints').value,
    method: method ? { documentNumber: method.document_number, recordedOn: businessDay(method.recorded_at) } : null,
  }
}

/** The city's table with the county's own points in it. Refuses NoPolicyInForce. */
export const readTable = async (ctx: Ctx, county: string, year: number): Promise<ScoreTable> =>
  scoreTable((key) => policyOf(ctx, key, county, year), await store.methodOf(ctx, county, year))
