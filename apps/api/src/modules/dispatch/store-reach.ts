import type { Ctx } from '../../kernel/context.ts'
import type { Code } from './rules-reply.ts'

export type CodeWanted = { offerId: string; workerId: string; phoneIndex: Buffer }

/** Pairs of numbers in use on these phones, by phone (hex); those that have rested since `restedAt` are freed first. */
export async function pairsInUse(
  ctx: Ctx,
  phones: readonly Buffer[],
  restedAt: Date,
): Promise<Map<string, Set<number>>> {
  await ctx.tx.named(
    'dispatch-free-codes',
    `update offer_codes c set freed = true where phone_index = any ($1::bytea[]) and not freed and made_at < $2
       and not exists (select from offers o where o.id = c.offer_id and o.state = 'open')`,
    [phones, restedAt],
  )
  const rows = await ctx.tx.named<{ phone: string; pair: number }>(
    'dispatch-used-codes',
    `select encode(phone_index, 'hex') as phone, pair from offer_codes
     where phone_index = any ($1::bytea[]) and not freed`,
    [phones],
  )
  const used = new Map<string, Set<number>>()
  for (const { phone, pair } of rows) used.set(phone, (used.get(phone) ?? new Set()).add(pair))
  return used
}

/** Offers whose numbers were taken; the others met somebody who was quicker and try again. */
export async function insertCodes(ctx: Ctx, rows: ReadonlyArray<CodeWanted & { pair: number }>): Promise<Set<string>> {
  const made = await ctx.tx.named<{ offer_id: string }>(
    'dispatch-insert-codes',
    `insert into offer_codes (offer_id, worker_id, phone_index, pair, made_at)
     select row.offer_id, row.worker_id, row.phone_index, row.pair, $5
     from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::int[]) as row (offer_id, worker_id, phone_index, pair)
     on conflict do nothing returning offer_id`,
    [
      rows.map((row) => row.offerId),
      rows.map((row) => row.workerId),
      rows.map((row) => row.phoneIndex),
      rows.map((row) => row.pair),
      ctx.now,
    ],
  )
  return new Set(made.map((row) => row.offer_id))
}

/** What numbers mean on this phone: live ones, and those whose offer is over but which rest still. */
export async function codesOfPhone(ctx: Ctx, phones: readonly Buffer[]): Promise<Array<Code & { workerId: string }>> {
  const rows = await ctx.tx.named<{ offer_id: string; worker_id: string; pair: number; open: boolean }>(
    'dispatch-codes-of-phone',
    `select c.offer_id, c.worker_id, c.pair, o.state = 'open' and o.expires_at > $2 as open
     from offer_codes c join offers o on o.id = c.offer_id
     where c.phone_index = any ($1::bytea[]) and not c.freed order by c.made_at desc`,
    [phones, ctx.now],
  )
  return rows.map((row) => ({ offerId: row.offer_id, workerId: row.worker_id, pair: row.pair, open: row.open }))
}

/** False when this reply has been handled before. */
export async function claimReply(ctx: Ctx, phoneIndex: Buffer, sequenceId: string): Promise<boolean> {
  const rows = await ctx.tx.query(
    `insert into sms_replies (phone_index, sequence_id, outcome, at) values ($1, $2, 'taken up', $3)
     on conflict do nothing returning sequence_id`,
    [phoneIndex, sequenceId, ctx.now],
  )
  return rows.length > 0
}

export async function settleReply(
  ctx: Ctx,
  phoneIndex: Buffer,
  sequenceId: string,
  outcome: string,
  offerId: string | null,
): Promise<void> {
  await ctx.tx.query('update sms_replies set outcome = $3, offer_id = $4 where phone_index = $1 and sequence_id = $2', [
    phoneIndex,
    sequenceId,
    outcome,
    offerId,
  ])
}

export async function countReplies(ctx: Ctx, offerId: string, outcome: string): Promise<number> {
  const [row] = await ctx.tx.query<{ n: number }>(
    'select count(*)::int as n from sms_replies where offer_id = $1 and outcome = $2',
    [offerId, outcome],
  )
  return row?.n ?? 0
}

export type CallState = 'ringing' | 'missed' | 'desk' | 'answered' | 'ended'
export type CallRow = {
  offer_id: string
  worker_id: string
  county: string
  ref: string
  state: CallState
  attempts: number
  provider_call_id: string | null
  staff_id: string | null
  staff_until: Date | null
}

