import type { Database } from '../database/database.ts'

const pauseMs = 10
const standstillMs = 60_000

/**
 * `unread`: what a reader can have reported as done. Whoever asks holds a transaction of its own, above which no
 * reader's horizon rises: what happens meanwhile is waited for by the next who asks.
 */
type Waiting = { unread: number; events: number; dues: number; next_due: Date | null; set_aside: number }

async function waiting(db: Database, now: Date): Promise<Waiting> {
  const [row] = await db.named<Waiting>(
    'demonstration-waiting',
    `select
       (select count(*)::int from outbox_readers r join outbox o
          on o.tx >= r.tx and o.tx < pg_snapshot_xmin(pg_current_snapshot()) and o.name = any (r.events)) as unread,
       (select count(*)::int from outbox where done_at is null and set_aside_at is null
          and available_at <= $1) as events,
       (select count(*)::int from due_rows where done_at is null and cancelled_at is null
          and set_aside_at is null and due_at <= $1) as dues,
       least(
         (select min(due_at) from due_rows where done_at is null and cancelled_at is null and set_aside_at is null),
         (select min(available_at) from outbox where done_at is null and set_aside_at is null)) as next_due,
       (select count(*)::int from outbox where set_aside_at is not null) +
         (select count(*)::int from due_rows where set_aside_at is not null) as set_aside`,
    [now],
  )
  return row ?? { unread: 0, events: 0, dues: 0, next_due: null, set_aside: 0 }
}

/**
 * Waits until the workers have nothing left that is due. Throws when for a minute nothing has become less: something is
 * stuck. A newly seeded city leaves thousands, which are no standstill.
 */
export async function settle(
  db: Database,
  now: () => Date,
  wake: () => void,
): Promise<{ setAside: number; nextDue: Date | null }> {
  let least = Number.POSITIVE_INFINITY
  let deadline = 0
  for (;;) {
    const state = await waiting(db, now())
    const left = state.events + state.dues + state.unread
    if (left < least) {
      least = left
      deadline = Date.now() + standstillMs
    }
    if (left === 0) return { setAside: state.set_aside, nextDue: state.next_due }
    if (Date.now() > deadline)
      throw new Error(`${state.events} events and ${state.dues} deadlines stay unhandled, ${state.unread} unread`)
    wake()
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** Moves from deadline to deadline, so that each runs at its own time, until `target`. */
export async function advance(
  db: Database,
  clock: { now(): Date; moveTo(at: Date): Promise<void> },
  target: Date,
  wake: () => void,
): Promise<{ setAside: number }> {
  for (;;) {
    const { nextDue, setAside } = await settle(db, clock.now, wake)
    if (nextDue !== null && nextDue <= target) {
      await clock.moveTo(nextDue)
      continue
    }
    if (clock.now() >= target) return { setAside }
    await clock.moveTo(target)
  }
}
