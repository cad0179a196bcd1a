import type { AssignmentProblem, Change, LiveAssignment, ShiftEdge, WorkerEdge } from '@linggong/matching'
import { randomFrom } from './instances.ts'

export type Times = {
  events: number
  p50Ms: number
  p99Ms: number
  maxMs: number
  perSecond: number
  movedPerEvent: number
}
type Timed = { kind: string; ms: number; moved: number }

/** A stream of events on a city: what goes comes back later, so that the city stays as large as it was. */
export class Events {
  readonly #live: LiveAssignment
  readonly #random: () => number
  readonly #headcount: Int32Array
  readonly #rows: WorkerEdge[][]
  readonly #links: ShiftEdge[][]
  readonly #awayShifts: number[] = []
  readonly #awayWorkers: number[] = []
  readonly #absent = new Set<number>()
  readonly #cancelled = new Set<number>()
  #done: Timed[] = []

  constructor(live: LiveAssignment, problem: AssignmentProblem, seed: number) {
    const { headcount, rowStart, edgeWorker, edgeValue, workerCount } = problem
    this.#live = live
    this.#random = randomFrom(seed)
    this.#headcount = headcount
    this.#rows = Array.from(headcount, () => [])
    this.#links = Array.from({ length: workerCount }, () => [])
    for (let shift = 0; shift < headcount.length; shift++) {
      for (let e = rowStart[shift]!; e < rowStart[shift + 1]!; e++) {
        const [worker, value] = [edgeWorker[e]!, edgeValue[e]!]
        this.#rows[shift]!.push({ worker, value })
        this.#links[worker]!.push({ shift, value })
      }
    }
  }

  run(count: number): void {
    for (let n = 0; n < count; n++) this.#next()
  }

  /** @returns how many offers the plan gave up; those are withdrawn and leave `offered` */
  runWithOffers(count: number, offered: Set<number>): number {
    const before = this.#done
    this.#done = []
    let changed = 0
    for (let n = 0; n < count; n++) {
      for (const change of this.#next()) {
        // Whoever left of their own accord has not been let down by the plan.
        if (!offered.has(change.worker)) continue
        offered.delete(change.worker)
        if (!this.#absent.has(change.worker)) changed += 1
        this.#live.withdraw(change.worker)
      }
    }
    this.#done = before
    return changed
  }

  /** Offers half of what is planned. */
  offerHalf(tax: number): Set<number> {
    const offered = new Set<number>()
    for (let w = 0; w < this.#links.length; w++) {
      if (this.#live.shiftOf(w) < 0 || this.#random() < 0.5) continue
      this.#live.offer(w, tax)
      offered.add(w)
    }
    return offered
  }

  #next(): readonly Change[] {
    const live = this.#live
    const turn = this.#random()
    if (turn < 0.2) {
      const shift = this.#pick(this.#headcount.length, this.#cancelled)
      this.#cancelled.add(shift)
      this.#awayShifts.push(shift)
      return this.#timed('cancelShift', () => live.cancelShift(shift))
    }
    if (turn < 0.4 && this.#awayShifts.length > 0) {
      const shift = this.#awayShifts.shift()!
      this.#cancelled.delete(shift)
      const edges = this.#rows[shift]!.filter(({ worker }) => !this.#absent.has(worker))
      return this.#timed('addShift', () => live.addShift(shift, this.#headcount[shift]!, edges))
    }
    if (turn < 0.6) {
      const worker = this.#pick(this.#links.length, this.#absent)
      this.#absent.add(worker)
      this.#awayWorkers.push(worker)
      return this.#timed('removeWorker', () => live.removeWorker(worker))
    }
    if (turn < 0.8 && this.#awayWorkers.length > 0) {
      const worker = this.#awayWorkers.shift()!
      this.#absent.delete(worker)
      const edges = this.#links[worker]!.filter(({ shift }) => !this.#cancelled.has(shift))
      return this.#timed('addWorker', () => live.addWorker(worker, edges))
    }
    const shift = this.#pick(this.#headcount.length, this.#cancelled)
    const row = this.#rows[shift]!.filter(({ worker }) => !this.#absent.has(worker))
    if (row.length === 0) return []
    const { worker, value } = row[Math.floor(this.#random() * row.length)]!
    const now = Math.max(1, Math.round(value * (0.8 + 0.4 * this.#random())))
    return this.#timed('setValue', () => live.setValue(shift, worker, now))
  }

  #pick(count: number, without: ReadonlySet<number>): number {
    for (;;) {
      const id = Math.floor(this.#random() * count)
      if (!without.has(id)) return id
    }
  }

  #timed(kind: string, event: () => Change[]): Change[] {
    const began = performance.now()
    const changes = event()
    this.#done.push({ kind, ms: performance.now() - began, moved: changes.length })
    return changes
  }

  times(): Times {
    return summed(this.#done)
  }

  timesByKind(): Record<string, Times> {
    const kinds = Map.groupBy(this.#done, (event) => event.kind)
    return Object.fromEntries([...kinds].map(([kind, events]) => [kind, summed(events)]))
  }
}

function summed(events: readonly Timed[]): Times {
  const ms = events.map((event) => event.ms).sort((a, b) => a - b)
  const at = (share: number) => Number((ms[Math.ceil(share * ms.length) - 1] ?? 0).toFixed(4))
  const total = ms.reduce((sum, n) => sum + n, 0)
  const moved = events.reduce((sum, event) => sum + event.moved, 0)
  return {
    events: events.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    perSecond: Math.round((1000 * events.length) / total),
    movedPerEvent: Number((moved / events.length).toFixed(2)),
  }
}
