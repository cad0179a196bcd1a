import type { Assignment } from './answer.ts'
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

/** The same problem with one row a worker; for shifts with one place or none. Time and memory O(edges + shifts + workers). */
export function turned(problem: AssignmentProblem): AssignmentProblem {
  const { headcount, rowStart, edgeWorker, edgeValue, workerCount } = problem
  const turnedStart = new Int32Array(workerCount + 1)
  for (let s = 0; s < headcount.length; s++) {
    if (headcount[s] === 0) continue
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) if (edgeValue[e]! > 0) turnedStart[edgeWorker[e]! + 1]! += 1
  }
  for (let w = 0; w < workerCount; w++) turnedStart[w + 1]! += turnedStart[w]!
  const next = turnedStart.slice(0, workerCount)
  const shifts = new Int32Array(turnedStart[workerCount]!)
  const values = new Int32Array(turnedStart[workerCount]!)
  for (let s = 0; s < headcount.length; s++) {
    if (headcount[s] === 0) continue
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) {
      if (edgeValue[e]! <= 0) continue
      const at = next[edgeWorker[e]!]!++
      shifts[at] = s
      values[at] = edgeValue[e]!
    }
  }
  return {
    workerCount: headcount.length,
    headcount: new Int32Array(workerCount).fill(1),
    rowStart: turnedStart,
    edgeWorker: shifts,
    edgeValue: values,
  }
}

/** The answer to `problem` from that to {@link turned}. */
export function turnAnswer(problem: AssignmentProblem, answer: Assignment): Assignment {
  const { headcount, rowStart, edgeValue, workerCount } = problem
  const shiftOf = new Int32Array(workerCount).fill(-1)
  const shiftPrice = answer.workerPrice
  for (let s = 0; s < headcount.length; s++) {
    const w = answer.shiftOf[s]!
    if (w >= 0) shiftOf[w] = s
    if (headcount[s]! > 0) continue
    // It was left out and has no place to pay for: any price above its edges will do.
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) shiftPrice[s] = Math.max(shiftPrice[s]!, edgeValue[e]!)
  }
  return { ...answer, shiftOf, shiftPrice, workerPrice: answer.shiftPrice }
}
