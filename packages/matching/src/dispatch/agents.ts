/**
 * The plan knows people by the day: who has two free days can be planned for both. Each pair of person and day has a
 * small integer, used again when the day is over.
 */
export class Agents {
  /** By day, by person. */
  readonly #ids = new Map<number, Map<number, number>>()
  readonly #free: number[] = []
  readonly #worker: number[] = []
  /** Needs this agent has, or had, an edge to. */
  readonly needs: number[][] = []
  readonly #daysOf = new Map<number, Set<number>>()

  /** The agent of a person on a day; made when there is none. */
  of(worker: number, day: number): number {
    const known = this.find(worker, day)
    if (known !== undefined) return known
    const id = this.#free.pop() ?? this.#worker.length
    this.#ids.set(day, (this.#ids.get(day) ?? new Map<number, number>()).set(worker, id))
    this.#worker[id] = worker
    this.needs[id] = []
    const days = this.#daysOf.get(worker) ?? new Set()
    this.#daysOf.set(worker, days.add(day))
    return id
  }

  find(worker: number, day: number): number | undefined {
    return this.#ids.get(day)?.get(worker)
  }

  worker(agent: number): number {
    return this.#worker[agent]!
  }

  /** The days a person has an agent for. */
  daysOf(worker: number): Iterable<number> {
    return this.#daysOf.get(worker) ?? []
  }

  /** Forgets all agents of days before `day`; gives their ids, which will be used again. */
  forgetBefore(day: number): number[] {
    const gone: number[] = []
    for (const [past, ids] of this.#ids) {
      if (past >= day) continue
      this.#ids.delete(past)
      for (const [worker, id] of ids) {
        const days = this.#daysOf.get(worker)
        days?.delete(past)
        if (days?.size === 0) this.#daysOf.delete(worker)
        this.needs[id] = []
        gone.push(id)
      }
    }
    this.#free.push(...gone)
    return gone
  }
}
