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

/**
 * Becomes the sole reader of these events, or undefined while another process is. The claim is an advisory lock of a
 * connection of its own, so that it ends with the process however that ends.
 */
export async function claimReader(
  deps: Deps,
  options: { name: string; events: readonly string[] },
): Promise<OutboxReader | undefined> {
  const { name, events } = options
  const client = new pg.Client({
    connectionString: deps.config.databaseUrl,
    application_name: `linggong-${name}-claim`,
  })
  let holds = true
  client.on('error', () => (holds = false))
  client.on('end', () => (holds = false))
  await client.connect()
  try {
    const key = `${deps.config.schema}:${name}`
    const locked = await client.query<{ ok: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as ok', [
      key,
    ])
    if (!locked.rows[0]?.ok) {
      await client.end()
      return undefined
    }
    return await begin()
  } catch (error) {
    await client.end()
    throw error
  }

  async function begin(): Promise<OutboxReader> {
    // What an earlier owner has not reported as done stays so until this one has: whoever waits goes on waiting.
    const [claimed] = await deps.db.named<{ fence: number; from: string }>(
      'kernel-reader-claim',
      `insert into outbox_readers as r (name, events, fence, tx, claimed_at)
       values ($1, $2, 1, pg_snapshot_xmin(pg_current_snapshot()), $3)
       on conflict (name) do update set fence = r.fence + 1, events = excluded.events, claimed_at = excluded.claimed_at
       returning fence, pg_snapshot_xmin(pg_current_snapshot())::text as from`,
      [name, events, deps.clock.now()],
    )
    const fence = claimed!.fence
    let from = claimed!.from
    let pending = true
    /** Given already, though their transactions are not below the horizon yet. */
    let given = new Set<string>()

    async function read(): Promise<DomainEvent[]> {
      const rows = await deps.db.named<ReadRow>('kernel-reader-read', readText, [from, events])
      const horizon = rows[0]!.horizon
      const found = rows.filter((row) => row.id !== null)
      const fresh = found.filter((row) => !given.has(row.id!))
      given = new Set(found.filter((row) => BigInt(row.tx) >= BigInt(horizon)).map((row) => row.id!))
      from = horizon
      pending ||= found.length > 0
      return fresh.map((row) => ({
        id: row.id!,
        name: row.name,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        data: row.data,
        at: row.at,
      }))
    }

    return {
      fence,
      read,
      async done(status) {
        // Writing where nothing was new would itself be something new, and so for ever.
        if (!pending && !status) return
        pending = false
        await deps.db.named(
          'kernel-reader-done',
          `update outbox_readers set tx = $3::xid8, status = coalesce($4::jsonb, status),
             status_at = case when $4::jsonb is null then status_at else $5 end where name = $1 and fence = $2`,
          [name, fence, from, status ? JSON.stringify(status) : null, deps.clock.now()],
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
}
