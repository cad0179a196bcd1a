export {
  problemFromColumns,
  problemFromEdges,
  checkProblem,
  InvalidProblem,
  maxEdgeValue,
  maxWideValue,
} from './assignment/problem.ts'
export type { AssignmentProblem, Edge } from './assignment/problem.ts'
export { solveAssignment } from './assignment/solve.ts'
export { prepareSolver } from './assignment/prepare.ts'
export type { Assignment, AssignmentOptions } from './assignment/answer.ts'
export { checkAssignment } from './assignment/certificate.ts'
export type { CheckedAssignment } from './assignment/certificate.ts'
export { LiveAssignment } from './live/live-assignment.ts'
export type { Change, ShiftEdge, WorkerEdge } from './live/live-assignment.ts'
export { WorkerIndex } from './candidates/worker-index.ts'
export { scoreOf } from './candidates/entries.ts'
export type { Found, FoundWorker, IndexOptions, RankTerms, ShiftQuestion, WorkerEntry } from './candidates/entries.ts'
export { ShiftIndex } from './candidates/shift-index.ts'
export type { FoundShift, ShiftEntry, WorkerQuestion } from './candidates/shift-index.ts'
export { obstaclesBetween } from './candidates/obstacles.ts'
export type { Obstacle } from './candidates/obstacles.ts'
export { inSpace, metersBetween } from './candidates/grid.ts'
export type { Area, Point } from './candidates/grid.ts'
export { edgeTerms, edgeValue, employerValue, termNames } from './value/terms.ts'
export type { EdgeFacts, EdgeTerms, EdgeWeights, TermName } from './value/terms.ts'
export { incomeGap } from './value/income-gap.ts'
export type { FairnessRule, WorkWeek } from './value/income-gap.ts'
export { rankForEmployer, reasonsForEmployer, reasonsForWorker, whyNot } from './value/reasons.ts'
export type { Reason, WhyNot } from './value/reasons.ts'
export { distanceZh, obstacleZh, reasonForEmployerZh, reasonForWorkerZh, whyNotZh } from './value/wording.ts'
export { acceptChance, acceptFeatures, featuresOf, learnAcceptance, showChance } from './learn/chances.ts'
export type { Asked, AskedFacts, ChanceBeliefs } from './learn/chances.ts'
export { chanceOf, explainChance, learnLogistic, NothingToLearn } from './learn/logistic.ts'
export type { Example, LearningOptions, LogisticModel } from './learn/logistic.ts'
export { shrunkRate, strengthOf } from './learn/rates.ts'
export { calibrate } from './learn/calibration.ts'
export type { Calibration, Prediction, ReliabilityRow } from './learn/calibration.ts'
export {
  Dispatcher,
  AnswerTimes,
  chanceOfTooMany,
  balancedAt,
  dispatchChannels,
  dispatchSettings,
  usualHours,
} from './dispatch/index.ts'
export type {
  Acquaintance,
  Balance,
  Balanced,
  Candidates,
  City,
  DispatchPolicy,
  DispatchSettings,
  NeedFacts,
  Offer,
  OfferAnswer,
  PairTerms,
  PastAnswer,
  PersonFacts,
} from './dispatch/index.ts'
export { solveSchedule } from './schedule/solve.ts'
export type { Schedule, ScheduleOptions } from './schedule/solve.ts'
export { checkSchedule } from './schedule/check.ts'
export type { CheckedSchedule } from './schedule/check.ts'
export type { ScheduleLimits, ScheduleProblem } from './schedule/problem.ts'
