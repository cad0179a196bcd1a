/** What people have today: a list with the newest first and employers who pick, and a hall where the first one gets it. */
import type { Market, Policy } from '../market.ts'

/** The newest open needs of the person’s own county among the kinds of work they have chosen, as many as are read. */
export function* newestFor(market: Market, byUnit: readonly number[][], worker: number): Generator<number> {
  const { people, needs } = market.world
  const posted = byUnit[people.unit[worker] ?? 0] ?? []
  let read = 0
  for (let i = posted.length - 1; i >= 0 && read < market.assumptions.list.readDepth; i--) {
    const shift = posted[i] ?? 0
    if ((market.open[shift] ?? 0) <= 0 || market.takeableUntil(shift) <= market.now) continue
    if ((((people.trades[worker] ?? 0) >>> (needs.trade[shift] ?? 0)) & 1) === 0) continue
    read += 1
    yield shift
  }
}

/** Of what is read, the work that suits best and would be accepted. */
export function bestOf(market: Market, worker: number, shifts: Iterable<number>): number | null {
  let best: number | null = null
  let bestChance = 0
  for (const shift of shifts) {
    if (!market.mayTake(worker, shift) || !market.behaviour.wouldAccept(worker, shift)) continue
    const chance = market.behaviour.acceptChance(worker, shift)
    if (chance > bestChance) {
      bestChance = chance
      best = shift
    }
  }
  return best
}

/** Newest first; one puts one’s name down, the employer picks. */
export function newestFirstList(): Policy {
  const byUnit: number[][] = []
  const waitingUntil = new Map<number, number>()
  return {
    name: 'list',
    posted(market, shift) {
      const unit = market.world.needs.unit[shift] ?? 0
      ;(byUnit[unit] ??= []).push(shift)
    },
    visited(market, worker) {
      // A name that stands somewhere is waited for, for an hour.
      if ((waitingUntil.get(worker) ?? 0) > market.now) return
      const shift = bestOf(market, worker, newestFor(market, byUnit, worker))
      if (shift === null) return
      waitingUntil.set(worker, market.now + 60)
      market.apply(worker, shift)
    },
  }
}

/** Farthest at which a new need is told to people who can do it, kilometres. */
const tellWithinKm = 15
const grabExpiryMinutes = 30

/** A hall: everyone who can do it and lives near is told of a new need, the first who taps has it. */
export function grabHall(): Policy {
  const byUnit: number[][] = []
  return {
    name: 'grab',
    posted(market, shift) {
      const unit = market.world.needs.unit[shift] ?? 0
      ;(byUnit[unit] ??= []).push(shift)
      const near = market.behaviour.candidates(shift)
      for (let i = 0; i < near.workers.length && (near.km[i] ?? 0) <= tellWithinKm; i++) {
        const worker = near.workers[i] ?? 0
        if (market.world.people.channel[worker] !== 0 || !market.fitsBeside(worker, shift)) continue
        market.offer(worker, shift, grabExpiryMinutes)
      }
    },
    visited(market, worker) {
      const shift = bestOf(market, worker, newestFor(market, byUnit, worker))
      if (shift !== null) market.take(worker, shift)
    },
  }
}
