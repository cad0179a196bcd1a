import { expect, test } from 'vitest'
import { nextCall, type Waiting } from './calls.ts'

const call = (offerId: string, takenUntil: string | null = null): Waiting => ({
  offerId,
  maskedName: '陈*师傅',
  job: null,
  reasons: [],
  attempts: 0,
  expiresAt: '2026-11-23T09:00:00+08:00',
  takenUntil,
})

test('next is the most urgent one nobody has in hand; a chosen one stays as long as it waits', () => {
  const items = [call('a', '2026-11-23T08:40:00+08:00'), call('b'), call('c')]
  expect(nextCall(items, '')?.offerId).toBe('b')
  expect(nextCall(items, 'c')?.offerId).toBe('c')
  expect(nextCall(items, 'gone')?.offerId).toBe('b')
  expect(nextCall([items[0]!], '')?.offerId).toBe('a')
  expect(nextCall([], 'c')).toBeNull()
})
