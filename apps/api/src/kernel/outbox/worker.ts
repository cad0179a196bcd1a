import type { Registry } from '../application.ts'
import type { Ctx, DomainEvent, DueRow } from '../context.ts'
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
 * Runs one handler for each of these events at most once: the delivery rows and the handler's effects commit
 * together, so a crash between them is impossible and a second run finds the rows.
 */
async function deliver(
  registry: Registry,
  events: readonly DomainEvent[],
  name: string,
  run: (ctx: Ctx, fresh: readonly DomainEvent[]) => Promise<void>,
): Promise<void> {
  await unitOfWork(
    registry.deps,
    {
      actor: { kind: 'system', name },
      channel: 'platform',
      requestId: events[0]!.id,
      scope: { system: true },
    },
    async (ctx) => {
      const rows = await ctx.tx.named<{ event_id: string }>(
        'kernel-delivery',
        `insert into outbox_deliveries (event_id, handler, at) select id, $2, $3 from unnest($1::uuid[]) as id
         on conflict do nothing returning event_id`,
        [events.map((event) => event.id), name, ctx.now],
      )
      const fresh = new Set(rows.map((row) => row.event_id))
      if (fresh.size > 0)
        await run(
          ctx,
          events.filter((event) => fresh.has(event.id)),
        )
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

function partition<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))]
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
  const [heard, unheard] = partition(rows, ({ name }) => registry.handlers.has(name) || registry.manyHandlers.has(name))
  for (const row of heard.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    bySubject.set(row.subject_id, [...(bySubject.get(row.subject_id) ?? []), row])
  }
  const alone = (row: OutboxRow) => bySubject.get(row.subject_id)!.length === 1
  const many = Map.groupBy(
    heard.filter((row) => registry.manyHandlers.has(row.name) && alone(row)),
    (row) => row.name,
  )
  const together = new Set([...many.values()].flat())
  const others = [...bySubject.values()].filter((list) => !together.has(list[0]!))
  await Promise.all([
    settleMany(registry, unheard),
    ...[...many.values()].map((list) => handleMany(registry, list)),
    ...others.map(async (list) => {
      for (const row of list) await handle(registry, row)
    }),
  ])
  return rows.length
}

/** All events of one name at once; one by one where that fails. */
async function handleMany(registry: Registry, rows: readonly OutboxRow[]): Promise<void> {
  const { name, run } = registry.manyHandlers.get(rows[0]!.name)!
  try {
    await deliver(registry, rows.map(toEvent), name, run)
  } catch (error) {
    const err = error instanceof Error ? error.message : String(error)
    registry.deps.log.warn({ event: rows[0]!.name, count: rows.length, err }, 'events are handled one by one')
    for (const row of rows) await handle(registry, row)
    return
  }
  if (registry.handlers.has(rows[0]!.name)) {
    await Promise.all(rows.map((row) => handle(registry, row)))
    return
  }
  await settleMany(registry, rows)
}

async function settleMany({ deps }: Registry, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return
  await deps.db.named('kernel-done-many', 'update outbox set done_at = $2 where id = any ($1::uuid[])', [
    rows.map((row) => row.id),
    deps.clock.now(),
  ])
}

/** What has been delivered already is passed over. */
async function handle(registry: Registry, row: OutboxRow): Promise<void> {
  let failure: unknown
  const event = toEvent(row)
  const many = registry.manyHandlers.get(row.name)
  const single = registry.handlers.get(row.name) ?? []
  const runs = [
    ...(many ? [many] : []),
    ...single.map(({ name, run }) => ({ name, run: (ctx: Ctx) => run(ctx, event) })),
  ]
  for (const { name, run } of runs) {
    try {
      await deliver(registry, [event], name, run)
    } catch (error) {
      failure ??= error
    }
  }
  await settle(registry, 'outbox', row, failure)
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
