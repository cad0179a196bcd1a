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
export { WorkerIndex, scoreOf } from './candidates/worker-index.ts'
export type {
  Found,
  FoundWorker,
  IndexOptions,
  RankTerms,
  ShiftQuestion,
  WorkerEntry,
} from './candidates/worker-index.ts'
export { ShiftIndex } from './candidates/shift-index.ts'
export type { FoundShift, ShiftEntry, WorkerQuestion } from './candidates/shift-index.ts'
export { obstaclesBetween } from './candidates/obstacles.ts'
export type { Obstacle } from './candidates/obstacles.ts'
export { inSpace, metersBetween } from './candidates/grid.ts'
export type { Area, Point } from './candidates/grid.ts'
