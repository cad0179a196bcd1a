import { inSpace, type ShiftQuestion, type WorkerEntry } from '@linggong/matching'
import pg from 'pg'
import { processorMs } from '../lib/processor.ts'
import { boxOf, certificateBits, dayBits, type Answers } from './rows.ts'
import { day, limit, rank } from './world.ts'

/** By the clock, and of a processor, the server’s and the driver’s here together: a busy machine stretches the clock. */
export type AsAsked = { tables: string; msByTheClock: number; msOfProcessor: number; answers: Answers }

const squared = '((w.x - $3) * (w.x - $3) + (w.y - $4) * (w.y - $4) + (w.z - $5) * (w.z - $5))'
const score = (id: string) => `select ${id} as worker, count(*) over () as feasible,
  w.worth - (${rank.perKm} * sqrt(${squared}) / 100) / 1000 + ${rank.perFen} * least(${rank.mostFen}, $2 - w.wanted_fen) as score`
/** What both kinds of tables are asked in the same words. */
const fits = `w.lat between $7 and $8 and w.lng between $9 and $10 and w.wanted_fen <= $2
  and ${squared} <= least($6, w.own_squared)`
const types = `$1::int, $2::int, $3::float8, $4::float8, $5::float8, $6::float8, $7::float8, $8::float8, $9::float8, $10::float8`

const flat = `with asked as (select ${types}, $11::bigint, $12::int)
  ${score('w.worker')} from candidates w
  where w.occupation = $1 and ${fits} and w.free & $11 = $11 and w.holds & $12 = $12
  order by score desc, worker limit ${limit}`

const apart = `with asked as (select ${types}, $11::int, $12::int, $13::int, $14::int[])
  ${score('w.id')} from workers w join worker_occupations o on o.worker = w.id and o.occupation = $1
  where ${fits}
    and exists (select from worker_free f where f.worker = w.id and f.day = $11 and f.from_slot <= $12 and f.to_slot >= $13)
    and not exists (select from unnest($14) as kind
      where not exists (select from worker_certificates h where h.worker = w.id and h.kind = kind.kind))
  order by score desc, worker limit ${limit}`

function shared(one: ShiftQuestion): unknown[] {
  const { x, y, z } = inSpace(one.point)
  const { minLat, maxLat, minLng, maxLng } = boxOf(one)
  return [one.occupation, one.payFen, x, y, z, (100 * one.radiusMeters) ** 2, minLat, maxLat, minLng, maxLng]
}

function flatValues(one: ShiftQuestion): unknown[] {
  const needs = new Uint8Array(one.to).fill(1, one.from)
  return [...shared(one), dayBits(needs).toString(), certificateBits(one.certificates)]
}

function apartValues(one: ShiftQuestion): unknown[] {
  return [...shared(one), day, one.from - 48 * day, one.to - 48 * day, [...one.certificates]]
}

/** Tables as a platform keeps them: people, what each can do, when each is free (all days), what each holds. */
async function loadApart(client: pg.Client, workers: readonly WorkerEntry[]): Promise<void> {
  await client.query(`
    create table workers (id int primary key, lat float8 not null, lng float8 not null, x float8 not null,
      y float8 not null, z float8 not null, own_squared float8 not null, wanted_fen int not null, worth float8 not null);
    create table worker_occupations (worker int not null, occupation int not null);
    create table worker_free (worker int not null, day int not null, from_slot int not null, to_slot int not null);
    create table worker_certificates (worker int not null, kind int not null)`)
  const people = workers.map(({ worker, point, maxMeters, wantedFen, worth }) => {
    const { x, y, z } = inSpace(point)
    return [worker, point.lat, point.lng, x, y, z, Math.min(100 * maxMeters, 1e9) ** 2, wantedFen, worth]
  })
  await insert(client, 'workers', 'int, float8, float8, float8, float8, float8, float8, int, float8', people)
  const pairs = (of: (one: WorkerEntry) => readonly number[]) =>
    workers.flatMap((one) => of(one).map((value) => [one.worker, value]))
  await insert(
    client,
    'worker_occupations',
    'int, int',
    pairs((one) => one.occupations),
  )
  await insert(
    client,
    'worker_certificates',
    'int, int',
    pairs((one) => one.certificates),
  )
  await insert(client, 'worker_free', 'int, int, int, int', workers.flatMap(spansOf))
  await client.query(`
    create index on workers (lat, lng);
    alter table worker_occupations add primary key (occupation, worker);
    create index on worker_occupations (worker);
    alter table worker_free add primary key (worker, day, from_slot);
    alter table worker_certificates add primary key (worker, kind)`)
  for (const table of ['workers', 'worker_occupations', 'worker_free', 'worker_certificates']) {
    await client.query(`vacuum analyze ${table}`)
  }
}

