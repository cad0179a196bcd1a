import type { City } from './city.ts'
import { minutesPerDay } from './haste.ts'
import { usualHours } from './hours.ts'
import type { NeedState } from './need-state.ts'
import type { PairValues } from './pair-values.ts'
import type { DispatchSettings } from './settings.ts'

/** Which of a need's candidates are looked at, in what order: its own people, the best fitting, then all. */
export class Circle {
  readonly #city: City
  readonly #settings: DispatchSettings
  readonly #values: PairValues
  /** People who are left in peace. */
  readonly #paused: ReadonlyMap<number, number>

  constructor(city: City, settings: DispatchSettings, values: PairValues, paused: ReadonlyMap<number, number>) {
    this.#city = city
    this.#settings = settings
    this.#values = values
    this.#paused = paused
  }

  /**
   * Puts the candidates in order and gives those to begin with; `rosterUntil`: up to that minute they are the employer's
   * own people alone.
   */
  begin(state: NeedState, now: number): { people: { worker: number; value: number }[]; rosterUntil?: number } {
    const { workers, km } = this.#city.candidates(state.need)
    const { nearest, nearestPerPlace } = this.#settings
    const values = new Float64Array(workers.length)
    const possible: number[] = []
    for (let i = 0; i < workers.length; i++) {
      const worker = workers[i]!
      if (this.#paused.has(worker)) continue
      const value = this.#values.at(state, i, now)
      if (value <= 0) continue
      // Among equal ones the nearer first; among those of one town, an order that has to do with nothing.
      values[i] = value - km[i]! * 1e-3 - ((worker * 7_919) % 1_024) * 1e-7
      possible.push(i)
    }
    const until = this.#rosterUntil(state)
    const roster = now < until ? this.#rosterOf(state, possible) : new Set<number>()
    const first = (i: number) => (roster.has(i) ? 1 : 0)
    possible.sort((one, other) => first(other) - first(one) || values[other]! - values[one]!)
    state.order = Int32Array.from(possible)
    state.seen = workers.length
    state.taken = roster.size || Math.min(possible.length, nearest + nearestPerPlace * state.headcount)
    const people = possible.slice(0, state.taken).map((i) => ({ worker: workers[i]!, value: values[i]! }))
    return roster.size > 0 ? { people, rosterUntil: until } : { people }
  }

  /**
   * Up to which minute the employer’s own people are asked alone, where the start is far enough away: so long by day from
   * when people could be asked, whoever looks and however often its terms change. Nobody is asked for an expected one:
   * there is no time in which it could be.
   */
  #rosterUntil({ need, expected, since }: NeedState): number {
    const { rosterAloneMinutes, rosterAloneFromLeadMinutes } = this.#settings
    if (expected) return Number.NEGATIVE_INFINITY
    const { from, to } = usualHours(this.#settings)
    if (this.#city.need(need).startsAt - since < rosterAloneFromLeadMinutes) return since
    const minute = since - minutesPerDay * Math.floor(since / minutesPerDay)
    const untilDay = minute < from ? from - minute : minute >= to ? minutesPerDay + from - minute : 0
    return since + untilDay + rosterAloneMinutes
  }

  #rosterOf({ need }: NeedState, possible: readonly number[]): Set<number> {
    const { workers } = this.#city.candidates(need)
    return new Set(possible.filter((i) => this.#city.inRoster(workers[i]!, need)))
  }

  /** Puts those behind the ones looked at in order as well, best first; false when there are no more. */
  lengthen(state: NeedState, now: number): boolean {
    do {
      const { workers, km } = this.#city.candidates(state.need)
      const values = new Map<number, number>()
      for (let i = state.seen; i < workers.length; i++) {
        const value = this.#paused.has(workers[i]!) ? 0 : this.#values.at(state, i, now)
        if (value > 0) values.set(i, value - km[i]! * 1e-3)
      }
      state.seen = workers.length
      if (values.size === 0) continue
      const further = [...values.keys()].sort((one, other) => values.get(other)! - values.get(one)!)
      state.order = Int32Array.from([...state.order, ...further])
      return true
    } while (this.#city.more?.(state.need) ?? false)
    return false
  }
}
