import { join } from 'node:path'
import type pg from 'pg'
import { createFileStore } from '../kernel/storage/object-store.ts'
import { addCheckedCertificates } from './certificates.ts'
import { openDoors, openMoreDoors } from './doors.ts'
import { makeFrame, type Frame } from './frame.ts'
import { addBulk } from './bulk.ts'
import { connectOwner } from './connection.ts'
import { makeLane, seedTables, type Lane } from './lane.ts'
import { bringPlainIndexesBack, setPlainIndexesAside } from './plain-indexes.ts'
import { makeProgress } from './progress.ts'
import { enrolOfficers, withSampleOfficers } from './officers.ts'
import { numberFiles } from './payment-numbers.ts'
import { addReports } from './reports.ts'
import { addProgramme, serialOf, type Programme } from './programme.ts'
import { triedCounty } from './programme-steps.ts'
import { addUnderwayYear } from './programme-underway.ts'
import { lookForFrauds } from './referral-frauds.ts'
import { addServicePeriods } from './service-periods.ts'
import { addCitySites, type Site } from './sites.ts'
import { makeSmall, seedRandom, smallPlan, type SmallCity } from './small.ts'
import { writeAccounts } from './accounts.ts'
import { proveSeed, type SeedProof } from './prove.ts'

export type Scale = 'small' | 'city'

/** Size of the full city (the first seed is part of it). */
export const cityPlan = {
  workers: 300_000,
  employers: 30_000,
  postings: 1_000_000,
  paid: 1_200_000,
  open: 20_000,
  historyDays: 730,
  sealed: 500,
} as const

export type SeedOptions = {
  ownerUrl: string
  schema: string
  dataDir: string
  frame: Parameters<typeof makeFrame>[0]
  scale: Scale
  say(line: string): void
  /** For speed only. */
  monotonicMs(): number
  /** Makes the city smaller, for tests: a divisor of all counts. */
  shrink?: number
  /** Nobody else uses this database: a bulk load may do without the indexes that only quicken reading. */
  alone?: boolean
}

export type Seeded = {
  already: boolean
  scale: Scale
  seconds: number
  proof: SeedProof | null
  slowest: Record<string, number>
}

/** The schema's comment says what has been seeded; it is written with the last row. */
export async function seededScale(client: pg.ClientBase, schema: string): Promise<string | null> {
  const { rows } = await client.query<{ said: string | null }>(
    `select obj_description(oid, 'pg_namespace') as said from pg_namespace where nspname = $1`,
    [schema],
  )
  return /^seeded: (.+)$/.exec(rows[0]?.said ?? '')?.[1] ?? null
}

const mark = (client: pg.ClientBase, schema: string, what: string) =>
  client.query(`comment on schema ${schema} is 'seeded: ${what}'`)

const seedingLock = 7_202

async function lockSeeding(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [seedingLock])
  if (!rows[0]?.got) throw new Error('another seeding of this database is running; wait for it to end')
}

