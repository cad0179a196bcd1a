import type {
  objectionOutcomes,
  ServiceContractState,
  ServiceEvaluationState,
  ServiceStanding,
  SiteKind,
} from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { MachineRow } from '../../kernel/transition.ts'
import type { Chosen, Item, Measure, Reckoned } from './rules.ts'

/** A contract with its terms; those are null where it was recorded for its days alone. */
export type ServiceRow = {
  id: string
  site_id: string
  county: string
  operator_id: string | null
  contract_number: string
  starts_on: string
  ends_on: string
  ended_on: string | null
  site_name: string
  site_kind: SiteKind
  state: ServiceContractState | null
  scope: string | null
  price_fen: number | null
  period_months: number | null
  result_share_basis_points: number | null
  measures: Chosen[] | null
  catalogue: Measure[] | null
  paid_fen: number
  evaluated: number
  decided: number
  failed: boolean
  last_score: number | null
  last_passed: boolean | null
}

export type ContractRow = MachineRow & { site_id: string; county: string; state: ServiceContractState }

export type EvaluationRow = MachineRow & {
  service_id: string
  site_id: string
  county: string
  site_name: string
  period: number
  from_on: string
  to_on: string
  state: ServiceEvaluationState
  items: Item[]
  facts_on: string
  object_by: string
  decide_by: string | null
  objection: { on: string; words: string; outcome: keyof typeof objectionOutcomes | null; note: string | null } | null
  known_weight: number
  score: number | null
  passed: boolean | null
  installment_fen: number
  amount_fen: number | null
  reckoning: Reckoned[] | null
  opened_by: string
  decided_by: string | null
  appropriation_id: string | null
  voucher_number: string | null
  paid_on: string | null
}

export type BreachRow = { id: string; happened_on: string; words: string; deduction_fen: number; deducted_fen: number }

const inReach = (of: string) => `(${of}.county = any ($1::text[]) or ${of}.site_id = any ($2::uuid[]))`
const reach = (ctx: Ctx) => [ctx.tx.scope.counties ?? [], ctx.tx.scope.sites ?? []]

const services = `
  select p.id, p.site_id, p.county, p.operator_id, p.contract_number, p.starts_on, p.ends_on, p.ended_on,
    s.name as site_name, s.kind as site_kind, c.state, c.scope, c.price_fen, c.period_months, c.result_share_basis_points,
    c.measures, c.catalogue, coalesce(e.paid_fen, 0)::bigint as paid_fen, coalesce(e.evaluated, 0) as evaluated,
    coalesce(e.decided, 0) as decided, coalesce(e.failed, false) as failed, l.score::float8 as last_score,
    l.passed as last_passed,
    case when p.ended_on is not null then 'exited' when p.ends_on < $3::date then 'over' when c.id is null then 'noTerms'
      when p.starts_on > $3::date then 'coming' else 'running' end as standing
  from purchased_services p join sites s on s.id = p.site_id left join service_contracts c on c.id = p.id
    left join lateral (select sum(amount_fen) filter (where state = 'paid') as paid_fen, count(*)::int as evaluated,
        count(*) filter (where state not in ('opened', 'objected'))::int as decided, bool_or(passed is false) as failed
      from service_evaluations where service_id = p.id) e on true
    left join lateral (select score, passed from service_evaluations
      where service_id = p.id and state not in ('opened', 'objected') order by period desc limit 1) l on true`

/** Contracts of the asking one's counties and sites, those that end last first. */
export function listServices(
  ctx: Ctx,
  asked: {
    today: string
    standing?: ServiceStanding | undefined
    siteId?: string | undefined
    id?: string | undefined
    after: [string, string] | null
    limit: number
  },
): Promise<ServiceRow[]> {
  return ctx.tx.query<ServiceRow>(
    `select * from (${services} where ${inReach('p')}) one
     where ($4::text is null or standing = $4) and ($5::uuid is null or site_id = $5) and ($6::uuid is null or id = $6)
       and ($7::date is null or (ends_on, id) < ($7, $8::uuid))
     order by ends_on desc, id desc limit $9`,
    [
      ...reach(ctx),
      asked.today,
      asked.standing ?? null,
      asked.siteId ?? null,
      asked.id ?? null,
      asked.after?.[0] ?? null,
      asked.after?.[1] ?? null,
      asked.limit,
    ],
  )
}

