import { clash, exceeded, sameDay, sameEmployer, sameWeek, type ScheduleProblem } from './problem.ts'

/** Who holds which places, and what each place has cost; edges are those of the problem. */
export class Plan {
  readonly problem: ScheduleProblem
  readonly edgeShift: Int32Array
  /** Edges held by each worker, in no order. */
  readonly held: number[][]
  readonly filled: Int32Array
  /** What the shift of a held edge has paid for the worker's time: who takes the time must pay more. */
  readonly paid: Float64Array
  value = 0

  constructor(problem: ScheduleProblem, edgeShift: Int32Array) {
    this.problem = problem
    this.edgeShift = edgeShift
    this.held = Array.from({ length: problem.workerCount }, () => [])
    this.filled = new Int32Array(problem.headcount.length)
    this.paid = new Float64Array(problem.edgeWorker.length)
  }

  take(edge: number, paid: number): void {
    this.held[this.problem.edgeWorker[edge]!]!.push(edge)
    this.filled[this.edgeShift[edge]!]! += 1
    this.paid[edge] = paid
    this.value += this.problem.edgeValue[edge]!
  }

  drop(edge: number): void {
    const held = this.held[this.problem.edgeWorker[edge]!]!
    held[held.indexOf(edge)] = held[held.length - 1]!
    held.pop()
    this.filled[this.edgeShift[edge]!]! -= 1
    this.value -= this.problem.edgeValue[edge]!
  }

  /** What must go, and what it has paid together, so that the worker of `edge` can take its shift; −1 if never. */
  costOf(edge: number): number {
    const { problem, edgeShift, paid } = this
    const s = edgeShift[edge]!
    const held = this.held[problem.edgeWorker[edge]!]!
    goCount = 0
    let cost = 0
    let stayCount = 0
    for (let i = 0; i < held.length; i++) {
      const other = edgeShift[held[i]!]!
      if (other === s) return -1
      if (clash(problem, other, s)) {
        go[goCount++] = held[i]!
        cost += paid[held[i]!]!
      } else {
        stay[stayCount] = other
        stayEdge[stayCount++] = held[i]!
      }
    }
    for (;;) {
      const over = exceeded(problem, s, stay, stayCount)
      if (over === null) return cost
      // The cheapest of those that count for the limit.
      let cheapest = -1
      for (let i = 0; i < stayCount; i++) {
        const near =
          over === 'day' || over === 'employerDay' ? sameDay(problem, stay[i]!, s) : sameWeek(problem, stay[i]!, s)
        if (!near || (over.startsWith('employer') && !sameEmployer(problem, stay[i]!, s))) continue
        if (cheapest < 0 || paid[stayEdge[i]!]! < paid[stayEdge[cheapest]!]!) cheapest = i
      }
      // The shift alone is longer than allowed.
      if (cheapest < 0) return -1
      go[goCount++] = stayEdge[cheapest]!
      cost += paid[stayEdge[cheapest]!]!
      stayCount -= 1
      stay[cheapest] = stay[stayCount]!
      stayEdge[cheapest] = stayEdge[stayCount]!
    }
  }
}

/** Scratch of {@link Plan.costOf}; `go` is what must be dropped. */
const go: number[] = []
let goCount = 0
const stay: number[] = []
const stayEdge: number[] = []

/**
 * Open places bid for the time of workers: each takes the worker who leaves it most after paying what the work in the
 * way has paid, and pays up to where the second best would do as well, and `step` more. Displaced places bid again.
 * What is paid for a worker's time rises with each bid, so it comes to an end.
 */
export function bidForTime(plan: Plan, order: Int32Array, step: number): void {
  const { problem, edgeShift } = plan
  const { headcount } = problem
  const queue: number[] = []
  for (let s = headcount.length - 1; s >= 0; s--) {
    for (let open = headcount[s]! - plan.filled[s]!; open > 0; open--) queue.push(s)
  }
  while (queue.length > 0) {
    const s = queue.pop()!
    look(plan, order, s)
    const { edge: best, left, next } = found
    if (best < 0) continue
    const cost = plan.costOf(best)
    for (const edge of go.slice(0, goCount)) {
      plan.drop(edge)
      queue.push(edgeShift[edge]!)
    }
    plan.take(best, cost + Math.min(left, left - next + step))
  }
}

/** What the last {@link look} found. */
const found = { edge: -1, left: 0, next: 0 }

function look(plan: Plan, order: Int32Array, s: number): void {
  const { rowStart, edgeValue } = plan.problem
  found.edge = -1
  found.left = 0
  found.next = 0
  for (let i = rowStart[s]!; i < rowStart[s + 1]!; i++) {
    const e = order[i]!
    if (edgeValue[e]! <= found.next) break
    const cost = plan.costOf(e)
    if (cost < 0) continue
    const leaves = edgeValue[e]! - cost
    if (leaves > found.left) {
      found.next = found.left
      found.left = leaves
      found.edge = e
    } else if (leaves > found.next) found.next = leaves
  }
}
