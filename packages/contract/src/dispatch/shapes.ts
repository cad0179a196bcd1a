import { z } from 'zod'
import * as shapes from '../common.ts'
import { applicationLifecycle, invitationLifecycle, offerLifecycle } from '../lifecycles.ts'
import { payMethods, settlementCycles } from '../work-terms.ts'

/** What a take gave: one engagement per shift (all shifts of a job that is taken whole). */
export const taken = z.object({
  engagements: z.array(z.object({ id: shapes.id, shiftId: shapes.id, workerId: shapes.id })),
})

/** The shift it is about, in short; null where the person may no longer see the posting. */
const job = z
  .object({
    title: z.string(),
    placeName: z.string(),
    startsAt: shapes.instant,
    endsAt: shapes.instant,
    payMethod: z.enum(payMethods),
    amountFen: shapes.fen,
    pieceUnit: z.string().nullable(),
    settlementCycle: z.enum(settlementCycles),
    /** More than one: all of them are taken together. */
    shiftCount: z.int(),
  })
  .nullable()

export const applicationView = z.object({
  id: shapes.id,
  shiftId: shapes.id,
  postingId: shapes.id,
  workerId: shapes.id,
  workerName: z.string(),
  state: z.enum(applicationLifecycle.states),
  stateLabel: z.string(),
  madeAt: shapes.instant,
  expiresAt: shapes.instant,
  message: z.string().nullable(),
  /** For the employer: what speaks for this person. Empty for the applicant. */
  reasons: z.array(z.string()),
  job,
})

export const offerView = z.object({
  id: shapes.id,
  shiftId: shapes.id,
  postingId: shapes.id,
  workerId: shapes.id,
  workerName: z.string(),
  state: z.enum(offerLifecycle.states),
  stateLabel: z.string(),
  reasons: z.array(z.string()),
  madeAt: shapes.instant,
  expiresAt: shapes.instant,
  job,
})

/** For the employer alone: whom it named at an hour at which the person is left alone. */
export const invitationView = z.object({
  id: shapes.id,
  shiftId: shapes.id,
  workerId: shapes.id,
  workerName: z.string(),
  state: z.enum(invitationLifecycle.states),
  stateLabel: z.string(),
  madeAt: shapes.instant,
  /** When the person is asked; the time to answer runs from then. */
  asksAt: shapes.instant,
  /** Why it was not made after all, in plain words; null unless dropped. */
  why: z.string().nullable(),
})

/** Somebody to be asked by telephone, for the desk. The number is shown to who begins the call, on record. */
export const callView = z.object({
  offerId: shapes.id,
  maskedName: z.string(),
  job,
  reasons: z.array(z.string()),
  /** Calls made so far, by the machine. */
  attempts: z.int(),
  expiresAt: shapes.instant,
  /** A colleague is talking to the person until then. */
  takenUntil: shapes.instant.nullable(),
})