async function seedSmall(
  client: pg.Client,
  options: SeedOptions,
  frame: Frame,
  write: boolean,
): Promise<Awaited<ReturnType<typeof makeSmall>>> {
  const lane = makeLane(client)
  const made = await makeSmall(frame, lane)
  if (!write) return made
  await addCheckedCertificates(lane, frame, made.city.workers, createFileStore(join(options.dataDir, 'objects')))
  // All or nothing: a first start cut short begins again from an empty city.
  await client.query('begin')
  try {
    await lane.send()
    await addWhatIsRead(client, lane, frame, made.city)
    // The full city reports when all of it is there.
    if (options.scale === 'small') await addQuarters(client, frame, made.city)
    await mark(client, options.schema, `small ${frame.today}`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
  return made
}

/** What rests on the records of the small city: assessments under way, and what the flags find in the roster. */
async function addWhatIsRead(client: pg.Client, lane: Lane, frame: Frame, city: SmallCity): Promise<void> {
  const random = seedRandom('small/read')
  const { sites, programme, planted } = city
  await addUnderwayYear(client, lane, frame, random.part('assessments'), sites, programme)
  const services = { contracts: programme.contracts, documentNumber: 6 }
  await addServicePeriods(client, lane, frame, random.part('services'), services)
  await lane.send()
  await openDoors(client, frame, random.part('doors'), sites)
  const office = programme.offices.get(triedCounty)
  if (office) await lookForFrauds(client, frame, random.part('flags'), { sites, planted, office })
}

/** What rests on everything else: payment files numbered in their order, and the reports of the quarters behind. */
async function addQuarters(client: pg.Client, frame: Frame, { programme, staff }: SmallCity): Promise<void> {
  await numberFiles(client, frame)
  const random = seedRandom('reports')
  const offices = withSampleOfficers(programme.offices, staff)
  await enrolOfficers(client, frame, random.part('officers'), offices)
  await addReports(client, frame, random, offices)
}

/** The sites that the full city has beside those of the small one, with their programme. */
async function addSitesOfCity(client: pg.Client, frame: Frame, small: SmallCity) {
  const lane = makeLane(client)
  const random = seedRandom('city/sites')
  const sites = addCitySites(lane, frame, random, small.sites)
  const { serials } = small.programme
  const from = { serials, firstDocument: 2, offices: small.programme.offices }
  const programme = addProgramme(lane, frame, random.part('programme'), sites, small.staff, from)
  await client.query('begin')
  await lane.send()
  // Plaques go on behind the last number given out.
  for (const [key, last] of serials)
    await client.query(
      `insert into recognition_serials (county, year, last) values ($1, $2, $3)
       on conflict (county, year) do update set last = excluded.last`,
      [...serialOf(key), last],
    )
  await client.query('commit')
  return { sites, programme }
}

async function addAssessments(
  client: pg.Client,
  frame: Frame,
  small: SmallCity,
  added: { sites: Site[]; programme: Programme },
) {
  const lane = makeLane(client)
  await client.query('begin')
  const random = seedRandom('city/read')
  await addUnderwayYear(client, lane, frame, random, added.sites, added.programme)
  const services = { contracts: added.programme.contracts, documentNumber: 7 }
  await addServicePeriods(client, lane, frame, random.part('services'), services)
  await lane.send()
  await openMoreDoors(client, frame, random.part('doors'))
  await addQuarters(client, frame, small)
  await client.query('commit')
}

async function seedCity(
  client: pg.Client,
  options: SeedOptions,
  frame: Frame,
  small: Awaited<ReturnType<typeof makeSmall>>['city'],
): Promise<Record<string, number>> {
  const second = await connectOwner(options.ownerUrl, options.schema)
  const progress = makeProgress(options.say, options.monotonicMs)
  const by = options.shrink ?? 1
  const count = (total: number, there: number) => Math.max(10, Math.floor(total / by) - there)
  try {
    await client.query('begin')
    await mark(client, options.schema, 'city unfinished')
    if (options.alone) await setPlainIndexesAside(client, options.schema, seedTables)
    await client.query('commit')
    // Plans kept by these connections were made for small tables; none may read a large one whole.
    for (const one of [client, second]) await one.query('set enable_seqscan = off')
    const open = count(cityPlan.open, smallPlan.open)
    const added = await addSitesOfCity(client, frame, small)
    const sites = [...small.sites, ...added.sites]
    const lanes = await addBulk(
      frame,
      [client, second],
      sites,
      {
        workers: count(cityPlan.workers, smallPlan.workers),
        employers: count(cityPlan.employers, smallPlan.employers),
        historyPostings: count(cityPlan.postings, smallPlan.postings + smallPlan.open + smallPlan.waiting) - open,
        paid: count(cityPlan.paid, smallPlan.paid),
        open,
        historyDays: cityPlan.historyDays,
        // A contract covers a little more than one engagement on average: this gives some more than asked for.
        sealEvery: Math.floor((cityPlan.paid / cityPlan.sealed) * 0.8),
      },
      progress,
    )
    await client.query('reset enable_seqscan')
    await bringPlainIndexesBack([client, second], progress)
    await addAssessments(client, frame, small, added)
    progress.end()
    await mark(client, options.schema, `city ${frame.today}`)
    const spent = new Map<string, number>()
    for (const lane of lanes)
      for (const [table, ms] of lane.spentMs) spent.set(table, (spent.get(table) ?? 0) + ms / 1000)
    return Object.fromEntries(
      [...spent].toSorted((a, b) => b[1] - a[1]).map(([table, seconds]) => [table, Math.round(seconds)]),
    )
  } finally {
    await second.end()
  }
}

/**
 * Seeds a migrated, empty schema; the full city is the first seed and two years of a whole city beside it.
 * A schema already seeded with this scale (or more) is left alone.
 * @throws Error when an earlier seeding did not finish, or the database refuses a row
 */
export async function seed(options: SeedOptions): Promise<Seeded> {
  const began = options.monotonicMs()
  const client = await connectOwner(options.ownerUrl, options.schema)
  const frame = makeFrame(options.frame)
  const done = (already: boolean, proof: SeedProof | null, slowest: Record<string, number>): Seeded => ({
    already,
    scale: options.scale,
    seconds: Math.round((options.monotonicMs() - began) / 100) / 10,
    proof,
    slowest,
  })
  try {
    await lockSeeding(client)
    const there = await seededScale(client, options.schema)
    if (there?.includes('unfinished')) throw new Error('an earlier seeding was cut short; run it again with --again')
    const [scaleThere, dayThere] = there?.split(' ') ?? []
    // What is there was made for its own day; ids follow from that.
    const sameDay =
      dayThere === undefined || dayThere === frame.today
        ? frame
        : makeFrame({ ...options.frame, today: dayThere, now: new Date(`${dayThere}T07:00:00+08:00`) })
    const small = await seedSmall(client, options, sameDay, there === null)
    if (there === null || scaleThere === options.scale) writeAccounts(options.dataDir, small.accounts)
    if (scaleThere === options.scale || scaleThere === 'city') return done(true, null, {})
    const slowest = options.scale === 'city' ? await seedCity(client, options, frame, small.city) : {}
    options.say('gathering statistics for the query planner')
    await client.query('analyze')
    return done(false, await proveSeed(client), slowest)
  } finally {
    await client.end()
  }
}
