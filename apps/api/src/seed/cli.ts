import { parseArgs } from 'node:util'
import { loadPolicy } from '@linggong/policy'
import { z } from 'zod'
import { policyPacks } from '../compose.ts'
import { businessDay } from '../kernel/clock.ts'
import { createKeyring, parseKeys } from '../kernel/crypto/keyring.ts'
import { migrate } from '../kernel/database/migrate.ts'
import { APP_ROLE } from '../kernel/embedded-postgres/index.ts'
import { Refusal } from '../supervisor/claim.ts'
import { demonstrationKeys } from '../supervisor/settings.ts'
import { problemsOf } from './prove.ts'
import { connectOwner } from './connection.ts'
import { findPlace, type Place } from './place.ts'
import { seed, type Scale } from './seed.ts'

const say = (line: string): void => console.log(line)
const help = `npm run seed -- --scale small|city [--again] [--today YYYY-MM-DD]
  small   what a first start shows: ten units, some hundred people and needs
  city    300,000 workers and two years of work, beside the small one
  --again makes the demonstration's database anew first`

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
  const place = await findPlace(process.env, say)
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
