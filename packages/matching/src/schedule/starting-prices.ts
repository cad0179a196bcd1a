import type { AssignmentProblem } from '../assignment/problem.ts'
import { solveAssignment } from '../assignment/solve.ts'

/**
 * A first guess at what a place is worth: half way between its prices where a worker does one shift and where one does
 * any two, both of which the assignment solver finds exactly and soon.
 */
export function startingPrices(problem: AssignmentProblem): Float64Array {
  const one = solveAssignment(problem).shiftPrice
  const two = solveAssignment(twiceThere(problem)).shiftPrice
  return Float64Array.from(one, (price, s) => (price + two[s]!) / 2)
}

/** Every worker stands there twice. */
function twiceThere({ workerCount, headcount, rowStart, edgeWorker, edgeValue }: AssignmentProblem): AssignmentProblem {
  const workers = new Int32Array(2 * edgeWorker.length)
  const values = new Int32Array(2 * edgeWorker.length)
  for (let e = 0; e < edgeWorker.length; e++) {
    workers[2 * e] = edgeWorker[e]!
    workers[2 * e + 1] = edgeWorker[e]! + workerCount
    values[2 * e] = edgeValue[e]!
    values[2 * e + 1] = edgeValue[e]!
  }
  return {
    workerCount: 2 * workerCount,
    headcount,
    rowStart: rowStart.map((at) => 2 * at),
    edgeWorker: workers,
    edgeValue: values,
  }
}
