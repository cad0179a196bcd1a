import type { Ctx } from '../../kernel/context.ts'
import type { PlacementFacts } from './types.ts'

type Row = Omit<PlacementFacts, 'placedBy' | 'contract' | 'checkIn' | 'hours' | 'pay'> & {
  capacity: string | null
  staffId: string | null
  contractId: string | null
  contractNumber: string | null
  concludedAt: Date | null
  checkId: string | null
  checkedInAt: Date | null
  how: string | null
  checkedInBy: string | null
  sheetId: string | null
  minutes: number | null
  confirmedBy: string | null
  confirmedAt: Date | null
  payoutId: string | null
  paidAt: Date | null
  paidFen: number | null
}

/**
 * What the tables of other modules say of these engagements, one query for all of them: it is read for a compilation,
 * as figures are, and written nowhere. Engagements without a site are left out. Needs the system scope.
 */
export async function placementFacts(ctx: Ctx, engagementIds: readonly string[]): Promise<PlacementFacts[]> {
  const rows = await ctx.tx.query<Row>(
    `select e.id as "engagementId", e.state, e.site_id as "siteId", s.county, e.county as "workCounty",
       s.operator_id as "operatorId", e.worker_id as "workerId", e.worker_name as "workerName",
       e.employer_id as "employerId", em.name as "employerName", e.posting_id as "postingId",
       e.terms->>'title' as title, e.accepted_at as "acceptedAt", e.starts_at as "startsAt", e.ends_at as "endsAt",
       b.capacity, b.actor_id as "staffId",
       k.id as "contractId", k.number as "contractNumber", k.concluded_at as "concludedAt",
       c.id as "checkId", coalesce(c.at, t.checked_in_at) as "checkedInAt", c.how, c.by_capacity as "checkedInBy",
       t.id as "sheetId", t.minutes, t.confirmed_by as "confirmedBy", t.confirmed_at as "confirmedAt",
       p.id as "payoutId", w.paid_at as "paidAt", w.paid_fen as "paidFen"
     from engagements e
     join sites s on s.id = e.site_id
     join employers em on em.id = e.employer_id
     left join lateral (select capacity, actor_id from audit_entries a
       where a.subject_id = e.id and a.subject_kind = 'engagement' and a.act = 'create' limit 1) b on true
     left join contract_engagements ce on ce.engagement_id = e.id
     left join contracts k on k.id = ce.contract_id and k.concluded_at is not null
     left join lateral (select id, at, how, by_capacity from checks x
       where x.engagement_id = e.id and x.kind = 'checkIn' order by at limit 1) c on true
     left join timesheets t on t.engagement_id = e.id
     left join lateral (select max(paid_at) as paid_at, sum(net_fen)::bigint as paid_fen from wages x
       where x.engagement_id = e.id and x.paid_at is not null) w on true
     left join lateral (select o.id from wages x join payout_wages pw on pw.wage_id = x.id and pw.live
       join payouts o on o.id = pw.payout_id and o.state = 'succeeded'
       where x.engagement_id = e.id order by o.state_since limit 1) p on true
     where e.id = any ($1::uuid[])
     order by e.worker_id, e.starts_at, e.id`,
    [engagementIds],
  )
  return rows.map((row) => ({
    engagementId: row.engagementId,
    state: row.state,
    siteId: row.siteId,
    county: row.county,
    workCounty: row.workCounty,
    operatorId: row.operatorId,
    workerId: row.workerId,
    workerName: row.workerName,
    employerId: row.employerId,
    employerName: row.employerName,
    postingId: row.postingId,
    title: row.title,
    acceptedAt: row.acceptedAt,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    placedBy: { capacity: row.capacity, staffId: row.capacity === 'clerk' ? row.staffId : null },
    contract:
      row.contractId && row.contractNumber && row.concludedAt
        ? { id: row.contractId, number: row.contractNumber, concludedAt: row.concludedAt }
        : null,
    checkIn: row.checkedInAt
      ? { id: row.checkId, at: row.checkedInAt, how: row.how ?? 'automatic', byCapacity: row.checkedInBy ?? 'unknown' }
      : null,
    hours:
      row.sheetId && row.minutes !== null
        ? { id: row.sheetId, minutes: row.minutes, confirmedBy: row.confirmedBy, confirmedAt: row.confirmedAt }
        : null,
    pay: row.paidAt && row.paidFen !== null ? { payoutId: row.payoutId, at: row.paidAt, paidFen: row.paidFen } : null,
  }))
}

/** Engagements of a site that began in the period: for judging all of them anew. Oldest first. */
export async function engagementsOfSite(
  ctx: Ctx,
  siteId: string,
  from: Date,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await ctx.tx.query<{ id: string }>(
    `select id from engagements where site_id = $1 and starts_at >= $2 and ($3::uuid is null or id > $3)
     order by id limit $4`,
    [siteId, from, after, limit],
  )
  return rows.map(({ id }) => id)
}

/** Persons with one of these blind indexes of the identity number, and employers with one of these of the credit code. */
export const personsWithIndexes = (ctx: Ctx, indexes: readonly Buffer[]) =>
  ctx.tx.query<{ id: string; index: Buffer }>(
    'select id, id_number_index as index from persons where id_number_index = any ($1::bytea[])',
    [indexes],
  )
export const employersRunBy = (ctx: Ctx, personIds: readonly string[], usccIndexes: readonly Buffer[]) =>
  ctx.tx.query<{ id: string; personId: string | null }>(
    `select m.employer_id as id, m.person_id as "personId" from employer_members m
     where m.person_id = any ($1::uuid[]) and m.role = 'owner' and m.ended_at is null
     union select id, null from employers where uscc_index = any ($2::bytea[])`,
    [personIds, usccIndexes],
  )
