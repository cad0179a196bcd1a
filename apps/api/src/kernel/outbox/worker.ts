import type { EventHandler, Registry } from '../application.ts'
import type { DomainEvent, DueRow } from '../context.ts'
import { unitOfWork } from '../unit-of-work.ts'

const batchSize = 40
/** After this many failures a row is set aside, visibly, for a person to look at. */
const maxAttempts = 8
const claimMs = 60_000
const backoffMs = (attempts: number) => Math.min(1_000 * 2 ** attempts, 300_000)

type OutboxRow = {
  id: string
  name: string
  subject_kind: string
  subject_id: string
  data: Record<string, unknown>
  at: Date
  attempts: number
}
type DueTableRow = {
  id: string
  kind: string
  key: string
  subject_id: string
  data: Record<string, unknown>
  due_at: Date
  attempts: number
}

const claimEvents = `update outbox set claimed_until = $2, attempts = attempts + 1
  where id in (
    select id from outbox
    where done_at is null and set_aside_at is null and available_at <= $1
      and (claimed_until is null or claimed_until <= $1)
    order by available_at, id limit $3 for update skip locked
  ) returning id, name, subject_kind, subject_id, data, at, attempts`

const claimDues = `update due_rows set claimed_until = $2, attempts = attempts + 1
  where id in (
    select id from due_rows
    where done_at is null and cancelled_at is null and set_aside_at is null and due_at <= $1
      and (claimed_until is null or claimed_until <= $1)
    order by due_at, id limit $3 for update skip locked
  ) returning id, kind, key, subject_id, data, due_at, attempts`

function toEvent(row: OutboxRow): DomainEvent {
  return {
    id: row.id,
    name: row.name,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    data: row.data,
    at: row.at,
  }
}

/**
 * Runs one handler for one event at most once: the delivery row and the handler's effects commit
 * together, so a crash between them is impossible and a second run finds the row.
 */
async function deliver(registry: Registry, event: DomainEvent, name: string, run: EventHandler): Promise<void> {
  await unitOfWork(
    registry.deps,
    {
      actor: { kind: 'system', name },
      channel: 'platform',
      requestId: event.id,
      scope: { system: true },
    },
    async (ctx) => {
      const fresh = await ctx.tx.named(
        'kernel-delivery',
        `insert into outbox_deliveries (event_id, handler, at) values ($1, $2, $3)
         on conflict do nothing returning event_id`,
        [event.id, name, ctx.now],
      )
      if (fresh.length > 0) await run(ctx, event)
    },
  )
}

async function settle(
  registry: Registry,
  table: 'outbox' | 'due_rows',
  row: { id: string; attempts: number },
  failure: unknown,
): Promise<void> {
  const { deps } = registry
  const now = deps.clock.now()
  const retryColumn = table === 'outbox' ? 'available_at' : 'due_at'
  if (failure === undefined) {
    await deps.db.named(`kernel-done-${table}`, `update ${table} set done_at = $2 where id = $1`, [row.id, now])
    return
  }
  const message = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure)
  const setAside = row.attempts >= maxAttempts
  deps.log.error({ table, id: row.id, attempts: row.attempts, setAside, err: message }, 'handler failed')
  deps.metrics.handlerFailures.inc({ table })
  await deps.db.named(
    `kernel-failed-${table}`,
    `update ${table} set claimed_until = null, last_error = $2, ${retryColumn} = $3,
       set_aside_at = case when $4 then $5::timestamptz else null end where id = $1`,
    [row.id, message.slice(0, 500), new Date(now.getTime() + backoffMs(row.attempts)), setAside, now],
  )
}

/** Handles what is waiting now; returns how many rows were taken. */
export async function workOutbox(registry: Registry): Promise<number> {
  const { deps } = registry
  const now = deps.clock.now()
  const rows = await deps.db.named<OutboxRow>('kernel-claim-outbox', claimEvents, [
    now,
    new Date(now.getTime() + claimMs),
    batchSize,
  ])
  // Rows of one batch may concern the same matter: they run in order, matters beside one another.
  const bySubject = new Map<string, OutboxRow[]>()
  for (const row of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    bySubject.set(row.subject_id, [...(bySubject.get(row.subject_id) ?? []), row])
  }
  await Promise.all(
    [...bySubject.values()].map(async (list) => {
      for (const row of list) {
        let failure: unknown
        for (const handler of registry.handlers.get(row.name) ?? []) {
          try {
            await deliver(registry, toEvent(row), handler.name, handler.run)
          } catch (error) {
            failure ??= error
          }
        }
        await settle(registry, 'outbox', row, failure)
      }
    }),
  )
  return rows.length
}

/** Runs deadlines that have come; each once, however many instances run. */
export async function workDueRows(registry: Registry): Promise<number> {
  const { deps } = registry
  const now = deps.clock.now()
  const rows = await deps.db.named<DueTableRow>('kernel-claim-due', claimDues, [
    now,
    new Date(now.getTime() + claimMs),
    batchSize,
  ])
  for (const row of rows.sort((a, b) => a.due_at.getTime() - b.due_at.getTime())) {
    try {
      await runDue(registry, row)
    } catch (error) {
      await settle(registry, 'due_rows', row, error)
    }
  }
  return rows.length
}

async function runDue(registry: Registry, row: DueTableRow): Promise<void> {
  const run = registry.dueHandlers.get(row.kind)
  if (!run) throw new Error(`nobody handles ${row.kind}`)
  await unitOfWork(
    registry.deps,
    { actor: { kind: 'system', name: row.kind }, channel: 'platform', requestId: row.id, scope: { system: true } },
    async (ctx) => {
      // Done inside the same transaction: the slot counts once. A moved or cancelled deadline is left.
      const open = await ctx.tx.query(
        `update due_rows set done_at = $2 where id = $1 and done_at is null and cancelled_at is null returning id`,
        [row.id, ctx.now],
      )
      if (open.length === 0) return
      const due: DueRow = {
        id: row.id,
        kind: row.kind,
        key: row.key,
        subjectId: row.subject_id,
        data: row.data,
        dueAt: row.due_at,
      }
      await run(ctx, due)
    },
  )
}