/** Calls to one telephone are begun one after the other, until the end of the transaction. */
export async function lockPhone(ctx: Ctx, sharing: readonly string[]): Promise<void> {
  await ctx.tx.query('select pg_advisory_xact_lock(hashtextextended($1, 22))', [[...sharing].sort()[0] ?? ''])
}

/** Whether one of these people is being called about another open offer since then. By the offers of each. */
export async function ringsForAnother(
  ctx: Ctx,
  workerIds: readonly string[],
  offerId: string,
  since: Date,
): Promise<boolean> {
  const rows = await ctx.tx.named(
    'dispatch-rings-for-another',
    `select from offers o join offer_calls c on c.offer_id = o.id
     where o.worker_id = any ($1::uuid[]) and o.state = 'open' and o.id <> $2 and c.state = 'ringing' and c.at > $3
     limit 1`,
    [workerIds, offerId, since],
  )
  return rows.length > 0
}

/** Begins another attempt; undefined while one is already ringing. */
export async function beginAttempt(
  ctx: Ctx,
  call: { offerId: string; workerId: string; county: string; ref: string },
): Promise<CallRow | undefined> {
  const [row] = await ctx.tx.query<CallRow>(
    `insert into offer_calls (offer_id, worker_id, county, ref, state, attempts, at)
     values ($1, $2, $3, $4, 'ringing', 1, $5)
     on conflict (offer_id) do update set state = 'ringing', attempts = offer_calls.attempts + 1, ref = excluded.ref,
       provider_call_id = null, at = excluded.at
     where offer_calls.state = 'missed' returning *`,
    [call.offerId, call.workerId, call.county, call.ref, ctx.now],
  )
  return row
}

/** Puts offers on the desk's list; those already there stay as they are. */
export async function putOnDesk(
  ctx: Ctx,
  calls: ReadonlyArray<{ offerId: string; workerId: string; county: string; ref: string }>,
): Promise<void> {
  await ctx.tx.query(
    `insert into offer_calls (offer_id, worker_id, county, ref, state, attempts, at)
     select row.offer_id, row.worker_id, row.county, row.ref, 'desk', 0, $5
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as row (offer_id, worker_id, county, ref)
     on conflict (offer_id) do update set state = 'desk', at = excluded.at where offer_calls.state in ('ringing', 'missed')`,
    [
      calls.map((one) => one.offerId),
      calls.map((one) => one.workerId),
      calls.map((one) => one.county),
      calls.map((one) => one.ref),
      ctx.now,
    ],
  )
}

export async function setCall(
  ctx: Ctx,
  offerId: string,
  change: { state?: CallState; providerCallId?: string; code?: string },
): Promise<void> {
  await ctx.tx.query(
    `update offer_calls set state = coalesce($2, state), provider_call_id = coalesce($3, provider_call_id),
       last_code = coalesce($4, last_code), at = $5 where offer_id = $1`,
    [offerId, change.state ?? null, change.providerCallId ?? null, change.code ?? null, ctx.now],
  )
}

/** Locked until the end of the transaction, so that two reports of one call do not cross. */
export async function lockCall(ctx: Ctx, by: { ref: string } | { offerId: string }): Promise<CallRow | undefined> {
  const [row] = await ctx.tx.query<CallRow>(
    'select * from offer_calls where ($1::text is null or ref = $1) and ($2::uuid is null or offer_id = $2) for update',
    ['ref' in by ? by.ref : null, 'offerId' in by ? by.offerId : null],
  )
  return row
}

export type DeskRow = CallRow & {
  worker_name: string
  shift_id: string
  posting_id: string
  reasons: string[]
  expires_at: Date
}

/** Calls that wait for a clerk in these counties, soonest to end first. */
export async function deskCalls(ctx: Ctx, counties: readonly string[]): Promise<DeskRow[]> {
  return ctx.tx.query<DeskRow>(
    `select c.*, o.worker_name, o.shift_id, o.posting_id, o.reasons, o.expires_at
     from offer_calls c join offers o on o.id = c.offer_id
     where c.state = 'desk' and c.county = any ($1::text[]) and o.state = 'open' and o.expires_at > $2
     order by o.expires_at, c.offer_id limit 100`,
    [counties, ctx.now],
  )
}

export async function holdCall(ctx: Ctx, offerId: string, staffId: string, until: Date): Promise<void> {
  await ctx.tx.query('update offer_calls set staff_id = $2, staff_until = $3 where offer_id = $1', [
    offerId,
    staffId,
    until,
  ])
}
