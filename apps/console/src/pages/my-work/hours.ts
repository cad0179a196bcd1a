import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { readCount } from '../../words/count.ts'
import { lengthWords } from '../../words/time.ts'

export type Sheet = ReceivedOf<AllEndpoints['listTimesheets']>['items'][number]
export type SheetsOfShift = { shiftId: string; title: string; startsAt: string; endsAt: string; rows: Sheet[] }

const minutesWords = (minutes: number): string => lengthWords(minutes * 60_000)

type Facts = Pick<
  Sheet,
  | 'lateMinutes'
  | 'autoCheckedOut'
  | 'brokenOffLabel'
  | 'overtimeMinutes'
  | 'correctedBy'
  | 'correctionLabel'
  | 'correctionNote'
  | 'pieceUnit'
  | 'pieces'
  | 'state'
>

/** What on a person's hours is not as planned, in words; empty when everything is. */
export function exceptionsOf(sheet: Facts): string[] {
  const who = sheet.correctedBy === 'employer' ? '您改过' : '工人改过'
  const note = sheet.correctionNote ? `(${sheet.correctionNote})` : ''
  const found: Array<string | false> = [
    sheet.lateMinutes > 0 && `晚到${minutesWords(sheet.lateMinutes)}`,
    sheet.autoCheckedOut && '没签退,按原定的下班时间算',
    sheet.brokenOffLabel !== null && `提前结束:${sheet.brokenOffLabel}`,
    (sheet.overtimeMinutes ?? 0) > 0 && `加班${minutesWords(sheet.overtimeMinutes ?? 0)}`,
    sheet.correctionLabel !== null && `${who}:${sheet.correctionLabel}${note}`,
    sheet.pieceUnit !== null && sheet.pieces === null && '还没填数量',
    sheet.state === 'disputed' && '有异议,正在处理',
  ]
  return found.filter((words) => words !== false)
}

/** Whether the employer can confirm it as it stands: an own change waits for the worker, piecework for its number. */
export function confirmable(sheet: Facts): boolean {
  if (sheet.pieceUnit !== null && sheet.pieces === null) return false
  return sheet.state === 'recorded' || (sheet.state === 'corrected' && sheet.correctedBy !== 'employer')
}

/** Everything as planned: proposed for confirming at once. */
export const clean = (sheet: Facts): boolean => confirmable(sheet) && exceptionsOf(sheet).length === 0

/** Hours by shift, in the order they came (most urgent first). */
export function sheetsByShift(sheets: readonly Sheet[]): SheetsOfShift[] {
  const shifts = new Map<string, SheetsOfShift>()
  for (const sheet of sheets) {
    const { shiftId, title, startsAt, endsAt } = sheet
    const shift = shifts.get(shiftId) ?? { shiftId, title, startsAt, endsAt, rows: [] }
    shifts.set(shiftId, shift)
    shift.rows.push(sheet)
  }
  return [...shifts.values()]
}

/** Minutes of hours and minutes typed apart; undefined where nothing or no number was typed. */
export function readMinutes(hours: string, minutes: string): number | undefined {
  if (hours.trim() === '' && minutes.trim() === '') return undefined
  const whole = hours.trim() === '' ? 0 : readCount(hours)
  const rest = minutes.trim() === '' ? 0 : readCount(minutes)
  return whole === undefined || rest === undefined ? undefined : whole * 60 + rest
}