export type MoneyRow = {
  county: string
  running: number
  no_terms: number
  price_fen: number
  decided: number
  failed: number
  result_of_fen: number
  result_fen: number
  owed_fen: number
  paid_fen: number
  deducted_fen: number
}

/** Contracts and what their periods came to, by county. */
export const moneyByCounty = (ctx: Ctx, today: string, county: string | undefined): Promise<MoneyRow[]> =>
  ctx.tx.query<MoneyRow>(
    `with reached as (select * from (${services} where ${inReach('p')}) one where $4::text is null or county = $4),
     periods as (select e.county, count(*)::int as decided, count(*) filter (where passed is false)::int as failed,
         sum(result_of_fen)::bigint as result_of_fen, sum(result_fen)::bigint as result_fen,
         sum(amount_fen)::bigint as owed_fen, coalesce(sum(amount_fen) filter (where e.state = 'paid'), 0)::bigint as paid_fen
       from service_evaluations e join reached r on r.id = e.service_id
       where e.state not in ('opened', 'objected') group by e.county),
     breaches as (select b.county, sum(deducted_fen)::bigint as deducted_fen
       from service_breaches b join reached r on r.id = b.service_id group by b.county),
     counted as (select county, count(*) filter (where standing = 'running')::int as running,
         count(*) filter (where standing = 'noTerms')::int as no_terms,
         coalesce(sum(price_fen) filter (where standing = 'running'), 0)::bigint as price_fen
       from reached group by county)
     select c.*, coalesce(p.decided, 0) as decided, coalesce(p.failed, 0) as failed,
       coalesce(p.result_of_fen, 0) as result_of_fen, coalesce(p.result_fen, 0) as result_fen,
       coalesce(p.owed_fen, 0) as owed_fen, coalesce(p.paid_fen, 0) as paid_fen, coalesce(b.deducted_fen, 0) as deducted_fen
     from counted c left join periods p on p.county = c.county left join breaches b on b.county = c.county`,
    [...reach(ctx), today, county ?? null],
  )

/** Holds the contract's row until the transaction ends, so that two acts upon it follow one another. */
export async function holdService(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx.query('select from purchased_services where id = $1 for update', [id])
}

/** Number of a contract of this site whose days meet these. */
export async function contractMeeting(
  ctx: Ctx,
  of: { siteId: string; startsOn: string; endsOn: string },
): Promise<string | null> {
  const [row] = await ctx.tx.query<{ contract_number: string }>(
    `select contract_number from purchased_services
     where site_id = $1 and starts_on <= $3 and coalesce(ended_on, ends_on) >= greatest(starts_on, $2) limit 1`,
    [of.siteId, of.startsOn, of.endsOn],
  )
  return row?.contract_number ?? null
}

export type Terms = {
  scope: string
  priceFen: number
  periodMonths: number
  resultShareBasisPoints: number
  measures: readonly Chosen[]
}

/** Writes the terms, or writes them anew where no period has been evaluated. */
export async function putTerms(
  ctx: Ctx,
  of: { id: string; site_id: string; county: string },
  terms: Terms,
  more: { catalogue: readonly Measure[]; by: string; evaluateBy: string | null },
): Promise<ContractRow> {
  const [row] = await ctx.tx.query<ContractRow>(
    `insert into service_contracts (id, site_id, county, state, state_since, scope, price_fen, period_months,
       result_share_basis_points, measures, catalogue, recorded_by, recorded_at, evaluate_by)
     values ($1, $2, $3, 'running', $4, $5, $6, $7, $8, $9, $10, $11, $4, $12)
     on conflict (id) do update set scope = excluded.scope, price_fen = excluded.price_fen,
       period_months = excluded.period_months, result_share_basis_points = excluded.result_share_basis_points,
       measures = excluded.measures, catalogue = excluded.catalogue, evaluate_by = excluded.evaluate_by,
       version = service_contracts.version + 1
     returning *`,
    [
      of.id,
      of.site_id,
      of.county,
      ctx.now,
      terms.scope,
      terms.priceFen,
      terms.periodMonths,
      terms.resultShareBasisPoints,
      JSON.stringify(terms.measures),
      JSON.stringify(more.catalogue),
      more.by,
      more.evaluateBy,
    ],
  )
  if (!row) throw new Error('terms were neither written nor refused')
  return row
}

