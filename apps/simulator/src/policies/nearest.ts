/** Greedy dispatch: each open place is offered to the nearest free person who can do it, again until it is filled. */
import type { Market, Policy } from '../market.ts'

export function greedyNearest(expiryMinutes = 5): Policy {
  const asked = new Set<number>()
  const waiting = new Set<number>()
  const openShifts = new Set<number>()
  const outstanding = new Map<number, number>()

  function ask(market: Market, shift: number): void {
    const { needs } = market.world
    let wanted = (market.open[shift] ?? 0) - (outstanding.get(shift) ?? 0)
    if (wanted <= 0) return
    const near = market.behaviour.candidates(shift)
    for (let i = 0; i < near.workers.length && wanted > 0; i++) {
      const worker = near.workers[i] ?? 0
      if (waiting.has(worker) || asked.has(worker * needs.count + shift) || !market.mayTake(worker, shift)) continue
      wanted -= 1
      asked.add(worker * needs.count + shift)
      waiting.add(worker)
      outstanding.set(shift, (outstanding.get(shift) ?? 0) + 1)
      market.offer(worker, shift, expiryMinutes)
    }
  }

  return {
    name: 'nearest',
    tickMinutes: 2,
    posted: (_market, shift) => void openShifts.add(shift),
    reopened: (_market, shift) => void openShifts.add(shift),
    answered(_market, worker, shift) {
      waiting.delete(worker)
      outstanding.set(shift, (outstanding.get(shift) ?? 1) - 1)
    },
    tick(market) {
      for (const shift of openShifts) {
        if (market.takeableUntil(shift) <= market.now || (market.open[shift] ?? 0) <= 0) openShifts.delete(shift)
        else if (market.behaviour.awakeAgain(market.now) === market.now) ask(market, shift)
      }
    },
  }
}
