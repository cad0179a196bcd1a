import type { AssignmentProblem, ScheduleLimits, ScheduleProblem } from '@linggong/matching'

/**
 * Synthetic instances. Places, trades and quality are drawn; the candidates of a shift are the best by value among
 * those near enough, as a dispatcher would take them, so that shifts compete for the same good workers. How much they
 * do depends on how much of a worker's worth is the same for every shift (quality) and how much is of this pair alone
 * (fit): the two weights are set so that greedy loses about what it is known to lose on instances of these sizes, 1 to
 * 2 % where workers abound, 11 to 17 % where they are scarce, 6 % at a million workers.
 */
export type InstanceName = keyof typeof instances
export type Instance = {
  workers: number
  slots: number
  /** `unit`: every shift has one place. `crews`: 1 to 50 places, 7 on average, half of them 1. */
  headcount: 'unit' | 'crews'
}

/** u: unit headcount, ten workers a slot. h: crews, ten workers a slot. t: tight, 1.1 workers a slot. */
export const instances = {
  u10k: { workers: 10_000, slots: 1_000, headcount: 'unit' },
  h10k: { workers: 10_000, slots: 1_000, headcount: 'crews' },
  t10k: { workers: 10_000, slots: 9_000, headcount: 'unit' },
  u100k: { workers: 100_000, slots: 10_000, headcount: 'unit' },
  h100k: { workers: 100_000, slots: 10_000, headcount: 'crews' },
  t100k: { workers: 100_000, slots: 90_000, headcount: 'unit' },
  u1m: { workers: 1_000_000, slots: 100_000, headcount: 'unit' },
  h1m: { workers: 1_000_000, slots: 100_000, headcount: 'crews' },
} as const satisfies Record<string, Instance>

const candidatesPerSlot = 35
const radiusKm = 8
const cellKm = 2
const occupations = 24
const occupationsPerWorker = 2

/** Six towns in a field of 120 × 90 km, with their share of people and how far they spread. */
const centres = [
  { x: 30, y: 25, share: 0.26, spreadKm: 5 },
  { x: 62, y: 48, share: 0.22, spreadKm: 5 },
  { x: 88, y: 70, share: 0.19, spreadKm: 4 },
  { x: 48, y: 20, share: 0.14, spreadKm: 4 },
  { x: 20, y: 62, share: 0.11, spreadKm: 6 },
  { x: 72, y: 18, share: 0.08, spreadKm: 6 },
] as const

/** Small seeded generator (mulberry32): the same instance on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function pick(random: Random, cumulative: readonly number[]): number {
  const r = random() * cumulative[cumulative.length - 1]!
  return cumulative.findIndex((end) => r < end)
}

function cumulated(weights: readonly number[]): number[] {
  let sum = 0
  return weights.map((weight) => (sum += weight))
}

const byCentre = cumulated(centres.map((c) => c.share))
const byOccupation = cumulated(Array.from({ length: occupations }, (_, i) => 1 / (i + 1)))

function place(random: Random): [number, number] {
  const centre = centres[pick(random, byCentre)]!
  return [centre.x + normal(random) * centre.spreadKm, centre.y + normal(random) * centre.spreadKm]
}

/** Workers of one occupation in one square of the grid, best first. */
type Cell = { x: number; y: number; worker: Int32Array }

type Workers = { x: Float64Array; y: Float64Array; quality: Float64Array; cells: Cell[][] }

const columns = 128
const cellOf = (x: number, y: number) => (Math.floor(y / cellKm) + 32) * columns + Math.floor(x / cellKm) + 32

function makeWorkers(count: number, random: Random): Workers {
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  const quality = new Float64Array(count)
  const lists = Array.from({ length: occupations }, () => new Map<number, number[]>())
  for (let w = 0; w < count; w++) {
    const [px, py] = place(random)
    x[w] = px
    y[w] = py
    quality[w] = Math.min(1, Math.max(0, 0.6 + 0.2 * normal(random)))
    const trades = new Set(Array.from({ length: occupationsPerWorker }, () => pick(random, byOccupation)))
    for (const trade of trades) {
      const list = lists[trade]!.get(cellOf(px, py))
      if (list) list.push(w)
      else lists[trade]!.set(cellOf(px, py), [w])
    }
  }
  const cells = lists.map((map) =>
    [...map].map(([cell, list]) => ({
      x: ((cell % columns) - 32) * cellKm,
      y: (Math.floor(cell / columns) - 32) * cellKm,
      worker: Int32Array.from(list).sort((a, b) => quality[b]! - quality[a]!),
    })),
  )
  return { x, y, quality, cells }
}

const leastWorth = 3_000
const worthSpread = 3_000
const qualityWorth = 4_000
const fitWorth = 2_000
const kmWorth = 250

/** How well worker `w` happens to suit shift `s`, 0 to 1: a hash, so that it can be asked in any order. */
function fit(w: number, s: number): number {
  let t = Math.imul(w + 1, 0x9e3779b1) ^ Math.imul(s + 7, 0x85ebca6b)
  t = Math.imul(t ^ (t >>> 15), 0x2c1b3c6d)
  t = Math.imul(t ^ (t >>> 12), 0x297a2d39)
  return ((t ^ (t >>> 15)) >>> 0) / 4_294_967_296
}

/** The best `limit` of what was offered: a heap whose root is the worst kept. */
class Best {
  readonly value: Int32Array
  readonly worker: Int32Array
  count = 0
  readonly limit: number

  constructor(limit: number) {
    this.limit = limit
    this.value = new Int32Array(limit)
    this.worker = new Int32Array(limit)
  }

  get worst(): number {
    return this.count < this.limit ? 0 : this.value[0]!
  }

