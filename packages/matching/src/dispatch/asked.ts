/** An offer that is out: minutes since day 0, offers of that day before it, chance of a yes once it is looked at. */
export type Asked = {
  readonly at: number
  readonly expiresAt: number
  readonly before: number
  readonly chance: number
}

/** Who is being asked for what, who said no, who was silent how often, and how many offers a person had. */
export class AskedBook {
  /** By need, by person. */
  readonly #out = new Map<number, Map<number, Asked>>()
  readonly #declined = new Map<number, Set<number>>()
  readonly #silent = new Map<number, Map<number, { count: number; until: number }>>()
  readonly #standby = new Map<number, Set<number>>()
  readonly #openOf = new Map<number, number>()
  readonly #today = new Map<number, { day: number; count: number }>()

  out(need: number): ReadonlyMap<number, Asked> {
    return this.#out.get(need) ?? nobodyAsked
  }

  ask(worker: number, need: number, asked: Asked, day: number): void {
    this.hold(worker, need, asked)
    this.#today.set(worker, { day, count: this.today(worker, day) + 1 })
  }

  /** An offer that is out; how many the person had is told by {@link counted}. */
  hold(worker: number, need: number, asked: Asked): void {
    const out = this.#out.get(need) ?? new Map<number, Asked>()
    if (!out.has(worker)) this.#openOf.set(worker, this.openOf(worker) + 1)
    this.#out.set(need, out.set(worker, asked))
  }

  counted(worker: number, day: number, count: number): void {
    this.#today.set(worker, { day, count })
  }

  /** An answer, or the end of an offer. */
  settle(worker: number, need: number): Asked | undefined {
    const out = this.#out.get(need)
    const asked = out?.get(worker)
    if (!out || !asked) return undefined
    out.delete(worker)
    if (out.size === 0) this.#out.delete(need)
    this.#openOf.set(worker, this.openOf(worker) - 1)
    return asked
  }

  decline(worker: number, need: number): void {
    this.#declined.set(need, (this.#declined.get(need) ?? new Set()).add(worker))
  }

  /** A no is final for that need. */
  declined(worker: number, need: number): boolean {
    return this.#declined.get(need)?.has(worker) ?? false
  }

  /** Said yes when no place was left. */
  standBy(worker: number, need: number): void {
    this.#standby.set(need, (this.#standby.get(need) ?? new Set()).add(worker))
  }

  standsBy(worker: number, need: number): boolean {
    return this.#standby.get(need)?.has(worker) ?? false
  }

  /** Counts one more silence; gives the minute from which the person may be asked again, Infinity for never. */
  silence(worker: number, need: number, until: number, asksAtMost: number): number {
    const silences = this.#silent.get(need) ?? new Map<number, { count: number; until: number }>()
    this.#silent.set(need, silences)
    const count = (silences.get(worker)?.count ?? 0) + 1
    const rests = { count, until: count < asksAtMost ? until : Number.POSITIVE_INFINITY }
    silences.set(worker, rests)
    return rests.until
  }

  restsUntil(worker: number, need: number): number {
    return this.#silent.get(need)?.get(worker)?.until ?? 0
  }

  openOf(worker: number): number {
    return this.#openOf.get(worker) ?? 0
  }

  /** Offers to a person on a day. */
  today(worker: number, day: number): number {
    const today = this.#today.get(worker)
    return today?.day === day ? today.count : 0
  }

  forget(need: number): void {
    for (const worker of this.out(need).keys()) this.settle(worker, need)
    this.#declined.delete(need)
    this.#silent.delete(need)
    this.#standby.delete(need)
  }
}

const nobodyAsked: ReadonlyMap<number, Asked> = new Map()
