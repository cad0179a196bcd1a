import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { engagementLifecycle, timesheetLifecycle } from '../lifecycles.ts'
import { worktimePaths as paths } from './paths.ts'

const engagementState = z.enum(engagementLifecycle.states)
const engagementParams = z.object({ engagementId: shapes.id })
const shiftParams = z.object({ shiftId: shapes.id })
const tokenParams = z.object({ token: z.string().regex(/^[\w-]{16,64}$/) })
const code = z.string().regex(/^\d{4,8}$/)
const pieces = z.int().min(0).max(1_000_000)

export const timesheetView = z.object({
  engagementId: shapes.id,
  shiftId: shapes.id,
  workerId: shapes.id,
  workerName: z.string(),
  title: z.string(),
  state: z.enum(timesheetLifecycle.states),
  stateLabel: z.string(),
  startsAt: shapes.instant,
  endsAt: shapes.instant,
  checkedInAt: shapes.instant,
  checkedOutAt: shapes.instant.nullable(),
  /** Nobody checked out: the planned end was taken. */
  autoCheckedOut: z.boolean(),
  brokenOffReason: z.string().nullable(),
  brokenOffLabel: z.string().nullable(),
  lateMinutes: shapes.minutes,
  recordedMinutes: shapes.minutes.nullable(),
  /** Paid minutes altogether, overtime included. */
  minutes: shapes.minutes.nullable(),
  overtimeMinutes: shapes.minutes.nullable(),
  hoursText: z.string().nullable(),
  pieces: z.number().nullable(),
  pieceUnit: z.string().nullable(),
  correctedBy: z.string().nullable(),
  correctionReason: z.string().nullable(),
  correctionLabel: z.string().nullable(),
  correctionNote: z.string().nullable(),
  undisputedMinutes: shapes.minutes.nullable(),
  /** When it counts as confirmed without anybody doing anything. */
  confirmBy: shapes.instant.nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: shapes.instant.nullable(),
  possible: z.array(z.string()),
})

/** Where one stands with one's work, and what can be done now. */
export const workView = z.object({
  engagementId: shapes.id,
  state: engagementState,
  stateLabel: z.string(),
  title: z.string(),
  placeName: z.string(),
  address: z.string(),
  startsAt: shapes.instant,
  endsAt: shapes.instant,
  contractId: shapes.id.nullable(),
  mustSign: z.boolean(),
  checkInFrom: shapes.instant,
  checkInUntil: shapes.instant,
  canCheckIn: z.boolean(),
  canCheckOut: z.boolean(),
  checkedInAt: shapes.instant.nullable(),
  checkedOutAt: shapes.instant.nullable(),
  lat: shapes.latitude,
  lng: shapes.longitude,
  radiusMeters: z.number(),
})

const checked = z.object({
  engagementId: shapes.id,
  state: engagementState,
  already: z.boolean(),
  sentence: z.string(),
})
const rowResult = z.object({
  engagementId: shapes.id,
  ok: z.boolean(),
  code: z.string().nullable(),
  message: z.string(),
})
const shiftCode = z.object({ url: z.string(), svg: z.string(), validFrom: shapes.instant, validUntil: shapes.instant })
const todayRow = z.object({
  engagementId: shapes.id,
  shiftId: shapes.id,
  postingId: shapes.id,
  title: z.string(),
  workerId: shapes.id,
  workerName: z.string(),
  startsAt: shapes.instant,
  endsAt: shapes.instant,
  state: engagementState,
  /** expected, unsigned, missing (past the start), here, left; off: no longer comes, told to who leads a crew. */
  presence: z.enum(['expected', 'unsigned', 'missing', 'here', 'left', 'off']),
  presenceLabel: z.string(),
  checkedInAt: shapes.instant.nullable(),
  checkedOutAt: shapes.instant.nullable(),
  lateMinutes: shapes.minutes,
})

const checkErrors = [
  'NotFound',
  'StateConflict',
  'CheckInTooEarly',
  'CheckInTooLate',
  'NotConcluded',
  'ConsentMissing',
] as const
const gateErrors = ['CodeWrong', 'CodeExpired', 'ContractLapsed', 'NotVerifiedToSign'] as const

/** By location, or by who does it: a foreman for the crew, a clerk for whom is helped. */
const check = z.object({
  location: z
    .object({ lat: shapes.latitude, lng: shapes.longitude, accuracyMeters: z.number().min(0).max(100_000) })
    .optional(),
  onBehalfOf: shapes.id.optional(),
})

