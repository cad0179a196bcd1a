import { expect, test } from 'vitest'
import { afterDecision, neighbour } from './queue.ts'

const items = [{ id: 'a' }, { id: 'b' }]

test('the neighbours in the list, none beyond its ends, the first while none is open', () => {
  expect(neighbour(items, 'a', 1)?.id).toBe('b')
  expect(neighbour(items, 'a', -1)).toBeNull()
  expect(neighbour(items, 'b', 1)).toBeNull()
  expect(neighbour(items, null, 1)?.id).toBe('a')
})

test('after a decision the next one opens, at the end the one before it', () => {
  expect(afterDecision(items, 'a')?.id).toBe('b')
  expect(afterDecision(items, 'b')?.id).toBe('a')
  expect(afterDecision([{ id: 'a' }], 'a')).toBeNull()
})
