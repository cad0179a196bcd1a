import { expect, test } from 'vitest'
import { fileAddress } from './file-address.ts'

test('an address is filled from the path of the contract; what is missing is a defect', () => {
  const path = { method: 'GET', path: '/contracts/:contractId/pdf' } as const
  expect(fileAddress(path, { contractId: 'a b' })).toBe('/contracts/a%20b/pdf')
  expect(fileAddress(path, { contractId: 'x' }, { from: '2026-11-01' })).toBe('/contracts/x/pdf?from=2026-11-01')
  expect(() => fileAddress(path)).toThrow('contractId')
})
