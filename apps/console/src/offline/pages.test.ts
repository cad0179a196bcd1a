import { expect, test } from 'vitest'
import { assessments } from '../pages/assessments/area.ts'
import { recognitions } from '../pages/recognitions/area.ts'
import { addressPatterns, offlinePages } from './pages.ts'

test('the pages the worker keeps are those whose routes say so, and no other', () => {
  const marked = [...recognitions.routes, ...assessments.routes].filter(({ meta }) => meta?.offline)
  expect(marked.map(({ path }) => path).sort()).toEqual(offlinePages.map(({ path }) => path).sort())
})

test('addresses: the page itself, nothing before, beside or after it', () => {
  const opens = (address: string) => addressPatterns.some((one) => new RegExp(one).test(address))
  const id = '01900000-0000-7000-9100-000000000001'
  expect(opens(`/console/recognitions/${id}/inspect`)).toBe(true)
  expect(opens(`/console/assessments/${id}/score/`)).toBe(true)
  for (const other of [
    `/console/recognitions/${id}`,
    `/console/recognitions/${id}/inspect/more`,
    `/console/recognitions/roll/inspect`,
    `/m/console/recognitions/${id}/inspect`,
    '/console/',
  ])
    expect(opens(other), other).toBe(false)
})
