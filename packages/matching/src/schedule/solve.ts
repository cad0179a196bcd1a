import { PriceBound } from './bound.ts'
import { exchange } from './exchange.ts'
import { bidForTime, Plan } from './plan.ts'
import { checkScheduleProblem, type ScheduleProblem } from './problem.ts'
import { Settling } from './settle.ts'
import { startingPrices } from './starting-prices.ts'

export type ScheduleOptions = {
  /** Steps towards a lower bound, each about as long as reading all edges once. Default 160. */
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

const defaultSteps = 160
/** The part of the steps that is made before there is a plan. */
const stepsToPlan = 0.375
/** How far bids overshoot, in parts of the greatest value of an edge: what is left to gain is gained by exchange. */
const bidBits = 6
/** Exchanges that make of the first plan one that says where the bound could go, and those of the last. */
const fewExchanges = 6
const mostExchanges = 100
/** A plan that is less than this part below the bound is not made anew from the last prices. */
const nearly = 1 / 500
/** A plan so near the bound is good enough. */
const asGood = 1 / 100_000

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
  const greatest = greatestOf(problem.edgeValue)
  const step = Math.max(1, greatest >> bidBits)
  const shouldStop = options.shouldStop ?? never
  const prices = new PriceBound(problem, edgeShift, startingPrices(problem))
  const steps = options.steps ?? defaultSteps
  const first = Math.ceil(stepsToPlan * steps)
  for (let i = 0; ; i++) {
    const bound = prices.count()
    if (i >= first || shouldStop() || !prices.step(bound)) break
  }
  const lot = lots()
  prices.back()
  prices.ask()
  let plan = planFrom(prices, problem, edgeShift, order, step)
  exchange(plan, fewExchanges, lot, shouldStop)
  const gap = () => (prices.bound - plan.value) / prices.bound
  for (let i = first; i < steps && gap() > asGood && !shouldStop(); i++) prices.pull(prices.count(), plan.value)
  if (gap() > nearly && !shouldStop()) {
    const settled = new Plan(problem, edgeShift)
    const settling = new Settling(prices, problem, greatest, shouldStop)
    settling.settle(settled, settled.held.keys())
    bidForTime(settled, order, step)
    plan = better(plan, settled)
  }
  if (gap() > asGood) exchange(plan, mostExchanges, lot, shouldStop)
  const { start } = problem
  const shiftsOf = plan.held.map((edges) => edges.map((e) => edgeShift[e]!).sort((a, b) => start[a]! - start[b]!))
  return { shiftsOf, value: plan.value, bound: Math.floor(prices.bound), shiftPrice: prices.bestPrice }
}

function greatestOf(values: ArrayLike<number>): number {
  let greatest = 0
  for (let i = 0; i < values.length; i++) greatest = Math.max(greatest, values[i]!)
  return greatest
}

const never = () => false

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

/** Numbers from 0 to 1, the same ones each time: the same problem has the same plan. */
function lots(): () => number {
  let state = 7
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
