/**
 * The best `limit` of what was offered, by score, then by lower id. A heap whose root is the worst kept; reused from
 * question to question, so that asking makes no garbage.
 */
export class Best {
  score: Float64Array = new Float64Array(64)
  id: Int32Array = new Int32Array(64)
  meters: Float64Array = new Float64Array(64)
  count = 0
  #limit = 0

  start(limit: number): void {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be a whole number from 1')
    if (this.score.length < limit) {
      this.score = new Float64Array(limit)
      this.id = new Int32Array(limit)
      this.meters = new Float64Array(limit)
    }
    this.count = 0
    this.#limit = limit
  }

  /** Whoever scores less is not kept. */
  get floor(): number {
    return this.count < this.#limit ? Number.NEGATIVE_INFINITY : this.score[0]!
  }

  offer(score: number, id: number, meters: number): void {
    if (this.count < this.#limit) this.#rise(this.count++, score, id, meters)
    else if (this.#worse(this.score[0]!, this.id[0]!, score, id)) this.#sink(this.count, score, id, meters)
  }

  /** Puts what is kept in order, best first; nothing can be offered after that. */
  finish(): void {
    for (let end = this.count - 1; end > 0; end--) {
      const score = this.score[end]!
      const id = this.id[end]!
      const meters = this.meters[end]!
      this.#put(end, this.score[0]!, this.id[0]!, this.meters[0]!)
      this.#sink(end, score, id, meters)
    }
  }

  #worse(score: number, id: number, than: number, thanId: number): boolean {
    return score < than || (score === than && id > thanId)
  }

  #put(at: number, score: number, id: number, meters: number): void {
    this.score[at] = score
    this.id[at] = id
    this.meters[at] = meters
  }

  #rise(from: number, score: number, id: number, meters: number): void {
    let i = from
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.#worse(score, id, this.score[parent]!, this.id[parent]!)) break
      this.#put(i, this.score[parent]!, this.id[parent]!, this.meters[parent]!)
      i = parent
    }
    this.#put(i, score, id, meters)
  }

  #sink(count: number, score: number, id: number, meters: number): void {
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= count) break
      const other = child + 1
      if (other < count && this.#worse(this.score[other]!, this.id[other]!, this.score[child]!, this.id[child]!)) {
        child = other
      }
      if (!this.#worse(this.score[child]!, this.id[child]!, score, id)) break
      this.#put(i, this.score[child]!, this.id[child]!, this.meters[child]!)
      i = child
    }
    this.#put(i, score, id, meters)
  }
}
