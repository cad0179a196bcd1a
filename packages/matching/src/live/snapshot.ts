import type { Assignment } from '../assignment/answer.ts'
import { nobody } from '../assignment/market.ts'
import type { AssignmentProblem } from '../assignment/problem.ts'
import type { LiveMarket } from './live-market.ts'

/** A copy of the market as a problem, and of its plan and prices as the answer. */
export function snapshotOf(market: LiveMarket): { problem: AssignmentProblem; answer: Assignment } {
  const problem = problemOf(market)
  const shiftPrice = market.shiftPrice.slice(0, market.shiftCount)
  const workerPrice = new Int32Array(market.workerCount)
  const shiftOf = new Int32Array(market.workerCount)
  let bound = 0
  let value = 0
  for (let s = 0; s < market.shiftCount; s++) {
    bound += shiftPrice[s]! * problem.headcount[s]!
    value += shiftPrice[s]! * market.memberCount[s]!
  }
  for (let w = 0; w < market.workerCount; w++) {
    workerPrice[w] = market.workerPrice[w]!
    shiftOf[w] = market.shiftOf[w]!
    bound += workerPrice[w]!
    if (shiftOf[w] !== nobody) value += workerPrice[w]!
  }
  return { problem, answer: { shiftOf, value, bound, optimal: value === bound, shiftPrice, workerPrice } }
}

function problemOf(market: LiveMarket): AssignmentProblem {
  const { shiftCount, workerCount, begin, end, edges } = market
  const rowStart = new Int32Array(shiftCount + 1)
  for (let s = 0; s < shiftCount; s++) rowStart[s + 1] = rowStart[s]! + end[s]! - begin[s]!
  const edgeWorker = new Int32Array(rowStart[shiftCount]!)
  const edgeValue = new Int32Array(rowStart[shiftCount]!)
  for (let s = 0; s < shiftCount; s++) {
    for (let e = begin[s]!, to = rowStart[s]!; e < end[s]!; e++, to++) {
      edgeWorker[to] = edges[2 * e]!
      edgeValue[to] = edges[2 * e + 1]!
    }
  }
  return { workerCount, headcount: market.headcount.slice(0, shiftCount), rowStart, edgeWorker, edgeValue }
}
