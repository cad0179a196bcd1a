import type { Assignment } from './answer.ts'
import type { AssignmentProblem } from './problem.ts'

export type CheckedAssignment = {
  /** Everything that is not as it must be; empty for every answer of a sound solver. */
  readonly faults: readonly string[]
  /** Sum of the values of the planned pairs, counted from the problem. */
  readonly value: number
  /** Sum of the prices of all places and workers: no plan is worth more. */
  readonly bound: number
  /** Workers planned. */
  readonly assigned: number
}

/**
 * Checks an answer by the problem alone: the plan keeps to headcounts, uses edges that exist, and the prices bound every
 * plan (none negative, no edge worth more than its two prices). With `value === bound` the plan is thereby proved best.
 * It shares no code with the solver. Time and memory O(edges + shifts + workers).
 */
export function checkAssignment(problem: AssignmentProblem, answer: Assignment): CheckedAssignment {
  const { headcount, rowStart, edgeWorker, edgeValue, workerCount } = problem
  const { shiftOf, shiftPrice, workerPrice } = answer
  const faults: string[] = []
  const fault = (text: string) => faults.length < 20 && faults.push(text)
  const taken = new Int32Array(headcount.length)
  const worth = new Float64Array(workerCount).fill(Number.NEGATIVE_INFINITY)
  let bound = 0
  for (let s = 0; s < headcount.length; s++) {
    if (shiftPrice[s]! < 0) fault(`shift ${s} has the price ${shiftPrice[s]}`)
    bound += shiftPrice[s]! * headcount[s]!
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) {
      const w = edgeWorker[e]!
      if (edgeValue[e]! > shiftPrice[s]! + workerPrice[w]!) fault(`edge ${e} is worth more than its prices`)
      if (shiftOf[w] === s) worth[w] = Math.max(worth[w]!, edgeValue[e]!)
    }
  }
  let value = 0
  let assigned = 0
  for (let w = 0; w < workerCount; w++) {
    if (workerPrice[w]! < 0) fault(`worker ${w} has the price ${workerPrice[w]}`)
    bound += workerPrice[w]!
    const s = shiftOf[w]!
    if (s === -1) continue
    assigned += 1
    if (worth[w] === Number.NEGATIVE_INFINITY) fault(`worker ${w} is planned for shift ${s} without an edge`)
    else value += worth[w]!
    if (s >= 0 && s < headcount.length) taken[s]! += 1
  }
  for (let s = 0; s < headcount.length; s++) {
    if (taken[s]! > headcount[s]!) fault(`shift ${s} has ${taken[s]} workers for ${headcount[s]} places`)
  }
  if (value !== answer.value) fault(`the plan is worth ${value}, not ${answer.value}`)
  if (bound !== answer.bound) fault(`the prices sum up to ${bound}, not ${answer.bound}`)
  if (value > bound) fault(`the plan is worth ${value}, more than the bound ${bound}`)
  return { faults, value, bound, assigned }
}
