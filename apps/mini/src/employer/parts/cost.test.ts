import { expect, it } from 'vitest'

import { costOf } from './cost.ts'

const day = (date: string, headcount: number) => ({
  startsAt: `${date}T08:00:00+08:00`,
  endsAt: `${date}T17:00:00+08:00`,
  headcount,
})

it('counts heads, shifts and paid hours', () => {
  const shifts = [day('2026-11-26', 3), day('2026-11-27', 2)]
  expect(costOf({ payMethod: 'daily', amountFen: 20_000 }, shifts, 'eachShift')).toEqual({
    fen: 100_000,
    places: 5,
    longestMinutes: 540,
  })
  expect(costOf({ payMethod: 'hourly', amountFen: 2_500, breakMinutes: 60 }, shifts, 'eachShift')?.fen).toBe(100_000)
  expect(
    costOf({ payMethod: 'hourly', amountFen: 2_500, breakMinutes: 60, breakPaid: true }, shifts, 'eachShift')?.fen,
  ).toBe(112_500)
})

it('takes a lump sum for each shift, or once for the whole job', () => {
  const shifts = [day('2026-11-26', 2), day('2026-11-27', 2)]
  expect(costOf({ payMethod: 'lumpSum', amountFen: 30_000 }, shifts, 'eachShift')?.fen).toBe(120_000)
  expect(costOf({ payMethod: 'lumpSum', amountFen: 30_000 }, shifts, 'wholeJob')?.fen).toBe(60_000)
})

it('says nothing where nothing can be said', () => {
  expect(costOf({ payMethod: 'piece', amountFen: 80 }, [day('2026-11-26', 3)], 'eachShift')).toBeUndefined()
  expect(costOf({ payMethod: 'daily' }, [day('2026-11-26', 3)], 'eachShift')).toBeUndefined()
  expect(costOf({ payMethod: 'daily', amountFen: 100 }, [], 'eachShift')).toBeUndefined()
})
