import { expect, it } from 'vitest'

import { amountOf, amountWords, claimOf, emptyClaim } from './claim.ts'

it('reads a claim in hours or in money', () => {
  expect(claimOf({ ...emptyClaim(), hours: '8', minutes: '30' })).toEqual({ amount: { minutes: 510 }, problem: '' })
  expect(claimOf({ ...emptyClaim(), by: 'money', yuan: '150.5' })).toEqual({
    amount: { amountFen: 15_050 },
    problem: '',
  })
})

it('takes nothing for a figure too', () => {
  expect(claimOf({ ...emptyClaim(), by: 'money', yuan: '0' })).toEqual({ amount: { amountFen: 0 }, problem: '' })
})

it('says what is missing with an example', () => {
  expect(claimOf(emptyClaim()).problem).toBe('请填小时数,比如:8')
  expect(claimOf({ ...emptyClaim(), by: 'money', yuan: '一百' }).problem).toBe('请填多少元,比如:150')
})

it('tells and gives back the figure of the other side', () => {
  expect(amountWords({ minutes: 450, amountFen: null })).toBe('7小时30分钟')
  expect(amountOf({ minutes: null, amountFen: 9_900 })).toEqual({ amountFen: 9_900 })
  expect(amountOf({ minutes: null, amountFen: null })).toBeUndefined()
})
