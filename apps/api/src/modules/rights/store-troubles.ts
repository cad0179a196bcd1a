import type { TroubleKind, TroubleState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { MachineRow } from '../../kernel/transition.ts'

export type TroubleRow = MachineRow & {
  engagement_id: string
  employer_id: string
  worker_id: string
  worker_name: string
  title: string
  county: string
  site_id: string | null
  kind: TroubleKind
  words: string | null
  state: TroubleState
  state_since: Date
  raised_at: Date
  due_at: Date
  owner_id: string | null
  result_code: string | null
  result_note: string | null
}

export type NewTrouble = {
  id: string
  engagementId: string
  postingId: string
  employerId: string
  workerId: string
  workerName: string
  title: string
  county: string
  siteId: string | null
  kind: TroubleKind
  words: string | null
  dueAt: Date
}

/** Undefined when help of this kind has been called for already. */
export async function insertTrouble(ctx: Ctx, trouble: NewTrouble): Promise<TroubleRow | undefined> {
  const [row] = await ctx.tx.query<TroubleRow>(
    `insert into troubles (id, engagement_id, posting_id, employer_id, worker_id, worker_name, title, county, site_id,
       kind, words, state, state_since, raised_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $12, $13)
     on conflict (engagement_id, kind) where state = 'open' do nothing returning *`,
    [
      trouble.id,
      trouble.engagementId,
      trouble.postingId,
      trouble.employerId,
      trouble.workerId,
      trouble.workerName,
      trouble.title,
      trouble.county,
      trouble.siteId,
      trouble.kind,
      trouble.words,
      ctx.now,
      trouble.dueAt,
    ],
  )
  return row
}

export async function openTrouble(ctx: Ctx, engagementId: string, kind: TroubleKind): Promise<TroubleRow | undefined> {
  const [row] = await ctx.tx.query<TroubleRow>(
    `select * from troubles where engagement_id = $1 and kind = $2 and state = 'open'`,
    [engagementId, kind],
  )
  return row
}

/** The open one of this kind about one of these engagements. */
export async function openTroubleAmong(
  ctx: Ctx,
  engagementIds: readonly string[],
  kind: TroubleKind,
): Promise<TroubleRow | undefined> {
  const [row] = await ctx.tx.query<TroubleRow>(
    `select * from troubles where engagement_id = any ($1::uuid[]) and kind = $2 and state = 'open'`,
    [engagementIds, kind],
  )
  return row
}

export async function lockTrouble(ctx: Ctx, id: string): Promise<TroubleRow | undefined> {
  const [row] = await ctx.tx.query<TroubleRow>('select * from troubles where id = $1 for update', [id])
  return row
}

export function troublesOfWorker(ctx: Ctx, workerId: string): Promise<TroubleRow[]> {
  return ctx.tx.query<TroubleRow>(
    `select * from troubles where worker_id = $1 and kind <> 'employerRecordWrong'
     order by raised_at desc, id desc limit 200`,
    [workerId],
  )
}

/** Open ones of these counties and sites, the most urgent first. */
export function openTroubles(
  ctx: Ctx,
  asked: {
    counties: readonly string[]
    sites: readonly string[]
    ownerId?: string | undefined
    after?: { dueAt: Date; id: string } | undefined
    limit: number
  },
): Promise<TroubleRow[]> {
  return ctx.tx.query<TroubleRow>(
    `select * from troubles
     where state = 'open' and (county = any ($1::text[]) or site_id = any ($2::uuid[]))
       and ($3::uuid is null or owner_id = $3) and ($4::timestamptz is null or (due_at, id) > ($4, $5::uuid))
     order by due_at, id limit $6`,
    [
      asked.counties,
      asked.sites,
      asked.ownerId ?? null,
      asked.after?.dueAt ?? null,
      asked.after?.id ?? null,
      asked.limit,
    ],
  )
}

/** Gives it to its first contact; undefined when somebody has it or it is over. */
export async function takeTroubleRow(ctx: Ctx, id: string, staffId: string): Promise<TroubleRow | undefined> {
  const [row] = await ctx.tx.query<TroubleRow>(
    `update troubles set owner_id = $2, owner_since = $3, version = version + 1
     where id = $1 and state = 'open' and owner_id is null returning *`,
    [id, staffId, ctx.now],
  )
  return row
}

/** Undefined when it is over, or the county has been told before. */
export async function escalateTroubleRow(ctx: Ctx, id: string): Promise<TroubleRow | undefined> {
  const [row] = await ctx.tx.query<TroubleRow>(
    `update troubles set escalated_at = $2 where id = $1 and state = 'open' and escalated_at is null returning *`,
    [id, ctx.now],
  )
  return row
}
