import type { Assignment, AssignmentOptions } from './answer.ts'
import { auction } from './auction.ts'
import { ForwardSearch } from './forward.ts'
import { Market, nobody } from './market.ts'
import { checkProblem, type AssignmentProblem } from './problem.ts'
import { sortedRows } from './rows.ts'
import { turnAnswer, turned, workersAreScarce } from './turn.ts'

/** Places between two looks at the clock. */
const placesBetweenLooks = 64
/** Bids a place before the searches take over. */
const bidsPerPlace = 20

/**
 * The plan of greatest total value. Exact: it ends with prices that prove it (see {@link Assignment.bound}), unless
 * stopped early. Each worker takes at most one shift, a shift at most as many workers as its headcount, and nobody is
 * planned at a loss.
 *
 * Time: about that of sorting the edges where workers abound; O(places · edges · log shifts) at worst. Memory: about
 * 12 bytes an edge, 20 a shift, 16 a worker, 4 a place, besides the problem.
 *
 * @throws InvalidProblem when something is out of range, naming all of it
 */
export function solveAssignment(problem: AssignmentProblem, options: AssignmentOptions = {}): Assignment {
  checkProblem(problem)
  return workersAreScarce(problem) ? turnAnswer(problem, solve(turned(problem), options)) : solve(problem, options)
}

function solve(problem: AssignmentProblem, options: AssignmentOptions): Assignment {
  const market = new Market(sortedRows(problem), problem.headcount, problem.workerCount)
  const open = auction(market, bidsPerPlace * market.members.length)
  const search = new ForwardSearch(market)
  for (let i = 0; i < open.length; i++) {
    if (options.shouldStop && i % placesBetweenLooks === 0 && options.shouldStop()) {
      return readOff(market, fillFromTheFree(market, open.subarray(i)))
    }
    search.fill(open[i]!)
  }
  return readOff(market, 0)
}

/**
 * The best free worker for each open place, one after another. The prices stay as they are: they still bound all plans.
 *
 * @returns by how much these pairs are worth less than their prices
 */
function fillFromTheFree(market: Market, open: Int32Array): number {
  const { begin, end, edges, workers, shiftPrice } = market
  let shortOf = 0
  for (const s of open) {
    for (let e = begin[s]!; e < end[s]!; e++) {
      if (workers[2 * edges[2 * e]! + 1]! >= 0) continue
      market.join(s, edges[2 * e]!)
      shortOf += shiftPrice[s]! - edges[2 * e + 1]!
      break
    }
  }
  return shortOf
}

/** Planned pairs are worth exactly their prices, but for what the deadline left `shortOf` them. */
function readOff(market: Market, shortOf: number): Assignment {
  const { shiftPrice, headcount, memberCount, workers } = market
  const workerCount = workers.length / 2
  const shiftOf = new Int32Array(workerCount)
  const workerPrice = new Int32Array(workerCount)
  let bound = 0
  let value = 0 - shortOf
  for (let s = 0; s < headcount.length; s++) {
    bound += shiftPrice[s]! * headcount[s]!
    value += shiftPrice[s]! * memberCount[s]!
  }
  for (let w = 0; w < workerCount; w++) {
    workerPrice[w] = workers[2 * w]!
    shiftOf[w] = workers[2 * w + 1]!
    bound += workerPrice[w]!
    if (shiftOf[w] !== nobody) value += workerPrice[w]!
  }
  return { shiftOf, value, bound, optimal: value === bound, shiftPrice, workerPrice }
}
