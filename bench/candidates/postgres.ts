import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inSpace, type ShiftQuestion, type WorkerEntry } from '@linggong/matching'
import pg from 'pg'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../apps/api/src/kernel/embedded-postgres/index.ts'
import { askAsAsked, type AsAsked } from './as-asked.ts'
import { processorMs } from '../lib/processor.ts'
import { boxOf, certificateBits, dayBits, type Answers } from './rows.ts'
import { limit, rank } from './world.ts'

/** Processor time where the system tells it (a busy machine stretches the clock), else time by the clock. */
export type Measured = { way: string; msPerQuestion: number; msOneByOne: number; answers: Answers }

/**
 * The same questions in the PostgreSQL that comes with the project, made as easy for it as we know how: one row for each
 * person and occupation with all that is asked for in it, positions as points in space (no trigonometry), the one day's
 * calendar as one number of 48 bits, rows stored in the order of the index, tables unlogged, analysed and in memory,
 * all questions in one statement, so that no round trip counts. Three indexes; the quickest is the peer.
 */
const ways = {
  'btree (occupation, lat, lng)': `c.occupation = q.occupation and c.lat between q.min_lat and q.max_lat
    and c.lng between q.min_lng and q.max_lng`,
  'btree (occupation, square)': `c.occupation = q.occupation and c.square = any (q.squares)`,
  'gist (occupation, point)': `c.occupation = q.occupation
    and c.at <@ box(point(q.min_lng, q.min_lat), point(q.max_lng, q.max_lat))`,
} as const

const indexes = {
  'btree (occupation, lat, lng)': 'create index used on candidates (occupation, lat, lng)',
  'btree (occupation, square)': 'create index used on candidates (occupation, square)',
  'gist (occupation, point)': 'create index used on candidates using gist (occupation, at)',
} as const

/** Questions asked one by one: enough that steps of ten milliseconds do not matter. */
const oneByOne = 500

const squareDegrees = 0.025
const squareOf = (lat: number, lng: number) =>
  Math.floor(lat / squareDegrees) * 100_000 + Math.floor(lng / squareDegrees)

async function load(client: pg.Client, workers: readonly WorkerEntry[], questions: readonly ShiftQuestion[]) {
  await client.query(`
    create extension if not exists btree_gist;
    create unlogged table candidates (occupation int, worker int, lat float8, lng float8, square bigint, at point,
      x float8, y float8, z float8, own_squared float8, free bigint, wanted_fen int, holds int, worth float8);
    create unlogged table questions (id int primary key, occupation int, x float8, y float8, z float8, min_lat float8,
      max_lat float8, min_lng float8, max_lng float8, squares bigint[], needs bigint, pay_fen int, holds int, squared float8)`)
  const rows = workers.flatMap((one) => {
    const { x, y, z } = inSpace(one.point)
    const own = Math.min(100 * one.maxMeters, 1e9) ** 2
    return one.occupations.map((occupation) => ({
      occupation,
      worker: one.worker,
      ...one.point,
      square: squareOf(one.point.lat, one.point.lng),
      at: `(${one.point.lng},${one.point.lat})`,
      x,
      y,
      z,
      own_squared: own,
      free: dayBits(one.free).toString(),
      wanted_fen: one.wantedFen,
      holds: certificateBits(one.certificates),
      worth: one.worth,
    }))
  })
  for (let from = 0; from < rows.length; from += 20_000) {
    await client.query('insert into candidates select * from jsonb_populate_recordset(null::candidates, $1)', [
      JSON.stringify(rows.slice(from, from + 20_000)),
    ])
  }
  await client.query('insert into questions select * from jsonb_populate_recordset(null::questions, $1)', [
    JSON.stringify(questions.map(questionRow)),
  ])
}

function questionRow(one: ShiftQuestion, id: number) {
  const { minLat, maxLat, minLng, maxLng } = boxOf(one)
  const squares: number[] = []
  for (let a = Math.floor(minLat / squareDegrees); a <= Math.floor(maxLat / squareDegrees); a++) {
    for (let b = Math.floor(minLng / squareDegrees); b <= Math.floor(maxLng / squareDegrees); b++) {
      squares.push(a * 100_000 + b)
    }
  }
  const needs = new Uint8Array(one.to).fill(1, one.from)
  return {
    id,
    occupation: one.occupation,
    ...inSpace(one.point),
    min_lat: minLat,
    max_lat: maxLat,
    min_lng: minLng,
    max_lng: maxLng,
    squares,
    needs: dayBits(needs).toString(),
    pay_fen: one.payFen,
    holds: certificateBits(one.certificates),
    squared: (100 * one.radiusMeters) ** 2,
  }
}

