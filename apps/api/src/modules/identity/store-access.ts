import type { MemberRole } from '@linggong/contract'
import type { Channel, Ctx, Deps } from '../../kernel/context.ts'
import type { Post } from './rules.ts'

export type SessionActorRow = {
  id: string
  kind: 'phone' | 'staff'
  phone_index: Buffer | null
  person_id: string | null
  staff_id: string | null
  seen_at: Date
  expires_at: Date
  phone_persons: string[] | null
  roles: string[] | null
  employers: string[] | null
  /** In the order of `employers`. */
  employer_roles: MemberRole[] | null
  posts: Post[] | null
  assisted_persons: string[] | null
  assisted_employers: string[] | null
}

/** Outside a transaction and in one round trip: every request begins with it. */
export async function findSessionActor(deps: Deps, tokenHash: Buffer, now: Date): Promise<SessionActorRow | undefined> {
  const [row] = await deps.db.named<SessionActorRow>('identity-actor', 'select * from session_member($1, $2)', [
    tokenHash,
    now,
  ])
  return row
}

export async function touchSession(deps: Deps, id: string, now: Date, expiresAt: Date): Promise<void> {
  await deps.db.named('identity-touch', 'update sessions set seen_at = $2, expires_at = $3 where id = $1', [
    id,
    now,
    expiresAt,
  ])
}

export async function insertSession(
  ctx: Ctx,
  session: {
    tokenHash: Buffer
    kind: 'phone' | 'staff'
    phoneIndex?: Buffer
    phoneEnc?: Buffer
    personId?: string
    staffId?: string
    expiresAt: Date
  },
): Promise<void> {
  await ctx.tx.query(
    `insert into sessions (token_hash, id, kind, phone_index, person_id, staff_id, channel, created_at, seen_at, expires_at,
       phone_enc)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)`,
    [
      session.tokenHash,
      ctx.newId(),
      session.kind,
      session.phoneIndex ?? null,
      session.personId ?? null,
      session.staffId ?? null,
      ctx.channel,
      ctx.now,
      session.expiresAt,
      session.phoneEnc ?? null,
    ],
  )
}

export async function sessionPhoneIndex(ctx: Ctx, sessionId: string): Promise<Buffer | null> {
  const [row] = await ctx.tx.query<{ phone_index: Buffer | null }>(
    'select phone_index from sessions where id = $1 and ended_at is null',
    [sessionId],
  )
  return row?.phone_index ?? null
}

/** The number a phone's session was opened with; null for staff. */
export async function sessionPhone(ctx: Ctx, sessionId: string): Promise<{ index: Buffer; enc: Buffer } | null> {
  const [row] = await ctx.tx.query<{ phone_index: Buffer | null; phone_enc: Buffer | null }>(
    'select phone_index, phone_enc from sessions where id = $1 and ended_at is null',
    [sessionId],
  )
  return row?.phone_index && row.phone_enc ? { index: row.phone_index, enc: row.phone_enc } : null
}

export async function setSessionPerson(ctx: Ctx, sessionId: string, personId: string): Promise<void> {
  await ctx.tx.query('update sessions set person_id = $2 where id = $1', [sessionId, personId])
}

export type SessionHolder = { personId: string } | { staffId: string }
export type SessionRow = { id: string; channel: Channel; created_at: Date; seen_at: Date; expires_at: Date }

function holderColumn(holder: SessionHolder): [column: string, id: string] {
  return 'personId' in holder ? ['person_id', holder.personId] : ['staff_id', holder.staffId]
}

export async function findSessions(ctx: Ctx, holder: SessionHolder): Promise<SessionRow[]> {
  const [column, id] = holderColumn(holder)
  return ctx.tx.query<SessionRow>(
    `select id, channel, created_at, seen_at, expires_at from sessions
     where ${column} = $1 and ended_at is null and expires_at > $2 order by created_at desc, id`,
    [id, ctx.now],
  )
}

export async function endSessionRow(ctx: Ctx, sessionId: string, holder?: SessionHolder): Promise<boolean> {
  const [column, id] = holder ? holderColumn(holder) : ['id', sessionId]
  const rows = await ctx.tx.query(
    `update sessions set ended_at = $3 where id = $1 and ${column} = $2 and ended_at is null returning id`,
    [sessionId, id, ctx.now],
  )
  if (rows.length > 0) ctx.tell({ kind: 'session', id: sessionId }, 'signedOut')
  return rows.length > 0
}

/** All sessions on a phone that a person has given up, and those the person chose. */
export async function endSessionsOfPerson(ctx: Ctx, personId: string, exceptSessionId: string | null): Promise<void> {
  const ended = await ctx.tx.query<{ id: string }>(
    `update sessions set ended_at = $2
     where person_id = $1 and ended_at is null and id is distinct from $3::uuid returning id`,
    [personId, ctx.now, exceptSessionId],
  )
  for (const { id } of ended) ctx.tell({ kind: 'session', id }, 'signedOut')
}

