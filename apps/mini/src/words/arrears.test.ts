import { expect, it } from 'vitest'

import { arrearsStands, isLate } from './arrears.ts'

const lateAt = '2026-11-20T18:00:00+08:00'
const now = Date.parse('2026-11-21T06:00:00+08:00')

it('tells which steps have been taken and when the next one comes', () => {
  const steps = [
    { afterMinutes: 1_440, action: 'stopPosting', plainZh: '停止发布' },
    { afterMinutes: 0, action: 'remindEmployer', plainZh: '提醒' },
    { afterMinutes: 720, action: 'warnEmployer', plainZh: '警示' },
  ]
  expect(arrearsStands(steps, lateAt, now)).toEqual([
    { text: '提醒', at: Date.parse(lateAt), taken: true },
    { text: '警示', at: now, taken: true },
    { text: '停止发布', at: Date.parse('2026-11-21T18:00:00+08:00'), taken: false },
  ])
})

it('calls late only what the employer has not paid in', () => {
  const wage = { paidAt: null, funded: false, lateAt, netFen: 100 }
  expect(isLate(wage, now)).toBe(true)
  expect(isLate(wage, Date.parse(lateAt) - 1)).toBe(false)
  expect(isLate({ ...wage, funded: true }, now)).toBe(false)
  expect(isLate({ ...wage, paidAt: lateAt }, now)).toBe(false)
  expect(isLate({ ...wage, netFen: 0 }, now)).toBe(false)
})
