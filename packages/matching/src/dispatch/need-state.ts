import type { City } from './city.ts'

/** A need as the dispatcher keeps it. */
export type NeedState = {
  readonly need: number
  readonly day: number
  readonly expected: boolean
  /** Minute since which it is open; a change of its terms does not begin anew. */
  readonly since: number
  /** Rows of the candidates, best first, and how many of them are in the plan. */
  order: Int32Array
  taken: number
  /** Rows of the candidates that were looked at for `order`. */
  seen: number
  /** Places in the plan: people to ask at once. */
  headcount: number
}

/** In which row of a need’s candidates a person stands. Made when first asked for, and longer when the list is. */
export class CandidateRows {
  readonly #rows = new Map<number, Map<number, number>>()
  readonly #city: City

  constructor(city: City) {
    this.#city = city
  }

  /** The row, or −1. */
  of(need: number, worker: number): number {
    const { workers } = this.#city.candidates(need)
    const rows = this.#rows.get(need) ?? new Map<number, number>()
    if (rows.size < workers.length) {
      for (let i = rows.size; i < workers.length; i++) rows.set(workers[i]!, i)
      this.#rows.set(need, rows)
    }
    return rows.get(worker) ?? -1
  }

  forget(need: number): void {
    this.#rows.delete(need)
  }
}
