import type { Dispatcher } from '@linggong/matching'
import type { MarketCity } from './city.ts'
import type { Market, MarketShift } from './market.ts'

/**
 * The way of what is expected into the plan, a few at a time when all that is real is in it, and out of it: at the minute
 * at which it is usually posted, or as soon as its employer has posted it.
 */
export class Expecting {
  readonly #market: Market
  readonly #city: MarketCity
  readonly #dispatcher: Dispatcher
  /** Not in the plan yet; the next one last. */
  #waiting: MarketShift[] = []
  readonly #inPlan = new Set<MarketShift>()
  /** All of them, the one that goes next last. */
  #going: MarketShift[] = []

  constructor(market: Market, city: MarketCity, dispatcher: Dispatcher) {
    this.#market = market
    this.#city = city
    this.#dispatcher = dispatcher
  }

  begin(): void {
    const all = [...this.#market.expected].filter((shift) => this.#city.inSight(shift))
    this.#waiting = all.toSorted((a, b) => +b.windows[0]!.startsAt - +a.windows[0]!.startsAt || b.n - a.n)
    this.#going = all.toSorted((a, b) => +b.publishedAt - +a.publishedAt)
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** How many are in the plan. */
  get size(): number {
    return this.#inPlan.size
  }

  enter(atMost: number, nowMs: number): void {
    const now = this.#city.minuteOf(nowMs)
    for (let i = 0; i < atMost; i++) {
      const shift = this.#waiting.pop()
      if (!shift) return
      const until = shift.publishedAt.getTime()
      if (until <= nowMs || !this.#market.expected.has(shift)) continue
      this.#inPlan.add(shift)
      this.#dispatcher.expect(shift.n, now, this.#city.minuteOf(until))
    }
  }

  /** Those whose minute has come; the dispatcher has let go of them by itself. */
  leave(nowMs: number): void {
    for (let next = this.#going.at(-1); next && next.publishedAt.getTime() <= nowMs; next = this.#going.at(-1)) {
      this.#going.pop()
      this.#market.expected.delete(next)
      this.#inPlan.delete(next)
      this.#city.forget(next.n)
    }
  }

  met(shifts: readonly MarketShift[]): void {
    for (const shift of shifts) {
      if (!this.#inPlan.delete(shift)) continue
      this.#dispatcher.close(shift.n)
      this.#city.forget(shift.n)
    }
  }
}