  offer(value: number, worker: number): void {
    if (this.count < this.limit) this.#up(this.count++, value, worker)
    else if (value > this.value[0]!) this.#down(value, worker)
  }

  #up(at: number, value: number, worker: number): void {
    let i = at
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (this.value[parent]! <= value) break
      this.value[i] = this.value[parent]!
      this.worker[i] = this.worker[parent]!
      i = parent
    }
    this.value[i] = value
    this.worker[i] = worker
  }

  #down(value: number, worker: number): void {
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= this.count) break
      if (child + 1 < this.count && this.value[child + 1]! < this.value[child]!) child += 1
      if (this.value[child]! >= value) break
      this.value[i] = this.value[child]!
      this.worker[i] = this.worker[child]!
      i = child
    }
    this.value[i] = value
    this.worker[i] = worker
  }
}

type Shift = { id: number; x: number; y: number; trade: number; worth: number }

/** Distance from a point to a square, 0 inside. */
function kmToCell(cell: Cell, shift: Shift): number {
  const dx = Math.max(cell.x - shift.x, 0, shift.x - cell.x - cellKm)
  const dy = Math.max(cell.y - shift.y, 0, shift.y - cell.y - cellKm)
  return Math.hypot(dx, dy)
}

function candidates(workers: Workers, shift: Shift, best: Best): void {
  const near: { cell: Cell; km: number }[] = []
  for (const cell of workers.cells[shift.trade]!) {
    const km = kmToCell(cell, shift)
    if (km <= radiusKm) near.push({ cell, km })
  }
  near.sort((a, b) => a.km - b.km)
  for (const { cell, km } of near) {
    if (shift.worth + qualityWorth + fitWorth - km * kmWorth <= best.worst) break
    for (let i = 0; i < cell.worker.length; i++) {
      const w = cell.worker[i]!
      const most = shift.worth + workers.quality[w]! * qualityWorth
      if (most + fitWorth - km * kmWorth <= best.worst) break
      const away = Math.hypot(workers.x[w]! - shift.x, workers.y[w]! - shift.y)
      if (away > radiusKm) continue
      best.offer(Math.min(10_000, Math.round(most + fitWorth * fit(w, shift.id) - away * kmWorth)), w)
    }
  }
}

function crew(random: Random): number {
  return 1 + Math.floor(50 * Math.pow(random(), 6))
}

/** Makes an instance; `seed` 1 is the one the figures are about. */
export function makeInstance(spec: Instance, seed = 1): AssignmentProblem {
  return makePlaced(spec, seed).problem
}

function makePlaced(spec: Instance, seed: number): { problem: AssignmentProblem; at: [number, number][] } {
  const at: [number, number][] = []
  const random = randomFrom(seed)
  const workers = makeWorkers(spec.workers, random)
  const headcount: number[] = []
  for (let slots = 0; slots < spec.slots; slots += headcount[headcount.length - 1]!) {
    headcount.push(spec.headcount === 'unit' ? 1 : Math.min(crew(random), spec.slots - slots))
  }
  const rowStart = new Int32Array(headcount.length + 1)
  const edgeWorker = new Int32Array(spec.slots * candidatesPerSlot)
  const edgeValue = new Int32Array(spec.slots * candidatesPerSlot)
  let edges = 0
  for (let s = 0; s < headcount.length; s++) {
    const [x, y] = place(random)
    at.push([x, y])
    const trade = pick(random, byOccupation)
    const shift = { id: s, x, y, trade, worth: leastWorth + worthSpread * random() }
    const best = new Best(candidatesPerSlot * headcount[s]!)
    candidates(workers, shift, best)
    edgeWorker.set(best.worker.subarray(0, best.count), edges)
    edgeValue.set(best.value.subarray(0, best.count), edges)
    edges += best.count
    rowStart[s + 1] = edges
  }
  const problem = {
    workerCount: spec.workers,
    headcount: Int32Array.from(headcount),
    rowStart,
    edgeWorker: edgeWorker.slice(0, edges),
    edgeValue: edgeValue.slice(0, edges),
  }
  return { problem, at }
}

const dayLimits: ScheduleLimits = {
  minutesPerDay: 600,
  minutesPerWeek: 2_640,
  employerMinutesPerDay: 240,
  employerMinutesPerWeek: 1_440,
  minutesPerKm: 3,
  minutesToChange: 10,
}
const partTimeShare = 0.3
const shiftsPerEmployer = 20

/**
 * The same instance on one day: shifts begin on a quarter-hour from 6:00 to 18:00 and last 4 to 8 hours; three in ten
 * are four hours of part-time work for one of some employers. Ten hours a day at most.
 */
export function makeScheduleInstance(spec: Instance, seed = 1): ScheduleProblem {
  const { problem, at } = makePlaced(spec, seed)
  const random = randomFrom(seed + 1)
  const shiftCount = at.length
  const start = new Int32Array(shiftCount)
  const end = new Int32Array(shiftCount)
  const employer = new Int32Array(shiftCount).fill(-1)
  for (let s = 0; s < shiftCount; s++) {
    start[s] = 6 * 60 + 15 * Math.floor(49 * random())
    end[s] = start[s]! + 4 * 60 + 30 * Math.floor(9 * random())
    if (random() >= partTimeShare) continue
    employer[s] = Math.floor((random() * shiftCount) / shiftsPerEmployer)
    end[s] = start[s]! + 4 * 60
  }
  const xKm = Float64Array.from(at, ([x]) => x)
  const yKm = Float64Array.from(at, ([, y]) => y)
  return { ...problem, start, end, xKm, yKm, employer, limits: dayLimits }
}