/** Until when the next period is to be evaluated. */
export async function setEvaluateBy(ctx: Ctx, id: string, day: string | null): Promise<void> {
  await ctx.tx.query('update service_contracts set evaluate_by = $2 where id = $1', [id, day])
}

export async function insertEvaluation(
  ctx: Ctx,
  one: Pick<
    EvaluationRow,
    | 'id'
    | 'service_id'
    | 'site_id'
    | 'county'
    | 'site_name'
    | 'period'
    | 'from_on'
    | 'to_on'
    | 'items'
    | 'facts_on'
    | 'object_by'
    | 'decide_by'
    | 'known_weight'
    | 'installment_fen'
    | 'opened_by'
  >,
): Promise<EvaluationRow> {
  const [row] = await ctx.tx.query<EvaluationRow>(
    `insert into service_evaluations (id, service_id, site_id, county, site_name, period, from_on, to_on, state, state_since,
       items, facts_on, object_by, known_weight, installment_fen, opened_by, decide_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'opened', $9, $10, $11, $12, $13, $14, $15, $16) returning *`,
    [
      one.id,
      one.service_id,
      one.site_id,
      one.county,
      one.site_name,
      one.period,
      one.from_on,
      one.to_on,
      ctx.now,
      JSON.stringify(one.items),
      one.facts_on,
      one.object_by,
      one.known_weight,
      one.installment_fen,
      one.opened_by,
      one.decide_by,
    ],
  )
  if (!row) throw new Error('an evaluation was neither written nor refused')
  return row
}

export async function findEvaluation(ctx: Ctx, id: string): Promise<EvaluationRow | undefined> {
  const [row] = await ctx.tx.query<EvaluationRow>(
    `select * from service_evaluations e where ${inReach('e')} and id = $3`,
    [...reach(ctx), id],
  )
  return row
}

export const findEvaluations = (ctx: Ctx, ids: readonly string[]): Promise<EvaluationRow[]> =>
  ctx.tx.query<EvaluationRow>(
    `select * from service_evaluations e where ${inReach('e')} and id = any ($3::uuid[]) order by state_since, id`,
    [...reach(ctx), ids],
  )

export const evaluationsOf = (ctx: Ctx, serviceId: string): Promise<EvaluationRow[]> =>
  ctx.tx.query<EvaluationRow>('select * from service_evaluations where service_id = $1 order by period', [serviceId])

/** What the finance office has to do with. */
export const evaluationsToPay = (ctx: Ctx): Promise<EvaluationRow[]> =>
  ctx.tx.query<EvaluationRow>(
    `select * from service_evaluations e where ${inReach('e')} and (state = 'confirmed' or (state = 'decided' and amount_fen > 0))
     order by state_since, id limit 500`,
    reach(ctx),
  )

/** Contracts of several evaluations at once. */
export const servicesOf = (ctx: Ctx, ids: readonly string[], today: string): Promise<ServiceRow[]> =>
  ctx.tx.query<ServiceRow>(`${services} where ${inReach('p')} and p.id = any ($4::uuid[])`, [...reach(ctx), today, ids])

export async function insertBreach(
  ctx: Ctx,
  of: { id: string; site_id: string; county: string },
  one: { id: string; on: string; words: string; deductionFen: number; by: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into service_breaches (id, service_id, site_id, county, happened_on, words, deduction_fen, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [one.id, of.id, of.site_id, of.county, one.on, one.words, one.deductionFen, one.by, ctx.now],
  )
}

/** Of several contracts at once, oldest first. */
export const breachesOf = (
  ctx: Ctx,
  serviceIds: readonly string[],
): Promise<Array<BreachRow & { service_id: string }>> =>
  ctx.tx.query(
    `select id, service_id, happened_on, words, deduction_fen, deducted_fen from service_breaches
     where service_id = any ($1::uuid[]) order by happened_on, id`,
    [serviceIds],
  )

export async function takeOff(ctx: Ctx, taken: ReadonlyArray<{ id: string; fen: number }>): Promise<void> {
  await ctx.tx.query(
    `update service_breaches b set deducted_fen = b.deducted_fen + t.fen
     from unnest($1::uuid[], $2::bigint[]) as t (id, fen) where b.id = t.id`,
    [taken.map(({ id }) => id), taken.map(({ fen }) => fen)],
  )
}
