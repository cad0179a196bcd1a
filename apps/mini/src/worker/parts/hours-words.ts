import type { Answer } from '../../platform/api.ts'
import { lengthWords, whenWords } from '../../words/when.ts'

type Sheet = Pick<
  Answer<'getTimesheet'>,
  'state' | 'minutes' | 'recordedMinutes' | 'correctedBy' | 'confirmBy' | 'confirmedBy' | 'confirmedAt'
>

const length = (minutes: number | null): string => (minutes === null ? '' : lengthWords(minutes))

/** Where the hours stand and what comes next, in one or two sentences. */
export function hoursWords(sheet: Sheet, now: number): string {
  const by = sheet.confirmBy === null ? '' : whenWords(sheet.confirmBy, now)
  switch (sheet.state) {
    case 'open':
      return '签退以后,工时就记在这里。'
    case 'recorded':
      return `雇主${by}前确认。到时没人说不对,就按${length(sheet.minutes)}算。`
    case 'corrected':
      return sheet.correctedBy === 'employer'
        ? employerSays(sheet, by)
        : `您改成了${length(sheet.minutes)},等雇主看,最晚${by}。到时雇主没答复,就按您说的算。`
    case 'disputed':
      return '有异议,正在处理。没有争议的部分先发。'
    case 'confirmed':
      return confirmedWords(sheet, now)
    case 'voided':
      return '这份工时作废了,不算工钱。'
  }
}

/** Silence does not shorten wages: what counts then is the longer of the two (worktime, hoursBySilence). */
function employerSays(sheet: Sheet, by: string): string {
  const fewer = (sheet.minutes ?? 0) < (sheet.recordedMinutes ?? 0)
  const silent = length(fewer ? sheet.recordedMinutes : sheet.minutes)
  return `雇主改成了${length(sheet.minutes)}。请在${by}前答复;没答复,就按${silent}算。`
}

function confirmedWords(sheet: Sheet, now: number): string {
  const who: Record<string, string> = { employer: '雇主确认了', worker: '您答应了', system: '到时间自动确认了' }
  const when = sheet.confirmedAt === null ? '' : whenWords(sheet.confirmedAt, now)
  return `${when}${who[sheet.confirmedBy ?? ''] ?? '确认了'},按${length(sheet.minutes)}算工钱。`
}
