import { expect, test } from 'vitest'
import { claimOf, emptyClaim } from './claim.ts'

test('a claim is working time or pay, never both; what cannot be read is said with an example', () => {
  expect(claimOf({ ...emptyClaim(), hours: '7', minutes: '30', amount: '100' })).toEqual({ amount: { minutes: 450 } })
  expect(claimOf({ ...emptyClaim(), by: 'amount', amount: '150.5' })).toEqual({ amount: { amountFen: 15_050 } })
  expect(claimOf(emptyClaim())).toEqual({ problem: '请填工时,比如 7 小时 30 分' })
  expect(claimOf({ ...emptyClaim(), by: 'amount', amount: '一百' })).toHaveProperty('problem')
})
