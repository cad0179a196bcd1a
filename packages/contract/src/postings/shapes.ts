import { z } from 'zod'
import * as shapes from '../common.ts'
import { postingLifecycle } from '../lifecycles.ts'
import { payMethods, settlementCycles, workTerms } from '../work-terms.ts'

export const fillModes = ['grab', 'apply', 'dispatch'] as const
export const spans = ['eachShift', 'wholeJob'] as const
export const boardSorts = ['newest', 'soonest', 'nearest', 'pay'] as const

const optional = <T extends z.ZodType>(schema: T) => schema.nullable().optional()

export const draftShift = z
  .object({
    startsAt: shapes.instant,
    endsAt: shapes.instant,
    headcount: z.int().min(1).max(10_000),
  })
  .refine((shift) => Date.parse(shift.endsAt) > Date.parse(shift.startsAt), {
    message: '结束时间要晚于开始时间,跨夜的班请写第二天的时间',
    path: ['endsAt'],
  })

/**
 * A need as it is being written: everything may be missing, what is there must be well-formed. Saving
 * replaces the whole draft. Also the schema of one line of a drafts file or one row of a spreadsheet.
 */
export const postingDraft = z.object({
  title: optional(shapes.text(40)),
  /** Code of the 2022 classification, or leave it out and give `occupation` in everyday words. */
  occupationCode: optional(shapes.occupationCode),
  occupation: optional(shapes.text(30)),
  description: optional(shapes.text(2_000)),
  skills: optional(shapes.text(300)),
  /** Codes of certificates, see `GET /qualification-kinds`. */
  qualifications: z.array(z.string().max(40)).max(5).default([]),
  placeName: optional(shapes.text(60)),
  address: optional(shapes.text(120)),
  /** Town (9 digits) or village (12 digits); the county follows from it. */
  town: optional(shapes.divisionCode),
  /** Left out: the town's own position. GCJ-02. */
  lat: optional(shapes.latitude),
  lng: optional(shapes.longitude),
  shifts: z.array(draftShift).max(62).default([]),
  payMethod: optional(z.enum(payMethods)),
  amountFen: optional(shapes.positiveFen),
  pieceUnit: optional(shapes.text(10)),
  overtimeAmountFen: optional(shapes.positiveFen),
  breakMinutes: z.int().min(0).max(720).default(0),
  breakPaid: z.boolean().default(false),
  settlementCycle: optional(z.enum(settlementCycles)),
  meals: z.boolean().default(false),
  lodging: z.boolean().default(false),
  bring: optional(shapes.text(200)),
  insurance: optional(shapes.text(200)),
  contactName: optional(shapes.text(30)),
  contactPhone: optional(shapes.mobile),
  escrow: z.boolean().default(false),
  fillMode: optional(z.enum(fillModes)),
  span: z.enum(spans).default('eachShift'),
  minAge: optional(z.int().min(0).max(120)),
  maxAge: optional(z.int().min(0).max(120)),
  /** Why an age is asked for: age is no listed ground of discrimination, but it needs a reason. */
  ageReason: optional(shapes.text(200)),
  /** An agency names for whom it posts. */
  actualEmployerName: optional(shapes.text(80)),
  siteId: optional(shapes.id),
  wantedUntil: optional(shapes.instant),
})
export type PostingDraft = z.output<typeof postingDraft>

export const problem = z.object({ path: z.string(), code: z.string(), message: z.string() })

export const screeningHit = z.object({
  ruleId: z.string(),
  category: z.string(),
  severity: z.enum(['block', 'review', 'warn']),
  words: z.string(),
  field: z.string().nullable(),
  from: z.int().nullable(),
  to: z.int().nullable(),
  article: z.string(),
  explanation: z.string(),
  wayOut: z.string(),
})

export const postingState = z.enum(postingLifecycle.states)

export const ownShift = z.object({
  id: shapes.id,
  seq: z.int(),
  startsAt: shapes.instant,
  endsAt: shapes.instant,
  headcount: z.int(),
  state: z.enum(['planned', 'open', 'closed', 'cancelled']),
  takenPlaces: z.int(),
})

/** A posting as its employer and the staff in charge see it. */
export const ownPosting = z.object({
  id: shapes.id,
  employerId: shapes.id,
  employerName: z.string(),
  actualEmployerName: z.string().nullable(),
  state: postingState,
  stateLabel: z.string(),
  county: shapes.countyCode.nullable(),
  siteId: shapes.id.nullable(),
  terms: workTerms.partial(),
  fillMode: z.enum(fillModes).nullable(),
  span: z.enum(spans),
  minAge: z.int().nullable(),
  maxAge: z.int().nullable(),
  ageReason: z.string().nullable(),
  /** Certificates without which nobody can take it, in words; of `A或B` one will do. */
  certificates: z.array(z.string()),
  contactPhoneMasked: z.string().nullable(),
  wantedUntil: shapes.instant.nullable(),
  expiresAt: shapes.instant.nullable(),
  createdAt: shapes.instant,
  submittedAt: shapes.instant.nullable(),
  publishedAt: shapes.instant.nullable(),
  shifts: z.array(ownShift),
  /** Every open place is taken. Derived, not a state. */
  filled: z.boolean(),
  hits: z.array(screeningHit),
  /** Why it was returned or taken down; all reasons at once. */
  decisions: z.array(
    z.object({
      act: z.enum(['pass', 'return', 'takeDown']),
      at: shapes.instant,
      reasons: z.array(z.object({ code: z.string(), label: z.string(), note: z.string().nullable() })),
    }),
  ),
  reviewDueAt: shapes.instant.nullable(),
  /** An employer's signature stands on the present text. */
  signed: z.boolean(),
  possible: z.array(z.string()),
})

/** What saving answers: the id and everything still missing, at once. */
export const savedDraft = z.object({
  id: shapes.id,
  state: postingState,
  missing: z.array(problem),
  /** The edit made the employer's earlier signature void. */
  signatureVoided: z.boolean(),
})

/** One shift on the public board. */
export const boardShift = z.object({
  shiftId: shapes.id,
  postingId: shapes.id,
  title: z.string(),
  occupationCode: z.string(),
  occupationName: z.string(),
  employerName: z.string(),
  employerVerified: z.boolean(),
  county: shapes.countyCode,
  town: z.string().nullable(),
  placeName: z.string(),
  lat: shapes.latitude,
  lng: shapes.longitude,
  distanceMeters: z.int().nullable(),
  startsAt: shapes.instant,
  endsAt: shapes.instant,
  /** More than one: all of them are taken together (span wholeJob), the last ending at `lastEndsAt`. */
  shiftCount: z.int(),
  lastEndsAt: shapes.instant,
  payMethod: z.enum(payMethods),
  amountFen: shapes.fen,
  pieceUnit: z.string().nullable(),
  /** The least one hour pays; null for piecework. */
  hourlyFen: shapes.fen.nullable(),
  settlementCycle: z.enum(settlementCycles),
  meals: z.boolean(),
  lodging: z.boolean(),
  escrow: z.boolean(),
  /** The terms name an insurance. */
  insured: z.boolean(),
  fillMode: z.enum(fillModes),
  span: z.enum(spans),
  openPlaces: z.int(),
  headcount: z.int(),
  publishedAt: shapes.instant,
})