/**
 * What is written so far stays although the request is refused afterwards: the kernel undoes a refused
 * act back to the savepoint `act`, and this sets it anew. Only counts of tries may be kept so.
 */
export async function keepDespiteRefusal(ctx: Ctx): Promise<void> {
  await ctx.tx.query('savepoint act')
}

/** Undoes the request's act so far, so that a count can be kept without it. */
export async function undoAct(ctx: Ctx): Promise<void> {
  await ctx.tx.query('rollback to savepoint act')
}

/** Counts one more try under this key and says how many there are in the running window. */
export async function countTry(ctx: Ctx, key: string, windowMs: number): Promise<number> {
  const [row] = await ctx.tx.query<{ tries: number }>(
    `insert into try_counters (key, tries, window_ends_at) values ($1, 1, $3)
     on conflict (key) do update set
       tries = case when try_counters.window_ends_at <= $2 then 1 else try_counters.tries + 1 end,
       window_ends_at = case when try_counters.window_ends_at <= $2 then excluded.window_ends_at
         else try_counters.window_ends_at end
     returning tries`,
    [key, ctx.now, new Date(ctx.now.getTime() + windowMs)],
  )
  return row?.tries ?? 1
}

export async function readTries(ctx: Ctx, key: string): Promise<number> {
  const [row] = await ctx.tx.query<{ tries: number }>(
    'select tries from try_counters where key = $1 and window_ends_at > $2',
    [key, ctx.now],
  )
  return row?.tries ?? 0
}

export async function forgetTries(ctx: Ctx, key: string): Promise<void> {
  await ctx.tx.query('delete from try_counters where key = $1', [key])
}

export type CodeRow = {
  id: string
  purpose: string
  phone_enc: Buffer
  phone_index: Buffer
  subject_id: string | null
  created_at: Date
  expires_at: Date
  tries: number
  used_at: Date | null
  sent_at: Date | null
}

/** Which code is meant: the newest that fits counts, used or not. */
export type CodeFilter = {
  purpose: string
  phoneIndexes?: readonly Buffer[]
  personId?: string
  employerId?: string
  subjectId?: string
}

const newestCode = `select id from codes
  where purpose = $1 and ($2::bytea[] is null or phone_index = any ($2))
    and ($3::uuid is null or person_id = $3) and ($4::uuid is null or employer_id = $4)
    and ($5::uuid is null or subject_id = $5)
  order by created_at desc, id desc limit 1`

function codeValues(filter: CodeFilter): unknown[] {
  return [
    filter.purpose,
    filter.phoneIndexes ?? null,
    filter.personId ?? null,
    filter.employerId ?? null,
    filter.subjectId ?? null,
  ]
}

export async function newestCodeOf(ctx: Ctx, filter: CodeFilter): Promise<CodeRow | undefined> {
  const [row] = await ctx.tx.query<CodeRow>(`select * from codes where id = (${newestCode})`, codeValues(filter))
  return row
}

/** Takes one try at the code meant; equal tries at once wait for one another here. */
export async function tryCode(ctx: Ctx, filter: CodeFilter): Promise<CodeRow | undefined> {
  const [row] = await ctx.tx.named<CodeRow>(
    'identity-try-code',
    `update codes set tries = tries + 1 where id = (${newestCode}) returning *`,
    codeValues(filter),
  )
  return row
}

export async function useCode(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.tx.named(
    'identity-use-code',
    'update codes set used_at = $2 where id = $1 and used_at is null returning id',
    [id, ctx.now],
  )
  return rows.length > 0
}

export async function insertCode(
  ctx: Ctx,
  code: {
    id: string
    purpose: string
    phoneEnc: Buffer
    phoneIndex: Buffer
    personId?: string | undefined
    employerId?: string | undefined
    subjectId?: string | undefined
    expiresAt: Date
  },
): Promise<void> {
  await ctx.tx.query(
    `insert into codes (id, purpose, phone_enc, phone_index, person_id, employer_id, subject_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      code.id,
      code.purpose,
      code.phoneEnc,
      code.phoneIndex,
      code.personId ?? null,
      code.employerId ?? null,
      code.subjectId ?? null,
      ctx.now,
      code.expiresAt,
    ],
  )
}

export async function findCode(ctx: Ctx, id: string): Promise<CodeRow | undefined> {
  const [row] = await ctx.tx.query<CodeRow>('select * from codes where id = $1', [id])
  return row
}

export async function markCodeSent(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx.query('update codes set sent_at = $2 where id = $1', [id, ctx.now])
}

/** Codes hold phones: they are not kept longer than they can matter. */
export async function dropOldCodes(ctx: Ctx, before: Date): Promise<void> {
  await ctx.tx.query('delete from codes where expires_at < $1', [before])
}
