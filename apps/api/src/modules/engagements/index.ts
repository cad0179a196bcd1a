import type { EngagementMove } from '@linggong/contract'
import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { transition, transitionMany, type Move } from '../../kernel/transition.ts'
import { engagementMachine } from './machine.ts'
import { engagementsRoutes } from './routes.ts'
import {
  closeCapacities,
  countNoShows,
  findEngagements,
  findKnownWorkers,
  overlapping,
  putCapacities,
  readPlaces,
  toEngagement,
  type Engagement,
  type EngagementFilter,
  type EngagementRow,
} from './store.ts'
import { findBusyTimes, findOftenMissing, findRecordsSince, findWorkRecords } from './store-records.ts'
import { refuse, sqlState } from '../../kernel/errors.ts'

export type { Engagement, EngagementFilter } from './store.ts'
export type { Acceptance, Accepted, ShiftToAccept } from './actions/accept-shifts.ts'
export { acceptShifts } from './actions/accept-shifts.ts'
export {
  givenBack,
  occupiedTimes,
  partiesOf,
  placesOf,
  rosters,
  type GivenBack,
  type Occupied,
} from './store-market.ts'
export { cancellationFacts } from './rules.ts'
export { cancelEngagement } from './actions/cancel-engagement.ts'
export { markNoShow } from './actions/mark-no-show.ts'
export {
  contestRecord,
  contestShiftRecord,
  recordReviewed,
  settleRecord,
  settleShiftRecord,
} from './actions/review-record.ts'
export { costsEmployer, mustSetAside } from './rules-standing.ts'
export { employerStandingLevel, employerStandingWords, recordOf, standingShares } from './actions/standing.ts'
export { readEngagement } from './actions/read.ts'
export { capacitiesOf, engagementToView } from './view.ts'

type States = (typeof engagementMachine.lifecycle.states)[number]

/** Engagements this scope may see, newest shift first; at most 1,000 unless `limit` says otherwise. */
export function readEngagements(ctx: Ctx, filter: EngagementFilter): Promise<Engagement[]> {
  return findEngagements(ctx, filter)
}

/** Moves one engagement; see `transition` for the refusals. Cancelling has its own function. */
export async function moveEngagement(
  ctx: Ctx,
  id: string,
  move: Move<EngagementMove>,
): Promise<{ engagement: Engagement; already: boolean }> {
  const { row, already } = await transition<EngagementRow, States, EngagementMove>(ctx, engagementMachine, id, move)
  return { engagement: toEngagement(row), already }
}

/** Moves those of `ids` that are in a state to move from, and returns them. */
export async function moveEngagements(
  ctx: Ctx,
  ids: readonly string[],
  move: Move<EngagementMove>,
): Promise<Engagement[]> {
  const rows = await transitionMany<EngagementRow, States, EngagementMove>(ctx, engagementMachine, ids, move)
  return rows.map(toEngagement)
}

/** Opens shifts for taking, or changes their headcount. Refuses HeadcountBelowTaken. */
export async function openCapacity(
  ctx: Ctx,
  shifts: ReadonlyArray<{ shiftId: string; headcount: number }>,
): Promise<void> {
  const known = await readPlaces(
    ctx,
    shifts.map((shift) => shift.shiftId),
  )
  for (const shift of shifts) {
    const taken = known.get(shift.shiftId)?.taken ?? 0
    if (shift.headcount < taken) refuse('HeadcountBelowTaken', { facts: { taken } })
  }
  try {
    await putCapacities(ctx, shifts)
  } catch (error) {
    if (sqlState(error) === '23514') return refuse('StateConflict')
    throw error
  }
}

/** Nobody can take these shifts any more; engagements already made stand. */
export const closeCapacity = closeCapacities
export const places = readPlaces
export const busyTimes = findBusyTimes
export type { WorkRecord } from './store-records.ts'
export const workRecords = findWorkRecords
export const recordsSince = findRecordsSince
export const oftenMissing = findOftenMissing
export const recentNoShows = countNoShows
export const knownWorkers = findKnownWorkers
/** Those of the workers who hold a live engagement overlapping one of the windows. */
export const busyWorkers = overlapping

export function register(app: Application): void {
  app.serve(engagementsRoutes)
}
