import type { Assignment, AssignmentOptions } from './answer.ts'
import { auction, placesBetweenLooks, roughAuction, settle } from './auction.ts'
import { BackwardSearch } from './backward.ts'
import { ForwardSearch } from './forward.ts'
import { Market, nobody } from './market.ts'
import { linkNear } from './near.ts'
import { maxEdgeValue, sameKind, type AssignmentProblem } from './problem.ts'
import { backInPlace, manyEdges, sideBySide } from './neighbours.ts'
import { rowsOf, turnedRowsOf, type Rows } from './rows.ts'
import { turnAnswer, turnBack, workersAreScarce } from './turn.ts'

/** Bids a place before a rough auction takes over. */
const bidsPerPlace = 4
/** Of so many places one may be left open by the first bids; for more, a rough auction pays. */
const placesPerSearch = 50
/**
 * How far bids of the rough auctions overshoot, in parts of the greatest value of an edge. Where workers are hardly more
 * than places, prices have far to rise and coarse bids (1/512) bring them there; where they abound, coarse bids only
 * spoil plans that fine ones (1/16384) then have to mend.
 */
const tightStepBits = [9, 14]
const slackStepBits = [11]
/** So many of the last steps a worker's search for a place mostly looks into. */
const stepsNear = 32
/** Workers a place from which they abound. */
const abundance = 2

/**
 * The plan of greatest total value. Exact: it ends with prices that prove it (see {@link Assignment.bound}), unless
 * stopped early. Each worker takes at most one shift, a shift at most as many workers as its headcount, and nobody is
 * planned at a loss.
 *
 * Time: about that of sorting the edges where workers abound; O(places · edges · log shifts) at worst. Memory: about
 * 12 bytes an edge, 84 a shift, 16 a worker, 4 a place, besides the problem.
 *
 * @throws InvalidProblem when something is out of range, naming all of it
 */
export function solveAssignment(problem: AssignmentProblem, options: AssignmentOptions = {}): Assignment {
  const { edgeWorker, headcount, workerCount } = problem
  if (edgeWorker.length < manyEdges) return solveRows(rowsOf(problem), headcount, workerCount, options)
  return solveSideBySide(problem, options)
}

/** {@link solveAssignment} with neighbours put together first: for problems that fill more than the caches. */
export function solveSideBySide(problem: AssignmentProblem, options: AssignmentOptions = {}): Assignment {
  const near = sideBySide(problem)
  return backInPlace(problem, near, solveRows(near.rows, near.headcount, near.workerAt.length, options))
}

function solveRows(rows: Rows, headcount: Int32Array, workerCount: number, options: AssignmentOptions): Assignment {
  if (!workersAreScarce(rows, headcount, workerCount)) return solve(new Market(rows, headcount, workerCount), options)
  const ones = new Int32Array(workerCount).fill(1)
  const market = new Market(turnedRowsOf(rows, headcount, workerCount), ones, headcount.length)
  market.linkTo(rows, headcount)
  return turnAnswer(rows, headcount, solve(market, options))
}

function solve(market: Market, options: AssignmentOptions): Assignment {
  const open = auction(market, bidsPerPlace * market.members.length)
  const many = open.length * placesPerSearch > market.members.length
  const stepBits = market.shiftOf.length < abundance * market.members.length ? tightStepBits : slackStepBits
  return finish(market, open, many ? stepBits : [], options.shouldStop ?? never)
}

/**
 * Brings market to its best: rough bids, then searches for what these left open. Rough bids may also have left workers
 * free at a price. Few of them are placed one by one; for many the market is turned round, so that they do the bidding,
 * more finely than the places did.
 */
function finish(market: Market, first: Int32Array, bits: readonly number[], shouldStop: () => boolean): Assignment {
  const open = bits.length > 0 ? bidRoughly(market, first, bits, shouldStop) : first
  const left = search(market, open, shouldStop)
  if (left.length > 0) return readOff(market, fillFromTheFree(market, left))
  const waiting = whoWaits(market)
  if (waiting.length === 0) return readOff(market, 0)
  const finer = bits.slice(1)
  const linked = market.linkBegin.length > 0
  if (finer.length > 0 && waiting.length * placesPerSearch > market.members.length && isUnit(market)) {
    if (!linked) market.link()
    return turnBack(market, finish(market.turned(), waiting, finer, shouldStop))
  }
  // Rough bids overshot by a step each, and prices are off by a few of these.
  if (!linked) linkNear(market, stepsNear * (stepsOf(market, bits).at(-1) ?? 1))
  placeEach(market, waiting, shouldStop)
  return readOff(market, 0)
}