function spansOf({ worker, free }: WorkerEntry): number[][] {
  const spans: number[][] = []
  for (let d = 0; d < free.length / 48; d++) {
    for (let from = 0; from < 48; from++) {
      if (free[48 * d + from] !== 1) continue
      let to = from
      while (to < 48 && free[48 * d + to] === 1) to++
      spans.push([worker, d, from, to])
      from = to
    }
  }
  return spans
}

async function insert(client: pg.Client, table: string, types: string, rows: readonly (readonly number[])[]) {
  const kinds = types.split(', ')
  const columns = kinds.map((kind, i) => `$${i + 1}::${kind}[]`)
  for (let from = 0; from < rows.length; from += 50_000) {
    const part = rows.slice(from, from + 50_000)
    await client.query(
      `insert into ${table} select * from unnest(${columns.join(', ')})`,
      kinds.map((_, i) => part.map((row) => row[i])),
    )
  }
}

/**
 * As a program asks: one question a statement, prepared, one after another, by the clock with its round trip, the server
 * as it is set by default; everything has been read into memory before. Better of two rounds.
 */
export async function askAsAsked(
  url: string,
  workers: readonly WorkerEntry[],
  questions: readonly ShiftQuestion[],
  say: (line: string) => void,
): Promise<AsAsked[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create index as_asked on candidates (occupation, lat, lng)')
    await client.query('vacuum analyze candidates')
    await loadApart(client, workers)
    const measured: AsAsked[] = []
    for (const [tables, text, valuesOf] of [
      ['one flat table', flat, flatValues],
      ['tables as a platform keeps them', apart, apartValues],
    ] as const) {
      const first = await askAll(client, tables, text, questions.map(valuesOf))
      const second = await askAll(client, tables, text, questions.map(valuesOf))
      const msByTheClock = Math.min(first.msByTheClock, second.msByTheClock)
      const msOfProcessor = Math.min(first.msOfProcessor, second.msOfProcessor)
      say(
        `postgres as a program asks, ${tables}: ${msByTheClock.toFixed(3)} ms a question by the clock, ${msOfProcessor.toFixed(3)} ms of processor`,
      )
      measured.push({ ...second, msByTheClock, msOfProcessor })
    }
    return measured
  } finally {
    await client.end()
  }
}

type Row = { worker: number; feasible: string }

async function askAll(client: pg.Client, name: string, text: string, asked: unknown[][]): Promise<AsAsked> {
  const answers: Answers = []
  const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const server = processorMs(own[0]!.pid)
  const here = process.cpuUsage()
  const began = performance.now()
  for (const values of asked) {
    const { rows } = await client.query<Row>({ name, text, values })
    answers.push({ feasible: Number(rows[0]?.feasible ?? 0), best: rows.map((row) => row.worker) })
  }
  const clock = performance.now() - began
  const { user, system } = process.cpuUsage(here)
  const processor = processorMs(own[0]!.pid) - server + (user + system) / 1_000
  return { tables: name, msByTheClock: clock / asked.length, msOfProcessor: processor / asked.length, answers }
}
