import { expect, it } from 'vitest'

import { hoursWords } from './hours-words.ts'

const now = Date.parse('2026-11-26T10:00:00+08:00')
const sheet = {
  state: 'recorded' as const,
  minutes: 480,
  recordedMinutes: 480,
  correctedBy: null,
  confirmBy: '2026-11-26T18:00:00+08:00',
  confirmedBy: null,
  confirmedAt: null,
}

it('says who is awaited and what counts when nobody answers', () => {
  expect(hoursWords(sheet, now)).toBe('雇主今天晚上6点前确认。到时没人说不对,就按8小时算。')
  const fewer = { ...sheet, state: 'corrected' as const, correctedBy: 'employer', minutes: 420 }
  expect(hoursWords(fewer, now)).toBe('雇主改成了7小时。请在今天晚上6点前答复;没答复,就按8小时算。')
  expect(hoursWords({ ...fewer, minutes: 540 }, now)).toContain('没答复,就按9小时算')
  expect(hoursWords({ ...fewer, correctedBy: 'worker', minutes: 540 }, now)).toContain('您改成了9小时')
})

it('says who confirmed', () => {
  const confirmed = { ...sheet, state: 'confirmed' as const, confirmedAt: '2026-11-26T09:00:00+08:00' }
  expect(hoursWords({ ...confirmed, confirmedBy: 'system' }, now)).toBe('今天早上9点到时间自动确认了,按8小时算工钱。')
  expect(hoursWords({ ...confirmed, confirmedBy: 'employer' }, now)).toContain('雇主确认了')
})
