import { setImmediate } from 'node:timers/promises'
import { addDays } from '@linggong/policy'
import type pg from 'pg'
import { employerMaker, tradeWeights, type Employer } from './employers.ts'
import { dayMs, dayStartMs, type Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import { makeHistory, type History } from './history.ts'
import { makeLane, type Lane } from './lane.ts'
import { addOpenNeeds } from './open-needs.ts'
import { peopleMaker, type Person } from './people.ts'
import type { Progress } from './progress.ts'
import type { Random } from './random.ts'
import { addEmployer, addWorker } from './rows.ts'
import { seedRandom, siteChooser } from './small.ts'
import type { Site } from './sites.ts'
import { trades, type Trade, type UnitLetter } from './templates.ts'

export type BulkPlan = {
  workers: number
  employers: number
  historyPostings: number
  paid: number
  open: number
  historyDays: number
  sealEvery: number
}

/**
 * The counties are shared between two connections, about half the people each: rows of one lane refer to
 * rows of the same lane alone, so that the two never lock the same parent row.
 */
const halves: ReadonlyArray<readonly UnitLetter[]> = [
  ['A', 'F', 'R', 'S'],
  ['J', 'D', 'X', 'G', 'P', 'Z'],
]

type Half = {
  lane: Lane
  units: readonly Unit[]
  share: number
  random: Random
  workers: Person[]
  employers: Employer[]
}

const rowsPerSend = 40_000

/** Numbers of seeded people of the small seed stay below these. */
const firstNumbers = [
  { idNumber: 5_000, phone: 1_000_000, code: 10_000 },
  { idNumber: 20_000, phone: 5_000_000, code: 100_000 },
] as const

function startHalves(frame: Frame, clients: readonly pg.ClientBase[]): Half[] {
  return halves.map((letters, index) => {
    const client = clients[index]
    if (!client) throw new Error('a connection is missing')
    const units = letters.map((letter) => frame.unit(letter))
    const share = units.reduce((sum, unit) => sum + unit.share, 0)
    return { lane: makeLane(client), units, share, random: seedRandom(`city/${index}`), workers: [], employers: [] }
  })
}

/** The part of a total that falls to a half; the last takes what is left. */
function partOf(total: number, half: Half, index: number, all: readonly Half[]): number {
  const first = Math.round(total * (all[0]?.share ?? 0))
  return index === 0 ? first : total - first
}

async function addPeople(
  frame: Frame,
  half: Half,
  index: number,
  counts: { workers: number; employers: number },
  plan: BulkPlan,
  progress: Progress,
): Promise<void> {
  const numbers = firstNumbers[index] ?? firstNumbers[0]
  const people = peopleMaker(frame, numbers, false)
  const shares = half.units.map((unit) => unit.share)
  const startMs = dayStartMs(addDays(frame.today, -plan.historyDays - 10))
  const spanMs = plan.historyDays * dayMs
  const pickUnit = () => half.units[half.random.weighted(shares)] ?? frame.units[0]
  const makers = employerMaker(frame, numbers.code)
  for (let i = 0; i < counts.employers; i++) {
    const unit = pickUnit()
    if (!unit) continue
    // Most were there from the beginning, and those post most.
    const atMs = Math.floor(startMs + spanMs * Math.max(0, (i / counts.employers) * 1.4 - 0.5))
    const owner = people.make(half.random, unit, atMs, { age: half.random.int(28, 62) })
    const trade: Trade | 'agency' = half.random.chance(0.004)
      ? 'agency'
      : (trades[half.random.weighted(tradeWeights(unit))] ?? 'retail')
    half.employers.push(makers.make(half.random, unit, trade, atMs, owner))
  }
  for (let i = 0; i < counts.workers; i++) {
    const unit = pickUnit()
    if (!unit) continue
    // A quarter came with the old registers, the others one after another.
    const atMs = Math.floor(startMs + spanMs * Math.max(0, (i / counts.workers) * (4 / 3) - 1 / 3))
    const worker = people.make(half.random, unit, atMs)
    half.workers.push(worker)
    addWorker(half.lane, frame, half.random, worker)
    if (i % 500 === 499) await setImmediate()
    if (i % 5_000 === 4_999) progress.add(await sendWhole(half), 5_000)
  }
  progress.add(await sendWhole(half), counts.workers % 5_000)
}

/**
 * One transaction for all that waits: a parent row is locked by its first child and no more after that,
 * and the log is flushed once.
 */
async function sendWhole({ lane }: Half): Promise<number> {
  await lane.client.query('begin')
  try {
    const rows = await lane.send()
    await lane.client.query('commit')
    return rows
  } catch (error) {
    await lane.client.query('rollback')
    throw error
  }
}

async function addHistory(half: Half, history: History, progress: Progress): Promise<void> {
  let reported = 0
  let more = true
  // The next rows are made while the database takes the ones before.
  let sending = Promise.resolve(0)
  while (more) {
    for (let rows = 0; more && rows < rowsPerSend; rows = half.lane.waiting()) {
      more = history.nextDay(half.lane)
      // Between two days the other connection is fed.
      await setImmediate()
    }
    const { postings } = history.done
    progress.add(await sending, postings - reported)
    reported = postings
    sending = sendWhole(half)
    // Awaited in the next round; a failure until then is not an unhandled one.
    sending.catch(() => undefined)
  }
  progress.add(await sending, 0)
}

/** Brings a small city to the full size. Constraints and triggers stay as they are. */
export async function addBulk(
  frame: Frame,
  clients: readonly pg.ClientBase[],
  sites: readonly Site[],
  plan: BulkPlan,
  progress: Progress,
): Promise<Lane[]> {
  const all = startHalves(frame, clients)
  const siteOf = siteChooser(sites)
  progress.begin('workers and employers', plan.workers)
  await Promise.all(
    all.map(async (half, index) => {
      const counts = {
        workers: partOf(plan.workers, half, index, all),
        employers: partOf(plan.employers, half, index, all),
      }
      await addPeople(frame, half, index, counts, plan, progress)
    }),
  )
  // How many each has paid is known only after its history; the order of the tables asks for employers first.
  const histories = all.map((half, index) =>
    makeHistory(
      frame,
      half.random.part('history'),
      {
        from: addDays(frame.today, -plan.historyDays - 1),
        days: plan.historyDays,
        postings: partOf(plan.historyPostings, half, index, all),
        paid: partOf(plan.paid, half, index, all),
        activeEvery: 3,
        longJobs: 0.12,
        timesheets: false,
        rosterDays: 400,
        sealEvery: plan.sealEvery,
        siteOf,
      },
      half.units,
      half,
    ),
  )
  await Promise.all(
    all.map(async (half) => {
      for (const employer of half.employers) addEmployer(half.lane, frame, half.random, employer)
      progress.add(await sendWhole(half), 0)
    }),
  )
  progress.begin('two years of work', plan.historyPostings)
  await Promise.all(
    all.map((half, index) => (histories[index] ? addHistory(half, histories[index], progress) : undefined)),
  )
  progress.begin('postings open now', plan.open)
  await Promise.all(
    all.map((half, index) =>
      addNow(frame, half, histories[index], partOf(plan.open, half, index, all), siteOf, progress),
    ),
  )
  return all.map((half) => half.lane)
}

async function addNow(
  frame: Frame,
  half: Half,
  history: History | undefined,
  count: number,
  siteOf: (random: Random, unit: Unit) => string | null,
  progress: Progress,
): Promise<void> {
  if (!history) return
  const newUntil = frame.policy.number('employer.newUntilPaidEngagements', frame.today)
  const known = half.employers.filter((one) => (history.paidBy.get(one.id) ?? 0) >= newUntil)
  addOpenNeeds(
    half.lane,
    frame,
    half.random.part('open'),
    { count, days: 14, isNew: () => false, escrow: 0, siteOf, announce: false },
    known,
  )
  for (const [id, total] of history.ratings)
    half.lane.add('rating_totals', [id, total.about, total.ratings, total.stars])
  progress.add(await sendWhole(half), count)
  const paid = [...history.paidBy]
  await half.lane.client.query(
    'update employers e set paid_engagements = p.count from unnest($1::uuid[], $2::int[]) as p (id, count) where e.id = p.id',
    [paid.map((one) => one[0]), paid.map((one) => one[1])],
  )
}
