import type { Actor, Channel, Ctx, Deps, Pending } from './context.ts'
import type { Tx } from './database/database.ts'
import { newsKey } from './news/news.ts'
import type { Scope } from './scope.ts'

export type UnitOptions = {
  actor: Actor
  channel: Channel
  requestId: string
  scope: Scope
  /** Where the request came from, for limits per address; never stored in clear. */
  clientAddress?: string | undefined
  /** Sent with `begin`. */
  first?: string
  /** Sent with `commit`. */
  last?: () => string
}

function actorId(actor: Actor): string | null {
  if (actor.kind === 'person') return actor.personId
  if (actor.kind === 'staff') return actor.staffId
  return null
}

async function writeAudit(ctx: Ctx): Promise<void> {
  const rows = ctx.pending.audit.map((entry) => ({
    id: entry.id,
    at: ctx.now,
    actor_kind: ctx.actor.kind,
    actor_id: actorId(ctx.actor),
    capacity: entry.capacity ?? null,
    on_behalf_of: entry.onBehalfOf ?? null,
    channel: ctx.channel,
    request_id: ctx.requestId,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    act: entry.act,
    from_state: entry.fromState ?? null,
    to_state: entry.toState ?? null,
    reason_code: entry.reasonCode ?? null,
    county: entry.county ?? null,
    concerns: [...(entry.concerns ?? [])],
    data: entry.data ?? {},
  }))
  await ctx.tx.named(
    'kernel-audit',
    // Without `returning`: a row may lie outside the writer's own scope and could not be read back.
    `with entries as (
       insert into audit_entries select * from jsonb_populate_recordset(null::audit_entries, $1::jsonb)
     ) insert into audit_unsealed (entry_id)
       select (row->>'id')::uuid from jsonb_array_elements($1::jsonb) row`,
    [JSON.stringify(rows)],
  )
  const notes = ctx.pending.audit.filter((entry) => entry.note)
  if (notes.length > 0) {
    await ctx.tx.query(
      `insert into audit_notes (entry_id, note, county, concerns)
       select * from jsonb_to_recordset($1::jsonb) as row (entry_id uuid, note text, county text, concerns uuid[])`,
      [
        JSON.stringify(
          notes.map((entry) => ({
            entry_id: entry.id,
            note: entry.note,
            county: entry.county ?? null,
            concerns: [...(entry.concerns ?? [])],
          })),
        ),
      ],
    )
  }
}

async function writeEvents(ctx: Ctx): Promise<void> {
  const rows = ctx.pending.events.map((event) => ({
    id: event.id,
    name: event.name,
    subject_kind: event.subjectKind,
    subject_id: event.subjectId,
    data: event.data ?? {},
    at: ctx.now,
    available_at: ctx.now,
    attempts: 0,
  }))
  await ctx.tx.named(
    'kernel-outbox',
    `insert into outbox select * from jsonb_populate_recordset(null::outbox, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

async function writeDues(ctx: Ctx): Promise<void> {
  // The last word on a key counts; one statement may not touch a row twice.
  const byKey = new Map(ctx.pending.dues.map((row) => [row.key ?? `${row.kind}:${row.subjectId}`, row]))
  const rows = [...byKey].map(([key, row]) => ({
    id: ctx.newId(),
    kind: row.kind,
    key,
    subject_id: row.subjectId,
    data: row.data ?? {},
    due_at: row.dueAt,
    attempts: 0,
  }))
  await ctx.tx.named(
    'kernel-due',
    `insert into due_rows select * from jsonb_populate_recordset(null::due_rows, $1::jsonb)
     on conflict (key) do update set id = excluded.id, due_at = excluded.due_at, data = excluded.data,
       attempts = 0, claimed_until = null, done_at = null, cancelled_at = null, set_aside_at = null,
       last_error = null`,
    [JSON.stringify(rows)],
  )
}

/** Writes what the action collected: same transaction, few round trips. */
export async function flush(ctx: Ctx): Promise<void> {
  if (ctx.pending.audit.length > 0) await writeAudit(ctx)
  if (ctx.pending.events.length > 0) await writeEvents(ctx)
  if (ctx.pending.cancelledDues.length > 0) {
    await ctx.tx.named(
      'kernel-due-cancel',
      `update due_rows set cancelled_at = $2
       where key = any ($1::text[]) and done_at is null and cancelled_at is null`,
      [ctx.pending.cancelledDues, ctx.now],
    )
  }
  if (ctx.pending.dues.length > 0) await writeDues(ctx)
  ctx.pending.audit.length = 0
  ctx.pending.events.length = 0
  ctx.pending.dues.length = 0
  ctx.pending.cancelledDues.length = 0
}

export function createContext(deps: Deps, tx: Tx, options: Omit<UnitOptions, 'scope'>): Ctx {
  const now = deps.clock.now()
  const pending: Pending = { audit: [], events: [], dues: [], cancelledDues: [], news: [] }
  const newId = () => deps.ids.next(now)
  return {
    tx,
    actor: options.actor,
    channel: options.channel,
    requestId: options.requestId,
    clientAddress: options.clientAddress,
    now,
    deps,
    newId,
    pending,
    audit: (entry) => void pending.audit.push({ ...entry, id: newId() }),
    emit: (event) => void pending.events.push({ ...event, id: newId() }),
    schedule: (row) => void pending.dues.push(row),
    cancelDue: (key) => void pending.cancelledDues.push(key),
    tell: (recipient, topic) => void pending.news.push({ to: newsKey(recipient), topic }),
  }
}

/** Runs `work` in one transaction; wakes the workers and tells open pages after the commit. */
export async function unitOfWork<T>(deps: Deps, options: UnitOptions, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  let ctx: Ctx | undefined
  let wake = false
  const result = await deps.db.transaction(
    options.scope,
    async (tx) => {
      ctx = createContext(deps, tx, options)
      return work(ctx)
    },
    {
      first: options.first,
      last: options.last,
      beforeCommit: async () => {
        if (!ctx) return
        wake = ctx.pending.events.length > 0 || ctx.pending.dues.length > 0
        await flush(ctx)
      },
    },
  )
  if (wake) deps.wake()
  const news = ctx?.pending.news ?? []
  if (news.length > 0) deps.tell(news)
  return result
}
