import type { AnswerTimes } from './answers.ts'
import type { AskedBook } from './asked.ts'
import type { City } from './city.ts'
import { hasteOf, minutesPerDay } from './haste.ts'
import type { NeedState } from './need-state.ts'
import type { DispatchSettings } from './settings.ts'
import { termsOf, valueOf, type PairTerms } from './value.ts'

/** What asking a person for a need is worth at a minute; 0 where it cannot be, or where the person has said no. */
export class PairValues {
  readonly #city: City
  readonly #settings: DispatchSettings
  readonly #times: AnswerTimes
  readonly #asked: AskedBook

  constructor(city: City, settings: DispatchSettings, times: AnswerTimes, asked: AskedBook) {
    this.#city = city
    this.#settings = settings
    this.#times = times
    this.#asked = asked
  }

  /** Of row `i` of the candidates. */
  at(state: NeedState, i: number, now: number): number {
    const { workers, km, chance } = this.#city.candidates(state.need)
    return this.#value(state, workers[i]!, km[i]!, chance[i]!, now)
  }

  #value(state: NeedState, worker: number, km: number, chance: number, now: number): number {
    if (this.#asked.declined(worker, state.need) || this.#asked.restsUntil(worker, state.need) > now) return 0
    if (!state.expected && this.#city.lastMinute(state.need, km, now) <= now) return 0
    if (!this.#city.mayTake(worker, state.need, now)) return 0
    return valueOf(this.terms(state, worker, km, chance, now))
  }

  terms(state: NeedState, worker: number, km: number, chance: number, now: number): PairTerms {
    const person = this.#city.person(worker)
    const day = Math.floor(now / minutesPerDay)
    const before = state.expected ? 0 : this.#asked.today(worker, day)
    const minutes = this.#settings.expiryMinutes[person.channel]!
    const left = state.expected ? minutes : Math.min(minutes, this.#city.lastMinute(state.need, km, now) - now)
    const yes =
      (this.#asked.standsBy(worker, state.need) ? 1 : chance) * this.#times.within(person.channel, before, left)
    return termsOf(
      {
        km,
        chance: state.expected ? yes : yes ** hasteOf(this.#city.need(state.need).startsAt, now, this.#settings),
        sparedShare: this.#city.sparedShare(worker, state.need),
        inRoster: this.#city.inRoster(worker, state.need),
        expected: state.expected,
      },
      person,
      this.#settings,
      this.#city.acquaintance?.(worker, state.need),
    )
  }
}
