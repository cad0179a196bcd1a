import { expect, it } from 'vitest'

import { claimOf, emptyClaim } from './claim.ts'

it('reads hours or money, and says what is missing', () => {
  expect(claimOf({ ...emptyClaim(), hours: '7', minutes: '30' })).toEqual({ claim: { minutes: 450 }, problem: '' })
  expect(claimOf({ ...emptyClaim(), by: 'money', hours: '7', yuan: '150.5' })).toEqual({
    claim: { amountFen: 15_050 },
    problem: '',
  })
  expect(claimOf({ ...emptyClaim(), by: 'money', yuan: '0' })).toEqual({ claim: { amountFen: 0 }, problem: '' })
  expect(claimOf(emptyClaim())).toEqual({ problem: '请填小时数,比如:8' })
  expect(claimOf({ ...emptyClaim(), by: 'money', yuan: '一百' })).toEqual({ problem: '请填多少元,比如:150' })
})
