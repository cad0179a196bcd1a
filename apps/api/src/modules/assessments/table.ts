import { addWorkingDays, type KeyOfKind, type PolicyKey, type ValueOf } from '@linggong/policy'
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

/** The city's table with the county's own points in it. Refuses NoPolicyInForce. */
export async function readTable(ctx: Ctx, county: string, year: number): Promise<ScoreTable> {
  const items = policyOf(ctx, 'assessment.items', county, year)
  const groups = policyOf(ctx, 'assessment.groups', county, year)
  const method = await store.methodOf(ctx, county, year)
  return {
    version: policyOf(ctx, 'assessment.formVersion', county, year).value,
    provisional: items.provisional || groups.provisional,
    groups: groups.value,
    items: items.value.map((item) => ({
      ...item,
      points: method?.points[item.id] ?? item.points,
      cityPoints: item.points,
    })),
    vetoes: policyOf(ctx, 'assessment.vetoes', county, year).value,
    lines: policyOf(ctx, 'assessment.starAtLeastScore', county, year).value,
    minimumKnownPoints: policyOf(ctx, 'assessment.minimumKnownPoints', county, year).value,
    method: method ? { documentNumber: method.document_number, recordedOn: businessDay(method.recorded_at) } : null,
  }
}
