import { expect, test } from 'vitest'
import { newRequestId } from './request-id.ts'

test('the example of RFC 9562, A.6', () => {
  const chance = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  expect(newRequestId(0x017f22e279b0, chance)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})
