import { lengthWords } from '../../words/when.ts'
import type { Timesheet } from './person.ts'

type Sheet = Pick<
  Timesheet,
  | 'lateMinutes'
  | 'autoCheckedOut'
  | 'brokenOffLabel'
  | 'correctedBy'
  | 'correctionLabel'
  | 'correctionNote'
  | 'overtimeMinutes'
  | 'pieceUnit'
  | 'pieces'
  | 'state'
>

/** What on a person's hours is not as planned, in words; empty when everything is. */
export function exceptionsOf(sheet: Sheet): string[] {
  const corrected = sheet.correctionLabel
    ? `${sheet.correctedBy === 'employer' ? '您改过' : '工人改过'}:${sheet.correctionLabel}${sheet.correctionNote ? `(${sheet.correctionNote})` : ''}`
    : ''
  return [
    sheet.lateMinutes > 0 && `晚到${lengthWords(sheet.lateMinutes)}`,
    sheet.autoCheckedOut && '没签退,按原定的下班时间算',
    sheet.brokenOffLabel && `提前结束:${sheet.brokenOffLabel}`,
    (sheet.overtimeMinutes ?? 0) > 0 && `加班${lengthWords(sheet.overtimeMinutes ?? 0)}`,
    corrected,
    sheet.pieceUnit !== null && sheet.pieces === null && '还没填数量',
    sheet.state === 'disputed' && '有异议,正在处理',
  ].filter((words) => typeof words === 'string' && words !== '') as string[]
}

/** Whether the employer can confirm it as it stands: an own change waits for the worker, piecework for its number. */
export function confirmable(sheet: Sheet): boolean {
  if (sheet.pieceUnit !== null && sheet.pieces === null) return false
  return sheet.state === 'recorded' || (sheet.state === 'corrected' && sheet.correctedBy !== 'employer')
}
