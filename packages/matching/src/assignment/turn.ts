import type { Assignment } from './answer.ts'
import { nobody, type Market } from './market.ts'
import type { AssignmentProblem } from './problem.ts'

/**
 * The scarce side should do the bidding: where places outnumber the workers who could fill them, prices of workers rise
 * until many places give up, bid by bid, while prices of shifts hardly move. With one place a shift both sides are alike
 * and the problem can be turned round: workers become shifts and shifts become workers.
 */
export function workersAreScarce(problem: AssignmentProblem): boolean {
  const { headcount, rowStart, edgeWorker, edgeValue, workerCount } = problem
  let places = 0
  let workers = 0
  const seen = new Uint8Array(workerCount)
  for (let s = 0; s < headcount.length; s++) {
    if (headcount[s]! > 1) return false
    if (headcount[s] === 0) continue
    let usable = 0
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) {
      if (edgeValue[e]! <= 0) continue
      usable = 1
      workers += 1 - seen[edgeWorker[e]!]!
      seen[edgeWorker[e]!] = 1
    }
    places += usable
  }
  return workers < places
}

/** The answer to a market from that to it turned round ({@link Market.turned}). */
export function turnBack(
  { headcount, shiftPrice }: Pick<Market, 'headcount' | 'shiftPrice'>,
  answer: Assignment,
): Assignment {
  const shiftOf = new Int32Array(answer.shiftPrice.length).fill(nobody)
  const prices = answer.workerPrice
  for (let s = 0; s < headcount.length; s++) {
    if (answer.shiftOf[s] !== nobody) shiftOf[answer.shiftOf[s]!] = s
    // It was left out and has no place to pay for.
    if (headcount[s] === 0) prices[s] = shiftPrice[s]!
  }
  return { ...answer, shiftOf, shiftPrice: prices, workerPrice: answer.shiftPrice }
}

/** The answer to `problem` from that to it turned round ({@link turnedRowsOf}). */
export function turnAnswer(problem: AssignmentProblem, answer: Assignment): Assignment {
  const { headcount, rowStart, edgeValue } = problem
  const shiftPrice = new Int32Array(headcount.length)
  for (let s = 0; s < headcount.length; s++) {
    if (headcount[s]! > 0) continue
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) shiftPrice[s] = Math.max(shiftPrice[s]!, edgeValue[e]!)
  }
  return turnBack({ headcount, shiftPrice }, answer)
}
