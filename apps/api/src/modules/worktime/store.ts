import type { TimesheetState } from '@linggong/contract'
import type { BasisItem } from '@linggong/policy'
import type { Ctx } from '../../kernel/context.ts'
import type { Engagement } from '../engagements/index.ts'

export const placeField = 'checks.place'
export const tokenField = 'shift_codes.token'

export type TimesheetRow = Record<string, unknown> & { id: string; state: TimesheetState }

export type Timesheet = {
  id: string
  engagementId: string
  shiftId: string
  workerId: string
  workerName: string
  employerId: string
  county: string
  state: TimesheetState
  startsAt: Date
  endsAt: Date
  checkedInAt: Date
  checkedOutAt: Date | null
  autoCheckedOut: boolean
  brokenOffReason: string | null
  lateMinutes: number
  recordedMinutes: number | null
  recordedOvertimeMinutes: number | null
  minutes: number | null
  overtimeMinutes: number | null
  pieces: number | null
  correctedBy: string | null
  correctionReason: string | null
  correctionNote: string | null
  undisputedMinutes: number | null
  claimedMinutes: number | null
  claimedAmountFen: number | null
  /** The sum a dispute ended with; null where hours count. */
  agreedAmountFen: number | null
  confirmBy: Date | null
  confirmedBy: string | null
  confirmedAt: Date | null
}

/** bigint arrives as text. */
const fenOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))

export function toTimesheet(row: Record<string, unknown>): Timesheet {
  const orNull = <T>(value: unknown) => (value ?? null) as T | null
  return {
    id: row.id as string,
    engagementId: row.engagement_id as string,
    shiftId: row.shift_id as string,
    workerId: row.worker_id as string,
    workerName: row.worker_name as string,
    employerId: row.employer_id as string,
    county: row.county as string,
    state: row.state as TimesheetState,
    startsAt: row.starts_at as Date,
    endsAt: row.ends_at as Date,
    checkedInAt: row.checked_in_at as Date,
    checkedOutAt: orNull<Date>(row.checked_out_at),
    autoCheckedOut: row.auto_checked_out as boolean,
    brokenOffReason: orNull<string>(row.broken_off_reason),
    lateMinutes: row.late_minutes as number,
    recordedMinutes: orNull<number>(row.recorded_minutes),
    recordedOvertimeMinutes: orNull<number>(row.recorded_overtime_minutes),
    minutes: orNull<number>(row.minutes),
    overtimeMinutes: orNull<number>(row.overtime_minutes),
    pieces: orNull<number>(row.pieces),
    correctedBy: orNull<string>(row.corrected_by),
    correctionReason: orNull<string>(row.correction_reason),
    correctionNote: orNull<string>(row.correction_note),
    undisputedMinutes: orNull<number>(row.undisputed_minutes),
    claimedMinutes: orNull<number>(row.claimed_minutes),
    claimedAmountFen: fenOrNull(row.claimed_amount_fen),
    agreedAmountFen: fenOrNull(row.agreed_amount_fen),
    confirmBy: orNull<Date>(row.confirm_by),
    confirmedBy: orNull<string>(row.confirmed_by),
    confirmedAt: orNull<Date>(row.confirmed_at),
  }
}

/** Undefined when the engagement has a timesheet already. */
export async function insertTimesheet(
  ctx: Ctx,
  id: string,
  engagement: Engagement,
  checkedInAt: Date,
): Promise<TimesheetRow | undefined> {
  const [row] = await ctx.tx.query<TimesheetRow>(
    `insert into timesheets (id, engagement_id, shift_id, worker_id, worker_name, employer_id, crew_leader_id, county,
       site_id, state, state_since, starts_at, ends_at, checked_in_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12, $13)
     on conflict (engagement_id) do nothing returning *`,
    [
      id,
      engagement.id,
      engagement.shiftId,
      engagement.workerId,
      engagement.workerName,
      engagement.employerId,
      engagement.crewLeaderId,
      engagement.county,
      engagement.siteId,
      ctx.now,
      engagement.startsAt,
      engagement.endsAt,
      checkedInAt,
    ],
  )
  return row
}

export async function timesheetOf(ctx: Ctx, engagementId: string): Promise<Timesheet | undefined> {
  const [row] = await ctx.tx.named('worktime-timesheet', 'select * from timesheets where engagement_id = $1', [
    engagementId,
  ])
  return row && toTimesheet(row)
}

/** Held until the transaction ends: two answers to the same hours wait for one another. */
export async function lockTimesheet(ctx: Ctx, engagementId: string): Promise<Timesheet | undefined> {
  const [row] = await ctx.tx.query('select * from timesheets where engagement_id = $1 for update', [engagementId])
  return row && toTimesheet(row)
}

export async function timesheetsOf(ctx: Ctx, engagementIds: readonly string[]): Promise<Map<string, Timesheet>> {
  const rows = await ctx.tx.named(
    'worktime-timesheets',
    'select * from timesheets where engagement_id = any ($1::uuid[])',
    [engagementIds],
  )
  return new Map(rows.map((row) => [row.engagement_id as string, toTimesheet(row)]))
}

