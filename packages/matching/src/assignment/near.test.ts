import fc from 'fast-check'
import { expect, it } from 'vitest'
import { auction, roughAuction, settle } from './auction.ts'
import { BackwardSearch } from './backward.ts'
import { checkAssignment } from './certificate.ts'
import { ForwardSearch } from './forward.ts'
import { Market } from './market.ts'
import { linkNear } from './near.ts'
import { tightProblem } from './oracle.testing.ts'
import type { AssignmentProblem } from './problem.ts'
import { rowsOf } from './rows.ts'

/** A market with every place filled that can be, by bids that overshoot: some workers are left free at a price. */
function bidFar(problem: AssignmentProblem, step: number): Market {
  const market = new Market(rowsOf(problem), problem.headcount, problem.workerCount)
  const touched = new Uint8Array(problem.headcount.length)
  const worthOf = new Int32Array(problem.workerCount)
  roughAuction(market, auction(market, market.members.length), step, touched, worthOf, () => false)
  const forward = new ForwardSearch(market)
  for (const s of settle(market, touched, worthOf, 0)) forward.fill(s)
  return market
}

it('places who waits as well by near edges as by all, however near', () => {
  let waited = 0
  let inVain = 0
  fc.assert(
    fc.property(tightProblem, fc.constantFrom(3, 20, 100, 600), fc.nat({ max: 400 }), (problem, step, slack) => {
      const market = bidFar(problem, step)
      const { shiftOf, shiftPrice, workerPrice, headcount } = market
      linkNear(market, slack)
      const backward = new BackwardSearch(market)
      for (let w = 0; w < shiftOf.length; w++) {
        if (shiftOf[w]! >= 0 || workerPrice[w] === 0) continue
        waited += 1
        backward.place(w)
      }
      if (market.linkedWithin > slack) inVain += 1
      const bound = [...shiftPrice].reduce((sum, price, s) => sum + price * headcount[s]!, 0)
      const value = [...workerPrice].reduce((sum, price) => sum + price, bound)
      const answer = { shiftOf, shiftPrice, workerPrice, value, bound: value, optimal: true }
      expect(checkAssignment(problem, answer).faults).toEqual([])
    }),
    { numRuns: 1500, seed: 5 },
  )
  // Both ways were gone, and often.
  expect(waited).toBeGreaterThan(1000)
  expect(inVain).toBeGreaterThan(100)
  expect(inVain).toBeLessThan(900)
})
