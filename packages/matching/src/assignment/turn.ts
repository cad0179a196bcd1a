import type { Assignment } from './answer.ts'
import { nobody, type Market } from './market.ts'
import { sameKind } from './problem.ts'
import type { Rows } from './rows.ts'

/**
 * The scarce side should do the bidding: where places outnumber the workers who could fill them, prices of workers rise
 * until many places give up, bid by bid, while prices of shifts hardly move. With one place a shift both sides are alike
 * and the problem can be turned round: workers become shifts and shifts become workers.
 */
export function workersAreScarce({ begin, end, edges }: Rows, headcount: Int32Array, workerCount: number): boolean {
  let places = 0
  for (let s = 0; s < headcount.length; s++) {
    if (headcount[s]! > 1) return false
    if (headcount[s] === 1 && end[s]! > begin[s]!) places += 1
  }
  let workers = 0
  const seen = new Uint8Array(workerCount)
  for (let s = 0; s < headcount.length && workers < places; s++) {
    if (headcount[s] === 0) continue
    const to = 2 * end[s]!
    for (let i = 2 * begin[s]!; i < to; i += 2) {
      const w = edges[i]!
      if (seen[w] === 1) continue
      seen[w] = 1
      workers += 1
    }
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

/** The answer to a market of these rows from that to it turned round ({@link turnedRowsOf}). */
export function turnAnswer({ begin, end, edges }: Rows, headcount: Int32Array, answer: Assignment): Assignment {
  const shiftPrice = sameKind(edges, headcount.length)
  for (let s = 0; s < headcount.length; s++) {
    if (headcount[s]! > 0) continue
    for (let e = begin[s]!; e < end[s]!; e++) shiftPrice[s] = Math.max(shiftPrice[s]!, edges[2 * e + 1]!)
  }
  return turnBack({ headcount, shiftPrice }, answer)
}