export const worktimeEndpoints = endpoints({
  getMyWork: {
    ...paths.getMyWork,
    summary: 'What I am working on, or go to next, and what I can do now',
    right: 'worker.orClerk',
    query: z.object({ onBehalfOf: shapes.id.optional() }),
    answer: z.object({ items: z.array(workView) }),
    errors: ['ConsentMissing'],
  },
  getShiftCode: {
    ...paths.getShiftCode,
    summary: "The code for the employer's screen",
    right: 'employer.orClerk',
    params: shiftParams,
    answer: shiftCode,
    errors: ['NotFound', 'CheckCodeInvalid'],
  },
  renewShiftCode: {
    ...paths.renewShiftCode,
    summary: 'A code for the shift: makes the first, or a new one in place of the old, which stops working',
    right: 'employer.orClerk',
    params: shiftParams,
    body: z.object({}),
    answer: shiftCode,
    errors: ['NotFound', 'CheckCodeInvalid'],
  },
  readCheckCode: {
    ...paths.readCheckCode,
    summary: 'What the scanned code stands for, for the worker who holds the phone',
    right: 'worker.act',
    params: tokenParams,
    answer: workView,
    errors: ['CheckCodeInvalid', 'NotYourShift'],
  },
  checkInByCode: {
    ...paths.checkInByCode,
    summary: 'Check in by the code at the gate; with an SMS code the contract is concluded there first',
    right: 'worker.act',
    params: tokenParams,
    body: z.object({ code: code.optional() }),
    answer: checked,
    errors: ['CheckCodeInvalid', 'NotYourShift', ...checkErrors, ...gateErrors],
  },
  checkOutByCode: {
    ...paths.checkOutByCode,
    summary: 'Check out by the code at the gate',
    right: 'worker.act',
    params: tokenParams,
    body: z.object({}),
    answer: checked,
    errors: ['CheckCodeInvalid', 'NotYourShift', 'StateConflict'],
  },
  checkIn: {
    ...paths.checkIn,
    summary: 'Check in by location; or a foreman or clerk does it for the worker, who may sign there with a code',
    right: 'engagement.party',
    params: engagementParams,
    body: check.extend({ code: code.optional() }),
    answer: checked,
    errors: [...checkErrors, ...gateErrors, 'LocationTooFar', 'LocationTooVague'],
  },
  checkOut: {
    ...paths.checkOut,
    summary: 'Check out by location; or a foreman or clerk does it for the worker',
    right: 'engagement.party',
    params: engagementParams,
    body: check,
    answer: checked,
    errors: ['NotFound', 'StateConflict', 'LocationTooFar', 'LocationTooVague', 'ConsentMissing'],
  },
  breakOff: {
    ...paths.breakOff,
    summary: 'Work ends early (rain, injury, sent home, left): hours so far count',
    right: 'engagement.party',
    params: engagementParams,
    body: z.object({ reason: shapes.reason, onBehalfOf: shapes.id.optional() }),
    answer: checked,
    errors: ['NotFound', 'StateConflict', 'ReasonMissing', 'ConsentMissing'],
  },
  checkInCrew: {
    ...paths.checkInCrew,
    summary: 'A foreman ticks off who is here; each row has its own result',
    right: 'engagement.party',
    params: shiftParams,
    body: z.object({ engagementIds: z.array(shapes.id).min(1).max(200) }),
    answer: z.object({ items: z.array(rowResult) }),
    errors: ['NotFound'],
  },
  checkOutCrew: {
    ...paths.checkOutCrew,
    summary: 'A foreman ticks off who leaves; each row has its own result',
    right: 'engagement.party',
    params: shiftParams,
    body: z.object({ engagementIds: z.array(shapes.id).min(1).max(200) }),
    answer: z.object({ items: z.array(rowResult) }),
    errors: ['NotFound'],
  },
  countPieces: {
    ...paths.countPieces,
    summary: 'How many pieces were made; the worker sees it at once',
    right: 'engagement.party',
    params: engagementParams,
    body: z.object({ pieces }),
    answer: timesheetView,
    errors: ['NotFound', 'StateConflict', 'PiecesNotAsked'],
  },
  getTimesheet: {
    ...paths.getTimesheet,
    summary: 'Hours of one engagement',
    right: 'engagement.read',
    params: engagementParams,
    answer: timesheetView,
    errors: ['NotFound'],
  },
  listToday: {
    ...paths.listToday,
    summary: 'Who comes, who is here, who is missing',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    query: z.object({ day: shapes.day.optional() }),
    answer: z.object({ day: shapes.day, items: z.array(todayRow) }),
    errors: ['NotFound'],
  },
  listMyCrewDay: {
    ...paths.listMyCrewDay,
    summary: 'Those whom I, as a crew leader, have brought: who comes, who is here, who is missing',
    right: 'worker.lead',
    query: z.object({ day: shapes.day.optional() }),
    answer: z.object({ day: shapes.day, items: z.array(todayRow) }),
    errors: [],
  },
  listTimesheets: {
    ...paths.listTimesheets,
    summary: 'Hours of an employer, those waiting for confirmation unless asked otherwise; most urgent first',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    query: z.object({ state: z.enum(timesheetLifecycle.states).optional() }),
    answer: z.object({ items: z.array(timesheetView) }),
    errors: ['NotFound'],
  },
  getTimesheetsFile: {
    ...paths.getTimesheetsFile,
    summary: 'Hours of the shifts that begin in a period as an Excel file, whatever their state; at most 5,000',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    query: z.object({ from: shapes.day, to: shapes.day }),
    answer: z.unknown(),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    errors: ['NotFound', 'InputInvalid'],
  },
  confirmTimesheets: {
    ...paths.confirmTimesheets,
    summary: 'The employer confirms one or a whole crew; each row has its own result',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    body: z.object({ engagementIds: z.array(shapes.id).min(1).max(200) }),
    answer: z.object({ items: z.array(rowResult) }),
    errors: ['NotFound'],
  },
  correctTimesheet: {
    ...paths.correctTimesheet,
    summary: 'Either side says that the hours are different, and why; the other side accepts or disputes',
    right: 'engagement.party',
    params: engagementParams,
    body: z.object({
      minutes: shapes.minutes,
      overtimeMinutes: shapes.minutes.optional(),
      pieces: pieces.optional(),
      reason: shapes.reason,
      onBehalfOf: shapes.id.optional(),
    }),
    answer: timesheetView,
    errors: ['NotFound', 'StateConflict', 'HoursNotWaiting', 'CorrectionTooLate', 'ReasonMissing', 'ConsentMissing'],
  },
  acceptTimesheet: {
    ...paths.acceptTimesheet,
    summary: "The worker accepts the employer's correction: the hours are confirmed",
    right: 'worker.orClerk',
    params: engagementParams,
    body: z.object({ onBehalfOf: shapes.id.optional() }),
    answer: timesheetView,
    errors: ['NotFound', 'HoursNotWaiting', 'OwnCorrection', 'StateConflict', 'ConsentMissing'],
  },
})
