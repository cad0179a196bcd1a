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

const auditRows = (ctx: Ctx) =>
  ctx.pending.audit.map((entry) => ({
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

const eventRows = (ctx: Ctx) =>
  ctx.pending.events.map((event) => ({
    id: event.id,
    name: event.name,
    subject_kind: event.subjectKind,
    subject_id: event.subjectId,
    data: event.data ?? {},
    at: ctx.now,
    available_at: ctx.now,
    attempts: 0,
  }))

function dueRows(ctx: Ctx) {
  // The last word on a key counts; one statement may not touch a row twice.
  const byKey = new Map(ctx.pending.dues.map((row) => [row.key ?? `${row.kind}:${row.subjectId}`, row]))
  return [...byKey].map(([key, row]) => ({
    id: ctx.newId(),
    kind: row.kind,
    key,
    subject_id: row.subjectId,
    data: row.data ?? {},
    due_at: row.dueAt,
    attempts: 0,
  }))
}

// Without `returning`: a row may lie outside the writer's own scope and could not be read back.
const written = `with entries as (
    insert into audit_entries select * from jsonb_populate_recordset(null::audit_entries, $1::jsonb)
  ), unsealed as (
    insert into audit_unsealed (entry_id) select (row->>'id')::uuid from jsonb_array_elements($1::jsonb) row
  ), events as (
    insert into outbox select * from jsonb_populate_recordset(null::outbox, $2::jsonb)
  ) insert into due_rows select * from jsonb_populate_recordset(null::due_rows, $3::jsonb)
    on conflict (key) do update set id = excluded.id, due_at = excluded.due_at, data = excluded.data,
      attempts = 0, claimed_until = null, done_at = null, cancelled_at = null, set_aside_at = null, last_error = null`

async function writeNotes(ctx: Ctx): Promise<void> {
  const notes = ctx.pending.audit.filter((entry) => entry.note)
  if (notes.length === 0) return
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

/** Writes what the action collected: same transaction, one round trip as a rule. */
export async function flush(ctx: Ctx): Promise<void> {
  const { audit, events, dues, cancelledDues } = ctx.pending
  if (cancelledDues.length > 0) {
    await ctx.tx.named(
      'kernel-due-cancel',
      `update due_rows set cancelled_at = $2
       where key = any ($1::text[]) and done_at is null and cancelled_at is null`,
      [cancelledDues, ctx.now],
    )
  }
  if (audit.length + events.length + dues.length > 0) {
    const rows = [auditRows(ctx), eventRows(ctx), dueRows(ctx)]
    await ctx.tx.named(
      'kernel-flush',
      written,
      rows.map((each) => JSON.stringify(each)),
    )
    await writeNotes(ctx)
  }
  audit.length = 0
  events.length = 0
  dues.length = 0
  cancelledDues.length = 0
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
