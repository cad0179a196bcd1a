import { PriceBound } from './bound.ts'
import { bidForTime, guessPrices, Plan } from './plan.ts'
import { checkScheduleProblem, type ScheduleProblem } from './problem.ts'

export type ScheduleOptions = {
  /** Steps towards a lower bound, each about as long as reading all edges once. Default 120. */
  readonly steps?: number
  /** Asked between two steps; once it says true, the plan and the bound are what they are by then. */
  readonly shouldStop?: () => boolean
}

export type Schedule = {
  /** Shifts of each worker, by start. */
  readonly shiftsOf: readonly (readonly number[])[]
  readonly value: number
  /** No plan whatever is worth more than this: places at `shiftPrice`, and the best each worker could do at it. */
  readonly bound: number
  readonly shiftPrice: Float64Array
}

const defaultSteps = 120
/** Steps between two attempts at a plan from the prices. */
const stepsPerPlan = 12
/** Steps without a lower bound before the steps become shorter by half. */
const patience = 5
/** How far bids overshoot, in parts of the greatest value of an edge. */
const bidBits = 11

/**
 * Several shifts a worker: a plan of great value in which no worker has two shifts at once or too little time for the
 * way, nor more hours than allowed, and a proven bound on every plan. The problem is hard, so the plan need not be the
 * best there is; `value / bound` says how far it can be from it at most.
 *
 * @throws InvalidProblem when something is out of range, naming all of it
 */
export function solveSchedule(problem: ScheduleProblem, options: ScheduleOptions = {}): Schedule {
  checkScheduleProblem(problem)
  const edgeShift = shiftsOfEdges(problem)
  const order = bestFirst(problem)
  const step = Math.max(1, greatestOf(problem.edgeValue) >> bidBits)
  let plan = new Plan(problem, edgeShift)
  bidForTime(plan, order, step)
  const prices = new PriceBound(problem, edgeShift, guessPrices(plan, order))
  let weight = 1
  let failures = 0
  const steps = options.steps ?? defaultSteps
  for (let i = 0; ; i++) {
    const before = prices.bound
    const bound = prices.count()
    if (i % stepsPerPlan === 0 || i === steps) plan = better(plan, planFrom(prices, problem, edgeShift, order, step))
    failures = bound < before ? 0 : failures + 1
    if (failures >= patience) {
      weight /= 2
      failures = 0
    }
    if (i >= steps || options.shouldStop?.() || !prices.step(bound, plan.value, weight)) break
  }
  const { start } = problem
  const shiftsOf = plan.held.map((edges) => edges.map((e) => edgeShift[e]!).sort((a, b) => start[a]! - start[b]!))
  return { shiftsOf, value: plan.value, bound: Math.floor(prices.bound), shiftPrice: prices.bestPrice }
}

function greatestOf(values: ArrayLike<number>): number {
  let greatest = 0
  for (let i = 0; i < values.length; i++) greatest = Math.max(greatest, values[i]!)
  return greatest
}

const better = (a: Plan, b: Plan) => (b.value > a.value ? b : a)

function shiftsOfEdges({ rowStart, edgeWorker }: ScheduleProblem): Int32Array {
  const edgeShift = new Int32Array(edgeWorker.length)
  for (let s = 0; s + 1 < rowStart.length; s++) edgeShift.fill(s, rowStart[s], rowStart[s + 1])
  return edgeShift
}

/** Edges of each row, best first. */
function bestFirst({ rowStart, edgeValue }: ScheduleProblem): Int32Array {
  const order = Int32Array.from(edgeValue, (_, e) => e)
  for (let s = 0; s + 1 < rowStart.length; s++) {
    order.subarray(rowStart[s], rowStart[s + 1]).sort((a, b) => edgeValue[b]! - edgeValue[a]!)
  }
  return order
}

/**
 * A plan from what workers would choose at the prices: where too many want a shift, those who gain most by it have it;
 * the places left open bid for what time there is, or for time that is worth less to its holders.
 */
function planFrom(
  prices: PriceBound,
  problem: ScheduleProblem,
  edgeShift: Int32Array,
  order: Int32Array,
  step: number,
): Plan {
  const { headcount, edgeValue } = problem
  const plan = new Plan(problem, edgeShift)
  const profit = (e: number) => edgeValue[e]! - prices.price[edgeShift[e]!]!
  for (const e of prices.choice.toSorted((a, b) => profit(b) - profit(a))) {
    if (plan.filled[edgeShift[e]!]! < headcount[edgeShift[e]!]!) plan.take(e, profit(e))
  }
  bidForTime(plan, order, step)
  return plan
}
