import pg from 'pg'
import type { Ctx, Deps, DomainEvent } from '../context.ts'

/** The claim was lost: another process reads now, and nothing this one still wants may be written. */
export class ClaimLost extends Error {
  constructor(name: string) {
    super(`another process reads the outbox as ${name} now`)
    this.name = 'ClaimLost'
  }
}

export type OutboxReader = {
  /** Counted up by each new owner. */
  fence: number
  /** Events committed since the last call that were not given yet; each once, in the order of their transactions. */
  read(): Promise<DomainEvent[]>
  /** Everything given so far has been acted on: those who wait for this reader need not wait for it any more. */
  done(status?: Record<string, unknown>): Promise<void>
  /** First statement of a transaction that acts: throws ClaimLost when another owns the reader, else keeps it until the commit. */
  guard(ctx: Ctx): Promise<void>
  /** False once the claim's connection is gone. */
  holds(): boolean
  release(): Promise<void>
}

type ReadRow = {
  horizon: string
  id: string | null
  name: string
  subject_kind: string
  subject_id: string
  data: Record<string, unknown>
  at: Date
  tx: string
}

/** `horizon`: the oldest transaction still open; all below it are settled. One row without an id where nothing is new. */
const readText = `select h.horizon::text, o.id, o.name, o.subject_kind, o.subject_id, o.data, o.at, o.tx::text
  from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon) h
  left join outbox o on o.tx >= $1::xid8 and o.name = any ($2::text[])
  order by o.tx, o.id`

/** Hears the outbox without owning anything: what an owner reads by, and who waits to become one keeps up by. */
export type OutboxFollower = {
  /** Events committed since the last call that were not given yet; each once, in the order of their transactions. */
  read(): Promise<DomainEvent[]>
  /** All below this transaction has been given. */
  from(): string
  /** Whether the last read found events, given before or not: where that is so, `from` has moved on over them. */
  found(): boolean
}

/** From now on: what is committed after this moment is heard, once more than needed at worst. */
export async function followOutbox(deps: Deps, events: readonly string[]): Promise<OutboxFollower> {
  const [now] = await deps.db.named<{ from: string }>(
    'kernel-reader-from',
    'select pg_snapshot_xmin(pg_current_snapshot())::text as from',
  )
  let from = now!.from
  /** Given already, though their transactions are not below the horizon yet. */
  let given = new Set<string>()
  let found = false
  return {
    from: () => from,
    found: () => found,
    async read() {
      const rows = await deps.db.named<ReadRow>('kernel-reader-read', readText, [from, events])
      const horizon = rows[0]!.horizon
      const there = rows.filter((row) => row.id !== null)
      const fresh = there.filter((row) => !given.has(row.id!))
      given = new Set(there.filter((row) => BigInt(row.tx) >= BigInt(horizon)).map((row) => row.id!))
      from = horizon
      found = there.length > 0
      return fresh.map((row) => ({
        id: row.id!,
        name: row.name,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        data: row.data,
        at: row.at,
      }))
    },
  }
}

/** One who wants to be the reader, on a connection that waits with it. */
export type Claimant = {
  /**
   * Becomes the sole reader of these events, or undefined while another process is. With a follower reading goes on
   * where that one is; without, it begins now.
   */
  claim(follower?: OutboxFollower): Promise<OutboxReader | undefined>
  close(): Promise<void>
}

/** The claim is an advisory lock of a connection of its own, so that it ends with the process however that ends. */
export function createClaimant(deps: Deps, options: { name: string; events: readonly string[] }): Claimant {
  const { name, events } = options
  let waiting: pg.Client | undefined

  async function connected(): Promise<pg.Client> {
    if (waiting) return waiting
    const client = new pg.Client({
      connectionString: deps.config.databaseUrl,
      application_name: `linggong-${name}-claim`,
    })
    const forget = () => {
      if (waiting === client) waiting = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    await client.connect()
    waiting = client
    return client
  }

  async function drop(): Promise<void> {
    const client = waiting
    waiting = undefined
    await client?.end().catch(() => undefined)
  }

  /** Asked once more where the connection has died while waiting, which shows only now. */
  async function locks(): Promise<pg.Client | undefined> {
    for (let again = waiting !== undefined; ; again = false) {
      const client = await connected()
      try {
        const locked = await client.query<{ ok: boolean }>(
          'select pg_try_advisory_lock(hashtextextended($1, 0)) as ok',
          [`${deps.config.schema}:${name}`],
        )
        return locked.rows[0]?.ok ? client : undefined
      } catch (error) {
        await drop()
        if (!again) throw error
      }
    }
  }

  return {
    async claim(follower) {
      const client = await locks()
      if (!client) return undefined
      try {
        const reader = await begin(deps, client, { name, events, follower })
        waiting = undefined
        return reader
      } catch (error) {
        await drop()
        throw error
      }
    },
    close: drop,
  }
}

async function begin(
  deps: Deps,
  client: pg.Client,
  options: { name: string; events: readonly string[]; follower: OutboxFollower | undefined },
): Promise<OutboxReader> {
  const { name, events } = options
  let holds = true
  client.on('error', () => (holds = false))
  client.on('end', () => (holds = false))
  // What an earlier owner has not reported as done stays so until this one has: whoever waits goes on waiting. Waits
  // itself for a transaction in which that one still acts.
  const [claimed] = await deps.db.named<{ fence: number }>(
    'kernel-reader-claim',
    `insert into outbox_readers as r (name, events, fence, tx, claimed_at)
     values ($1, $2, 1, pg_snapshot_xmin(pg_current_snapshot()), $3)
     on conflict (name) do update set fence = r.fence + 1, events = excluded.events, claimed_at = excluded.claimed_at
     returning fence`,
    [name, events, deps.clock.now()],
  )
  const fence = claimed!.fence
  const follower = options.follower ?? (await followOutbox(deps, events))
  let pending = true

  return {
    fence,
    async read() {
      const fresh = await follower.read()
      pending ||= follower.found()
      return fresh
    },
    async done(status) {
      // Writing where nothing was new would itself be something new, and so for ever.
      if (!pending && !status) return
      pending = false
      await deps.db.named(
        'kernel-reader-done',
        `update outbox_readers set tx = $3::xid8, status = coalesce($4::jsonb, status),
           status_at = case when $4::jsonb is null then status_at else $5 end where name = $1 and fence = $2`,
        [name, fence, follower.from(), status ? JSON.stringify(status) : null, deps.clock.now()],
      )
    },
    async guard(ctx) {
      const [row] = await ctx.tx.named<{ fence: number }>(
        'kernel-reader-guard',
        'select fence from outbox_readers where name = $1 for share',
        [name],
      )
      if (!holds || row?.fence !== fence) throw new ClaimLost(name)
    },
    holds: () => holds,
    async release() {
      holds = false
      await client.end()
    },
  }
}