export async function findTimesheets(
  ctx: Ctx,
  filter: { employerId: string; states: readonly TimesheetState[] },
): Promise<Timesheet[]> {
  const rows = await ctx.tx.query(
    `select * from timesheets where employer_id = $1 and state = any ($2::text[])
     order by confirm_by nulls last, starts_at desc, id limit 500`,
    [filter.employerId, filter.states],
  )
  return rows.map(toTimesheet)
}

/** Hours of shifts that begin in [from, before), by time and person; at most `limit`. */
export async function timesheetsOfPeriod(
  ctx: Ctx,
  filter: { employerId: string; from: Date; before: Date; limit: number },
): Promise<Timesheet[]> {
  const rows = await ctx.tx.query(
    `select * from timesheets where employer_id = $1 and starts_at >= $2 and starts_at < $3
     order by starts_at, worker_name, id limit $4`,
    [filter.employerId, filter.from, filter.before, filter.limit],
  )
  return rows.map(toTimesheet)
}

/** Pieces while the hours are not agreed yet; false when they are. */
export async function setPieces(ctx: Ctx, engagementId: string, pieces: number): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update timesheets set pieces = $2, version = version + 1
     where engagement_id = $1 and state in ('open', 'recorded', 'corrected') returning id`,
    [engagementId, pieces],
  )
  return rows.length > 0
}

export type NewCheck = {
  id: string
  kind: 'checkIn' | 'checkOut' | 'breakOff'
  how: 'qrCode' | 'location' | 'foreman' | 'clerk' | 'self' | 'automatic'
  byCapacity: string
  byId: string | null
  shiftCodeId: string | null
  placeEnc: Buffer | null
  distanceMeters: number | null
  accuracyMeters: number | null
}

export async function insertCheck(ctx: Ctx, engagement: Engagement, check: NewCheck): Promise<void> {
  await ctx.tx.query(
    `insert into checks (id, engagement_id, worker_id, employer_id, crew_leader_id, county, site_id, kind, how, by_capacity,
       by_id, shift_code_id, place_enc, distance_meters, accuracy_meters, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      check.id,
      engagement.id,
      engagement.workerId,
      engagement.employerId,
      engagement.crewLeaderId,
      engagement.county,
      engagement.siteId,
      check.kind,
      check.how,
      check.byCapacity,
      check.byId,
      check.shiftCodeId,
      check.placeEnc,
      check.distanceMeters,
      check.accuracyMeters,
      ctx.now,
    ],
  )
}

export type ShiftCode = {
  id: string
  shiftId: string
  employerId: string
  token: string
  validFrom: Date
  validUntil: Date
}

function toCode(ctx: Ctx, row: Record<string, unknown>): ShiftCode {
  return {
    id: row.id as string,
    shiftId: row.shift_id as string,
    employerId: row.employer_id as string,
    token: ctx.deps.keyring.decrypt(tokenField, row.token_enc as Buffer),
    validFrom: row.valid_from as Date,
    validUntil: row.valid_until as Date,
  }
}

/** Takes the place of the valid one, if any; with `keep` the one that is there stays. */
export async function putShiftCode(ctx: Ctx, code: ShiftCode, options: { keep: boolean }): Promise<void> {
  if (!options.keep) {
    await ctx.tx.query('update shift_codes set revoked_at = $2 where shift_id = $1 and revoked_at is null', [
      code.shiftId,
      ctx.now,
    ])
  }
  await ctx.tx.query(
    `insert into shift_codes (id, shift_id, employer_id, token_enc, token_index, valid_from, valid_until, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (shift_id) where revoked_at is null do nothing`,
    [
      code.id,
      code.shiftId,
      code.employerId,
      ctx.deps.keyring.encrypt(tokenField, code.token),
      ctx.deps.keyring.index(tokenField, code.token),
      code.validFrom,
      code.validUntil,
      ctx.now,
    ],
  )
}

export async function shiftCodeOf(ctx: Ctx, shiftId: string): Promise<ShiftCode | undefined> {
  const [row] = await ctx.tx.query('select * from shift_codes where shift_id = $1 and revoked_at is null', [shiftId])
  return row && toCode(ctx, row)
}

/** The code somebody has scanned, when it is valid now. */
export async function scannedCode(ctx: Ctx, token: string): Promise<ShiftCode | undefined> {
  const [row] = await ctx.tx.query(
    `select * from shift_codes where token_index = any ($1::bytea[]) and revoked_at is null
       and valid_from <= $2 and valid_until > $2`,
    [ctx.deps.keyring.indexes(tokenField, token), ctx.now],
  )
  return row && toCode(ctx, row)
}

/** For `set` of a transition: columns of a reckoning with the policy values it rested on. */
export function basisColumn(basis: readonly BasisItem[]): { basis: string } {
  return { basis: JSON.stringify(basis) }
}
