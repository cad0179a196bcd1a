import type { DisputeState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { MachineRow } from '../../kernel/transition.ts'
import type { Figure, Side } from './rules.ts'

export type DisputeRow = MachineRow & {
  engagement_id: string
  employer_id: string
  worker_id: string
  worker_name: string
  title: string
  county: string
  state: DisputeState
  state_since: Date
  opened_by: Side
  opened_at: Date
  reason_code: string
  words: string | null
  recorded_minutes: number | null
  claimed_minutes: number | null
  claimed_fen: number | null
  proposal_minutes: number | null
  proposal_fen: number | null
  proposal_by: Side
  proposal_at: Date
  due_at: Date
  owner_id: string | null
  escalated_at: Date | null
  outcome: 'settled' | 'voided' | 'asRecorded' | null
  outcome_minutes: number | null
  outcome_fen: number | null
  outcome_reason: string | null
}

export type NewDispute = {
  id: string
  engagementId: string
  postingId: string
  employerId: string
  workerId: string
  workerName: string
  title: string
  county: string
  siteId: string | null
  openedBy: Side
  reasonCode: string
  words: string | null
  recordedMinutes: number | null
  claim: Figure
  dueAt: Date
}

/** Undefined when one is open already. */
export async function insertDispute(ctx: Ctx, dispute: NewDispute): Promise<DisputeRow | undefined> {
  const [row] = await ctx.tx.query<DisputeRow>(
    `insert into disputes (id, engagement_id, posting_id, employer_id, worker_id, worker_name, title, county, site_id, state,
       state_since, opened_by, opened_at, reason_code, words, recorded_minutes, claimed_minutes, claimed_fen,
       proposal_minutes, proposal_fen, proposal_by, proposal_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $10, $12, $13, $14, $15, $16, $15, $16, $11, $10, $17)
     on conflict (engagement_id) where state = 'open' do nothing returning *`,
    [
      dispute.id,
      dispute.engagementId,
      dispute.postingId,
      dispute.employerId,
      dispute.workerId,
      dispute.workerName,
      dispute.title,
      dispute.county,
      dispute.siteId,
      ctx.now,
      dispute.openedBy,
      dispute.reasonCode,
      dispute.words,
      dispute.recordedMinutes,
      dispute.claim.minutes ?? null,
      dispute.claim.amountFen ?? null,
      dispute.dueAt,
    ],
  )
  return row
}

export async function findDispute(ctx: Ctx, id: string, lock = false): Promise<DisputeRow | undefined> {
  const [row] = await ctx.tx.query<DisputeRow>(`select * from disputes where id = $1${lock ? ' for update' : ''}`, [id])
  return row
}

export function listDisputes(
  ctx: Ctx,
  side: { workerId?: string; employerId?: string; engagementId?: string },
): Promise<DisputeRow[]> {
  return ctx.tx.query<DisputeRow>(
    `select * from disputes where ($1::uuid is null or worker_id = $1) and ($2::uuid is null or employer_id = $2)
       and ($3::uuid is null or engagement_id = $3)
     order by opened_at desc, id desc limit 200`,
    [side.workerId ?? null, side.employerId ?? null, side.engagementId ?? null],
  )
}

/** Open disputes of these counties, the most urgent first. */
export function listQueue(
  ctx: Ctx,
  asked: {
    counties: readonly string[]
    ownerId?: string | undefined
    after?: { dueAt: Date; id: string } | undefined
    limit: number
  },
): Promise<DisputeRow[]> {
  return ctx.tx.query<DisputeRow>(
    `select * from disputes where state = 'open' and county = any ($1::text[]) and ($2::uuid is null or owner_id = $2)
       and ($3::timestamptz is null or (due_at, id) > ($3, $4::uuid))
     order by due_at, id limit $5`,
    [asked.counties, asked.ownerId ?? null, asked.after?.dueAt ?? null, asked.after?.id ?? null, asked.limit],
  )
}

export async function putProposal(ctx: Ctx, id: string, by: Side, figure: Figure): Promise<DisputeRow | undefined> {
  const [row] = await ctx.tx.query<DisputeRow>(
    `update disputes set proposal_minutes = $3, proposal_fen = $4, proposal_by = $2, proposal_at = $5, version = version + 1
     where id = $1 and state = 'open' returning *`,
    [id, by, figure.minutes ?? null, figure.amountFen ?? null, ctx.now],
  )
  return row
}

/** Gives the matter to an owner, or back to the queue; undefined when it is not where `from` says. */
export async function setOwner(
  ctx: Ctx,
  id: string,
  from: string | null,
  to: string | null,
): Promise<DisputeRow | undefined> {
  const [row] = await ctx.tx.query<DisputeRow>(
    `update disputes set owner_id = $3, owner_since = $4, version = version + 1
     where id = $1 and state = 'open' and owner_id is not distinct from $2::uuid returning *`,
    [id, from, to, to === null ? null : ctx.now],
  )
  return row
}

export async function setEscalated(ctx: Ctx, id: string): Promise<DisputeRow | undefined> {
  const [row] = await ctx.tx.query<DisputeRow>(
    `update disputes set escalated_at = $2 where id = $1 and state = 'open' and escalated_at is null returning *`,
    [id, ctx.now],
  )
  return row
}
