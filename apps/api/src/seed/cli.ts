import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadPolicy } from '@linggong/policy'
import pg from 'pg'
import { z } from 'zod'
import { policyPacks } from '../compose.ts'
import { businessDay } from '../kernel/clock.ts'
import { createKeyring, parseKeys } from '../kernel/crypto/keyring.ts'
import { migrate } from '../kernel/database/migrate.ts'
import { APP_ROLE, startEmbeddedPostgres } from '../kernel/embedded-postgres/index.ts'
import { isAlive } from '../kernel/embedded-postgres/postmaster.ts'
import { claimDataDir, Refusal } from '../supervisor/claim.ts'
import { demonstrationKeys, readSettings } from '../supervisor/settings.ts'
import { problemsOf } from './prove.ts'
import { connectOwner } from './connection.ts'
import { seed, type Scale } from './seed.ts'

const say = (line: string): void => console.log(line)
const help = `npm run seed -- --scale small|city [--again] [--today YYYY-MM-DD]
  small   what a first start shows: ten units, some hundred people and needs
  city    300,000 workers and two years of work, beside the small one
  --again makes the demonstration's database anew first`

/** `alone`: the database was started here and serves nobody else. */
type Place = { ownerUrl: string; schema: string; dataDir: string; alone: boolean; release(): Promise<void> }

const running = z.object({ ownerUrl: z.string(), schema: z.string(), pid: z.number() })

/** The database of the demonstration: named by the starter, running, or started here for as long as it takes. */
async function findPlace(env: NodeJS.ProcessEnv): Promise<Place> {
  if (env.WORLD === 'production' || env.DATABASE_URL) {
    throw new Refusal(
      'a production database is never seeded; unset DATABASE_URL to seed the demonstration / 生产环境不能写入演示数据',
    )
  }
  const settings = readSettings(env, [])
  const { schema, dataDir } = settings
  const nothing = async (): Promise<void> => undefined
  const shared = { schema, dataDir, alone: false, release: nothing }
  if (env.DATABASE_URL_OWNER) return { ownerUrl: env.DATABASE_URL_OWNER, ...shared }
  const file = join(dataDir, 'running.json')
  if (existsSync(file)) {
    const found = running.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (isAlive(found.pid)) return { ...shared, ownerUrl: found.ownerUrl, schema: found.schema }
  }
  const claim = claimDataDir(dataDir)
  try {
    const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log: say, bulk: true })
    const release = async (): Promise<void> => {
      try {
        await writeOut(server.superuserUrl)
      } finally {
        await server.stop()
        claim.release()
      }
    }
    return { ownerUrl: server.ownerUrl, schema, dataDir, alone: true, release }
  } catch (error) {
    claim.release()
    throw error
  }
}

/** A stop waits only so long: what a bulk load left in memory goes to the disk before it. */
async function writeOut(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

/** Brings the schema up to date, from nothing when asked; tells how far the demonstration's clock has been moved. */
async function prepare(place: Place, again: boolean): Promise<number> {
  const client = await connectOwner(place.ownerUrl, place.schema)
  try {
    if (again) await client.query(`drop schema if exists ${place.schema} cascade`)
    await migrate({
      ownerUrl: place.ownerUrl,
      schema: place.schema,
      appRole: APP_ROLE,
      onApplied: (name) => say(`migrated: ${name}`),
    })
    const { rows } = await client.query<{ offset_ms: string }>('select offset_ms from demonstration_clock where id = 1')
    return Number(rows[0]?.offset_ms ?? 0)
  } finally {
    await client.end()
  }
}

function readArguments(): { scale: Scale; again: boolean; today: string | undefined } | undefined {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string' },
      again: { type: 'boolean', default: false },
      today: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return undefined
  if (values.scale !== 'small' && values.scale !== 'city')
    throw new Refusal('say how much: --scale small or --scale city')
  if (values.today !== undefined && !z.iso.date().safeParse(values.today).success)
    throw new Refusal('--today is a date: YYYY-MM-DD')
  return { scale: values.scale, again: values.again, today: values.today }
}

/** On the hour, so that two seedings a minute apart are the same; a day that is asked for begins at seven. */
function momentOf(today: string | undefined, offsetMs: number): Date {
  if (today !== undefined) return new Date(`${today}T07:00:00+08:00`)
  return new Date(Math.floor((Date.now() + offsetMs) / 3_600_000) * 3_600_000)
}

async function main(): Promise<void> {
  const asked = readArguments()
  if (!asked) return say(help)
  const place = await findPlace(process.env)
  let left = false
  const leave = async (): Promise<void> => {
    if (!left) await place.release()
    left = true
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void leave().then(() => process.exit(130)))
  try {
    const offsetMs = await prepare(place, asked.again)
    const keys = process.env.FIELD_KEYS && process.env.INDEX_KEYS ? process.env : demonstrationKeys(place.dataDir)
    const now = momentOf(asked.today, offsetMs)
    const done = await seed({
      ...place,
      scale: asked.scale,
      frame: {
        policy: loadPolicy(policyPacks),
        keyring: createKeyring(parseKeys(keys.FIELD_KEYS ?? ''), parseKeys(keys.INDEX_KEYS ?? '')),
        today: businessDay(now),
        now,
      },
      say,
      monotonicMs: () => performance.now(),
    })
    if (done.already) say(`already seeded (${done.scale}); --again makes it anew / 演示数据已经有了`)
    for (const [table, count] of Object.entries(done.proof?.counts ?? {}))
      say(`  ${table}: ${count.toLocaleString('en')}`)
    const problems = done.proof ? problemsOf(done.proof) : []
    say(`seeded in ${done.seconds} s${problems.length > 0 ? `, but ${problems.join(', ')}` : ''}`)
    say(JSON.stringify(done))
    if (problems.length > 0) process.exitCode = 1
  } finally {
    await leave()
  }
}

try {
  await main()
} catch (error) {
  console.error(`failed: ${error instanceof Error ? error.message : String(error)}`)
  if (process.env.DEBUG) console.error(error)
  process.exitCode = 1
}