const isUnit = ({ headcount }: Market) => headcount.every((places) => places <= 1)

const never = () => false

/** Places go on bidding, more and more finely. @returns shifts with a place still to fill, once for each place */
function bidRoughly(market: Market, open: Int32Array, bits: readonly number[], shouldStop: () => boolean): Int32Array {
  const touched = new Uint8Array(market.headcount.length)
  const worthOf = sameKind(market.edges, market.shiftOf.length)
  const steps = stepsOf(market, bits)
  for (let i = 0; i < steps.length; i++) {
    roughAuction(market, open, steps[i]!, touched, worthOf, shouldStop)
    const last = i === steps.length - 1 || shouldStop()
    open = settle(market, touched, worthOf, last ? 0 : steps[i + 1]!)
    if (last) break
  }
  return open
}

/** By how much bids overshoot. */
function stepsOf({ greatest }: Market, bits: readonly number[]): number[] {
  return bits.map((shift) =>
    Math.max(1, greatest <= maxEdgeValue ? greatest >> shift : Math.floor(greatest / 2 ** shift)),
  )
}

/** Fills one place after another. @returns those for which the time was too short */
function search(market: Market, open: Int32Array, shouldStop: () => boolean): Int32Array {
  const forward = new ForwardSearch(market)
  for (let i = 0; i < open.length; i++) {
    if (i % placesBetweenLooks === 0 && shouldStop()) return open.subarray(i)
    forward.fill(open[i]!)
  }
  return open.subarray(open.length)
}

/** Workers whom a rough auction has left free at a price. */
function whoWaits({ workerPrice, shiftOf }: Market): Int32Array {
  const waits: number[] = []
  for (let w = 0; w < shiftOf.length; w++) if (workerPrice[w]! > 0 && shiftOf[w] === nobody) waits.push(w)
  return Int32Array.from(waits)
}

/** Finds a place for each who waits, or brings the price down to 0. */
function placeEach(market: Market, waiting: Int32Array, shouldStop: () => boolean): void {
  const backward = new BackwardSearch(market)
  for (let i = 0; i < waiting.length; i++) {
    if (i % placesBetweenLooks === 0 && shouldStop()) break
    backward.place(waiting[i]!)
  }
}

/**
 * The best free worker for each open place, one after another. The prices stay as they are: they still bound all plans.
 *
 * @returns by how much these pairs are worth less than their prices
 */
function fillFromTheFree(market: Market, open: Int32Array): number {
  const { begin, end, edges, workerPrice, shiftOf, shiftPrice } = market
  let shortOf = 0
  for (const s of open) {
    market.order(s)
    for (let e = begin[s]!; e < end[s]!; e++) {
      if (shiftOf[edges[2 * e]!]! >= 0) continue
      market.join(s, edges[2 * e]!)
      shortOf += shiftPrice[s]! + workerPrice[edges[2 * e]!]! - edges[2 * e + 1]!
      break
    }
  }
  return shortOf
}

/** Planned pairs are worth exactly their prices, but for what the deadline left `shortOf` them. */
function readOff(market: Market, shortOf: number): Assignment {
  const { shiftPrice, headcount, memberCount, workerPrice, shiftOf } = market
  let bound = 0
  let value = 0 - shortOf
  for (let s = 0; s < headcount.length; s++) {
    bound += shiftPrice[s]! * headcount[s]!
    value += shiftPrice[s]! * memberCount[s]!
  }
  for (let w = 0; w < workerPrice.length; w++) {
    if (workerPrice[w] === 0) continue
    bound += workerPrice[w]!
    if (shiftOf[w] !== nobody) value += workerPrice[w]!
  }
  return { shiftOf, value, bound, optimal: value === bound, shiftPrice, workerPrice }
}
