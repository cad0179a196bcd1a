import { expect, it } from 'vitest'

import { uuidOf } from './chance.ts'

it('makes UUIDs of version 7 whose order is that of time', () => {
  const zeros = uuidOf(0x0192_3456_789a, new Uint8Array(10))
  const ones = uuidOf(0x0192_3456_789b, new Uint8Array(10).fill(255))
  expect(zeros).toBe('01923456-789a-7000-8000-000000000000')
  expect(ones).toBe('01923456-789b-7fff-bfff-ffffffffffff')
  expect(zeros < ones).toBe(true)
})
