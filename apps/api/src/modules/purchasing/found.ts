import type { Capacity, ProgrammeStep } from '@linggong/contract'
import { addWorkingDays, type PolicyKey, type ValueOf } from '@linggong/policy'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { requireStaff } from '../../kernel/rights.ts'
import { heldValue, noteStep } from '../programmes/index.ts'
import { periodsOf, type Span } from './rules.ts'
import * as store from './store.ts'

/** A contract within the asking one's reach, as it stands now. Refuses NotFound. */
export async function foundService(ctx: Ctx, id: string): Promise<store.ServiceRow> {
  const [row] = await store.listServices(ctx, { today: businessDay(ctx.now), id, after: null, limit: 1 })
  return row ?? refuse('NotFound')
}

export type WithTerms = store.ServiceRow & {
  price_fen: number
  period_months: number
  result_share_basis_points: number
  measures: NonNullable<store.ServiceRow['measures']>
  catalogue: NonNullable<store.ServiceRow['catalogue']>
}

export const hasTerms = (row: store.ServiceRow): row is WithTerms => row.state !== null

/** The same, its row held and its terms known. Refuses NotFound, ServiceTermsMissing. */
export async function heldService(ctx: Ctx, id: string): Promise<WithTerms> {
  const before = await foundService(ctx, id)
  requireOwnCounty(ctx, before.county)
  await store.holdService(ctx, id)
  const row = await foundService(ctx, id)
  return hasTerms(row) ? row : refuse('ServiceTermsMissing')
}

export const spanOf = (row: Pick<store.ServiceRow, 'starts_on' | 'ends_on' | 'ended_on'>): Span => ({
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  endedOn: row.ended_on,
})

/** Last day to evaluate the next period on; null where none is left. Refuses NoPolicyInForce. */
export function evaluateBy(
  ctx: Ctx,
  row: Pick<store.ServiceRow, 'county' | 'starts_on' | 'ends_on' | 'ended_on' | 'evaluated'> & {
    period_months: number
  },
): string | null {
  const next = periodsOf(spanOf(row), row.period_months)[row.evaluated]
  if (!next) return null
  const days = policyValue(ctx, 'purchasedService.evaluateWorkingDays', row.county)
  return addWorkingDays(ctx.deps.policy, next.to, days).date
}

export async function foundEvaluation(ctx: Ctx, id: string): Promise<store.EvaluationRow> {
  return (await store.findEvaluation(ctx, id)) ?? refuse('NotFound')
}

/** Refuses NotFound for a county that is not the asking officer's. */
export function requireOwnCounty(ctx: Ctx, county: string): string {
  const { posts, staffId } = requireStaff(ctx.actor)
  if (!posts.some((post) => post.county === county && post.siteId === null)) refuse('NotFound')
  return staffId
}

/** A value of the policy as a contract of these days is under it. Refuses NoPolicyInForce. */
export const policyValue = <K extends PolicyKey>(ctx: Ctx, key: K, county: string): ValueOf<K> =>
  heldValue(ctx.deps.policy, key, businessDay(ctx.now), county) ?? refuse('NoPolicyInForce')

export const step = (
  ctx: Ctx,
  subjectKind: 'serviceContract' | 'serviceEvaluation',
  row: { id: string; site_id: string; county: string },
  move: ProgrammeStep,
  by: Capacity,
  said: { opinion?: string | undefined; reasonCode?: string | undefined } = {},
) => noteStep(ctx, { subjectKind, subjectId: row.id, siteId: row.site_id, county: row.county, move, by, ...said })
