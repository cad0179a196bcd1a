export {
  problemFromColumns,
  problemFromEdges,
  checkProblem,
  InvalidProblem,
  maxEdgeValue,
} from './assignment/problem.ts'
export type { AssignmentProblem, Edge } from './assignment/problem.ts'
export { solveAssignment } from './assignment/solve.ts'
export type { Assignment, AssignmentOptions } from './assignment/answer.ts'
export { checkAssignment } from './assignment/certificate.ts'
export type { CheckedAssignment } from './assignment/certificate.ts'
export { LiveAssignment } from './live/live-assignment.ts'
export type { Change, ShiftEdge, WorkerEdge } from './live/live-assignment.ts'
