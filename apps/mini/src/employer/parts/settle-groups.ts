import { platformNow } from '../../platform/clock.ts'
import { leftWords, spanWords } from '../../words/when.ts'
import { confirmable, exceptionsOf } from './exceptions.ts'
import type { Timesheet } from './person.ts'
import type { TickRow } from '../../components/tick-row.ts'

export type SettleRow = TickRow & {
  /** Nothing is out of plan: proposed for confirming. */
  clean: boolean
}
export type SettleShift = {
  shiftId: string
  title: string
  when: string
  by: string
  rows: SettleRow[]
  /** Not the employer's to confirm now, with the reason. */
  waiting: Array<{ id: string; name: string; words: string }>
  all: Array<{ id: string; name: string }>
}

function hoursWords(sheet: Timesheet): string {
  const pieces = sheet.pieceUnit && sheet.pieces !== null ? `${sheet.pieces}${sheet.pieceUnit}` : ''
  return [pieces, sheet.hoursText].filter(Boolean).join(' · ')
}

const whyNot = (sheet: Timesheet): string =>
  sheet.state === 'corrected' && sheet.correctedBy === 'employer'
    ? '您改过工时,等本人答应'
    : exceptionsOf(sheet).join(';') || sheet.stateLabel

function rowOf(sheet: Timesheet, result: string | undefined): SettleRow {
  const exceptions = exceptionsOf(sheet)
  return {
    id: sheet.engagementId,
    name: sheet.workerName,
    words: hoursWords(sheet),
    clean: exceptions.length === 0,
    ...(exceptions.length > 0 && { warn: exceptions.join(';') }),
    ...(result && { result }),
  }
}

/** Hours that wait, by shift, most urgent first as they came; `results`: why a row could not be confirmed. */
export function settleShifts(sheets: readonly Timesheet[], results: Readonly<Record<string, string>>): SettleShift[] {
  const now = platformNow()
  const shifts = new Map<string, SettleShift>()
  for (const sheet of sheets) {
    const shift = shifts.get(sheet.shiftId) ?? {
      shiftId: sheet.shiftId,
      title: sheet.title,
      when: spanWords(sheet.startsAt, sheet.endsAt, now),
      by: '',
      rows: [],
      waiting: [],
      all: [],
    }
    const left = sheet.confirmBy ? leftWords(sheet.confirmBy, now) : ''
    if (shift.by === '' && left !== '') shift.by = `${left},到时间没确认就自动算确认`
    const who = { id: sheet.engagementId, name: sheet.workerName }
    shift.all.push(who)
    if (confirmable(sheet)) shift.rows.push(rowOf(sheet, results[sheet.engagementId]))
    else shift.waiting.push({ ...who, words: whyNot(sheet) })
    shifts.set(sheet.shiftId, shift)
  }
  return [...shifts.values()]
}
