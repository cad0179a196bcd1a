import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Log } from '../log.ts'
import { mergeScopes, scopeStatements, type Scope } from '../scope.ts'

// Money and counts are bigint in the database and fit a double by check; a wider one must not pass silently.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error('bigint beyond the safe range')
  return value
})
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
// A date is a business day, not an instant.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export type Row = Record<string, unknown>

/** One open transaction: the only way to the database for actions, handlers and jobs. */
export type Tx = {
  /** Query builder over the tables of one module: `tx.tables<PostingsTables>()`. */
  tables<T>(): Kysely<T>
  /** Plain SQL with parameters. */
  query<R extends Row = Row>(text: string, values?: readonly unknown[]): Promise<R[]>
  /** A prepared statement for hot paths; `name` must always stand for the same text. */
  named<R extends Row = Row>(name: string, text: string, values?: readonly unknown[]): Promise<R[]>
  /**
   * As `named`, about rows of these ids: the text says `= any ($1::uuid[])`. One id alone is asked for as `= $1::uuid`,
   * since only then PostgreSQL finds a plan for every time as good as one made anew, and keeps it: planning takes most
   * of the time of such a statement on tables with row rules.
   */
  byIds<R extends Row = Row>(
    name: string,
    text: string,
    ids: readonly string[],
    values?: readonly unknown[],
  ): Promise<R[]>
  scope: Scope
  /** Rows of the last statement of `first` that returned any. */
  firstRows: Row[]
  /**
   * Opens further rows to this transaction after the caller has decided that the act concerns them.
   * `because` says why, for the reader of the code.
   */
  widen(more: Scope, because: string): Promise<void>
  /** For COPY and other streaming of the seed. */
  client: pg.PoolClient
}

export type Database = {
  pool: pg.Pool
  /** One statement outside a transaction, for tables without row-level security. */
  named<R extends Row = Row>(name: string, text: string, values?: readonly unknown[]): Promise<R[]>
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  close(): Promise<void>
}

export type TransactionOptions = {
  /** Further statements sent with `begin` in the same round trip; literals only. */
  first?: string
  /** Runs after `work`, before `commit`. */
  beforeCommit?: (tx: Tx) => Promise<void>
  /** Statements sent with `commit` in the same round trip; literals only. Empty for none. */
  last?: () => string
}

/** No connection came free in time: the caller answers that many are waiting. */
export class DatabaseBusy extends Error {
  constructor() {
    super('no database connection came free in time')
    this.name = 'DatabaseBusy'
  }
}

const builders = new WeakMap<pg.PoolClient, Kysely<unknown>>()

function builderFor(client: pg.PoolClient): Kysely<unknown> {
  const known = builders.get(client)
  if (known) return known
  const borrowed = {
    query: client.query.bind(client),
    release: () => undefined,
  }
  const builder = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: { connect: async () => borrowed, end: async () => undefined } as unknown as pg.Pool,
    }),
  })
  builders.set(client, builder)
  return builder
}

const longestName = 63
const oneOfMany = '= any ($1::uuid[])'

function aboutOne(text: string): string {
  if (!text.includes(oneOfMany)) throw new Error(`a statement by ids without «${oneOfMany}»: ${text}`)
  return text.replaceAll(oneOfMany, '= $1::uuid')
}

async function openTx(client: pg.PoolClient, scope: Scope, first: string | undefined): Promise<Tx> {
  const opened = await client.query(`begin; ${scopeStatements(scope)}${first ? `; ${first}` : ''}`)
  // Several statements in one query come back as a list of results, which the typings do not know.
  const results = (Array.isArray(opened) ? opened : [opened]) as Array<pg.QueryResult<Row>>
  const tx: Tx = {
    client,
    scope,
    firstRows: results.findLast((result) => result.command === 'INSERT')?.rows ?? [],
    tables: <T>() => builderFor(client) as Kysely<T>,
    query: async <R extends Row>(text: string, values?: readonly unknown[]) =>
      (await client.query<R>(text, values as unknown[])).rows,
    named: async <R extends Row>(name: string, text: string, values?: readonly unknown[]) => {
      // Beyond them PostgreSQL cuts the name, and two statements would be one.
      if (name.length > longestName) throw new Error(`the name of a statement is too long: ${name}`)
      return (await client.query<R>({ name, text, values: values as unknown[] })).rows
    },
    byIds: async <R extends Row>(name: string, text: string, ids: readonly string[], values: readonly unknown[] = []) =>
      ids.length === 1
        ? tx.named<R>(`${name}-1`, aboutOne(text), [ids[0], ...values])
        : tx.named<R>(name, text, [ids, ...values]),
    widen: async (more) => {
      tx.scope = mergeScopes(tx.scope, more)
      await client.query(scopeStatements(tx.scope))
    },
  }
  return tx
}

/** `select *` of a prepared statement has other columns since a migration: its connection is given up for a new one. */
const staleStatement = '0A000'
const retryable = new Set(['40001', '40P01', staleStatement])
const maxTries = 4

/** SQLSTATE of a database error; empty for any other. */
const stateOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/**
 * Opens the pool. `schema` is the city's; no SQL names it. Errors of idle clients (a server that
 * shuts down) are logged: the next query opens a new connection.
 */
export function openDatabase(options: {
  url: string
  schema: string
  log: Log
  maxConnections?: number
  applicationName?: string
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 12,
    // Row rules make a plan look dear, so a server that has it would compile to machine code, for tens of
    // milliseconds, statements that run for one: leaks.test.ts took three times as long with it.
    options: `-c search_path=${options.schema},public -c timezone=Asia/Shanghai -c jit=off`,
    application_name: options.applicationName ?? 'linggong',
    connectionTimeoutMillis: 30_000,
  })
  pool.on('error', (error) => options.log.warn({ err: error.message }, 'database connection lost'))

  async function connect(): Promise<pg.PoolClient> {
    try {
      return await pool.connect()
    } catch (error) {
      if (error instanceof Error && error.message.includes('timeout exceeded when trying to connect'))
        throw new DatabaseBusy()
      throw error
    }
  }

  async function once<T>(scope: Scope, work: (tx: Tx) => Promise<T>, settings: TransactionOptions): Promise<T> {
    const client = await connect()
    let broken: Error | undefined
    try {
      const tx = await openTx(client, scope, settings.first)
      const result = await work(tx)
      await settings.beforeCommit?.(tx)
      const last = settings.last?.() ?? ''
      await client.query(last === '' ? 'commit' : `${last}; commit`)
      return result
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure
      })
      if (stateOf(error) === staleStatement) broken ??= error as Error
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    pool,
    named: async <R extends Row>(name: string, text: string, values?: readonly unknown[]) => {
      const client = await connect()
      try {
        return (await client.query<R>({ name, text, values: values as unknown[] })).rows
      } finally {
        client.release()
      }
    },
    transaction: async (scope, work, settings = {}) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(scope, work, settings)
        } catch (error) {
          if (!retryable.has(stateOf(error)) || attempt >= maxTries) throw error
        }
      }
    },
    close: () => pool.end(),
  }
}
