import { businessDay } from '../../../kernel/clock.ts'
import type { DispatchShift } from '../../postings/index.ts'
import { qualificationGaps, type HeldQualification } from '../../seekers/index.ts'

type Asks = ReadonlyArray<readonly string[]>
/** A shift and the certificates it asks for: one of each list. */
export type PaperedShift = DispatchShift & { asks: Asks }

/**
 * Certificates in the market's index: a bit for each list of which work may ask for one. The index looks for who holds
 * one at all; whether it is valid on the day is asked for the few it finds.
 */
export class HeldPapers {
  readonly #names: string[]
  readonly #kinds: Asks
  readonly #held = new Map<string, readonly HeldQualification[]>()

  constructor(kinds: Asks) {
    this.#kinds = kinds
    this.#names = kinds.map((anyOf) => anyOf.join())
  }

  get size(): number {
    return this.#kinds.length
  }

  /** Certificates of these people as they are now; of `asked` those not in `held` have none. */
  put(held: ReadonlyArray<HeldQualification & { personId: string }>, asked: readonly string[]): void {
    const byPerson = Map.groupBy(held, (one) => one.personId)
    for (const id of new Set([...asked, ...byPerson.keys()])) {
      this.#held.set(
        id,
        (byPerson.get(id) ?? []).filter((one) => one.state === 'verified'),
      )
    }
  }

  ofWorker(personId: string): number[] {
    const held = this.#held.get(personId) ?? []
    if (held.length === 0) return []
    return this.#kinds.flatMap((anyOf, n) => (held.some((one) => anyOf.includes(one.code)) ? [n] : []))
  }

  ofShift(asks: Asks): number[] {
    return asks.map((anyOf) => this.#names.indexOf(anyOf.join())).filter((n) => n >= 0)
  }

  /** Whether every certificate that is asked for is verified and valid on the last day. */
  allows(shift: { asks: Asks; windows: ReadonlyArray<{ endsAt: Date }> }, personId: string): boolean {
    if (shift.asks.length === 0) return true
    const lastDay = businessDay(shift.windows.at(-1)!.endsAt)
    return qualificationGaps(shift.asks, this.#held.get(personId) ?? [], lastDay).length === 0
  }
}
