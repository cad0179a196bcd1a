/**
 * Rows for the seed writer, for history taken over as data: the column list of a `copy TABLE (…) from stdin`
 * and a function that makes one row of values in that order.
 */
export type CopyValue = string | number | boolean | Date | null

export type SeedTimesheet = {
  id: string
  engagementId: string
  shiftId: string
  worker: { id: string; name: string }
  employerId: string
  crewLeaderId: string | null
  county: string
  siteId: string | null
  startsAt: Date
  endsAt: Date
  checkedInAt: Date
  checkedOutAt: Date
  /** Paid minutes altogether, overtime included. */
  minutes: number
  overtimeMinutes: number
  pieces: number | null
  confirmedBy: 'employer' | 'system'
  confirmedAt: Date
}

export const timesheetColumns = [
  'id',
  'engagement_id',
  'shift_id',
  'worker_id',
  'worker_name',
  'employer_id',
  'crew_leader_id',
  'county',
  'site_id',
  'state',
  'state_since',
  'starts_at',
  'ends_at',
  'checked_in_at',
  'checked_out_at',
  'recorded_minutes',
  'recorded_overtime_minutes',
  'minutes',
  'overtime_minutes',
  'undisputed_minutes',
  'pieces',
  'confirmed_by',
  'confirmed_at',
  'imported',
] as const

/** Hours both sides had agreed on before they were taken over. */
export function timesheetRow(sheet: SeedTimesheet): CopyValue[] {
  const { minutes, overtimeMinutes } = sheet
  return [
    sheet.id,
    sheet.engagementId,
    sheet.shiftId,
    sheet.worker.id,
    sheet.worker.name,
    sheet.employerId,
    sheet.crewLeaderId,
    sheet.county,
    sheet.siteId,
    'confirmed',
    sheet.confirmedAt,
    sheet.startsAt,
    sheet.endsAt,
    sheet.checkedInAt,
    sheet.checkedOutAt,
    minutes,
    overtimeMinutes,
    minutes,
    overtimeMinutes,
    minutes,
    sheet.pieces,
    sheet.confirmedBy,
    sheet.confirmedAt,
    true,
  ]
}