/** One question: everybody who can come is counted, the best are taken in order. */
function askAll(where: string, which = ''): string {
  const squared = '((c.x - q.x) * (c.x - q.x) + (c.y - q.y) * (c.y - q.y) + (c.z - q.z) * (c.z - q.z))'
  return `select q.id, coalesce(max(f.feasible), 0)::int as feasible,
      coalesce(array_agg(f.worker order by f.score desc, f.worker) filter (where f.worker is not null), '{}') as best
    from questions q left join lateral (
      select w.worker, w.score, count(*) over () as feasible from (
        select c.worker, c.worth - (${rank.perKm} * sqrt(${squared}) / 100) / 1000
            + ${rank.perFen} * least(${rank.mostFen}, q.pay_fen - c.wanted_fen) as score
        from candidates c
        where ${where} and c.free & q.needs = q.needs and c.wanted_fen <= q.pay_fen and c.holds & q.holds = q.holds
          and ${squared} <= least(q.squared, c.own_squared)) w
      order by w.score desc, w.worker limit ${limit}) f on true ${which}
    group by q.id order by q.id`
}

/** Asks all questions in each way, twice, and keeps the better time of each; then as a program would ask them. */
export async function askPostgres(
  workers: readonly WorkerEntry[],
  questions: readonly ShiftQuestion[],
  say: (line: string) => void,
): Promise<{ ways: Measured[]; asAsked: AsAsked[] }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linggong-candidates-'))
  // The database's own account must be able to pass; the files in it are private by themselves.
  chmodSync(dataDir, 0o755)
  const server = await startEmbeddedPostgres({ dataDir, fsync: false })
  const client = new pg.Client({ connectionString: server.superuserUrl })
  try {
    await client.connect()
    await load(client, workers, questions)
    // One question runs on one processor, as in the index; small plans gain nothing from being compiled.
    await client.query('set max_parallel_workers_per_gather = 0; set jit = off; set work_mem = 65536')
    const measured: Measured[] = []
    for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
      await client.query(`drop index if exists used; ${indexes[way]}`)
      if (way !== 'gist (occupation, point)') await client.query('cluster candidates using used')
      await client.query('vacuum analyze candidates')
      const one = await askTwice(client, way, questions.length)
      say(
        `postgres, ${way}: ${one.msPerQuestion.toFixed(3)} ms of processor a question in one statement, ${one.msOneByOne.toFixed(3)} ms one by one`,
      )
      measured.push(one)
    }
    return {
      ways: measured,
      asAsked: await askAsAsked(server.superuserUrl, workers, questions.slice(0, oneByOne), say),
    }
  } finally {
    await client.end()
    await server.stop()
    await removeEmbeddedPostgres(dataDir)
  }
}

async function askTwice(client: pg.Client, way: keyof typeof ways, count: number): Promise<Measured> {
  const text = askAll(ways[way])
  const plan = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`)
  const used = plan.rows.some((row) => /Index (Only )?Scan.* used/.test(row['QUERY PLAN']))
  if (!used) throw new Error(`PostgreSQL does not use its index (${way}): the comparison would not be fair`)
  const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = own[0]!.pid
  let best = Number.POSITIVE_INFINITY
  let answers: Answers = []
  for (let round = 0; round < 2; round++) {
    const began = processorMs(pid)
    const { rows } = await client.query<{ feasible: number; best: number[] }>(text)
    best = Math.min(best, processorMs(pid) - began)
    answers = rows
  }
  return { way, msPerQuestion: best / count, msOneByOne: await askOneByOne(client, way, pid), answers }
}

/** As a program asks: a prepared statement for each question; the server's time and that of the driver here. */
async function askOneByOne(client: pg.Client, way: keyof typeof ways, pid: number): Promise<number> {
  const statement = { name: way, text: askAll(ways[way], 'where q.id = $1') }
  for (let id = 0; id < 20; id++) await client.query({ ...statement, values: [id] })
  const began = processorMs(pid)
  const own = process.cpuUsage()
  for (let id = 0; id < oneByOne; id++) await client.query({ ...statement, values: [id] })
  const { user, system } = process.cpuUsage(own)
  return (processorMs(pid) - began + (user + system) / 1_000) / oneByOne
}
