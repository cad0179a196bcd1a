/** What sums of floating point numbers may differ by: nobody is passed over for that. */
export const rounding = 1e-4
/** Steps of rank that people are told apart by when the worst are passed over. */
const steps = 256

/**
 * Those who may be among the best `limit`, each with the most and the least that their rank can be. As soon as many are
 * known to rank higher, those below are passed over: `floor` is what the best reach at the least. Nobody among the best is
 * ever lost, whoever is left is then ranked exactly.
 */
export class Shortlist {
  place: Int32Array = new Int32Array(0)
  upper: Float64Array = new Float64Array(0)
  lower: Float64Array = new Float64Array(0)
  count = 0
  /** Whoever ranks lower is not among the best. */
  floor: number = Number.NEGATIVE_INFINITY
  #limit = 0
  readonly #tally = new Int32Array(steps + 1)

  start(limit: number): void {
    this.count = 0
    this.floor = Number.NEGATIVE_INFINITY
    this.#limit = limit
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    const size = this.count + more
    if (size <= this.place.length) return
    const place = new Int32Array(2 * size)
    const upper = new Float64Array(2 * size)
    const lower = new Float64Array(2 * size)
    place.set(this.place)
    upper.set(this.upper)
    lower.set(this.lower)
    this.place = place
    this.upper = upper
    this.lower = lower
  }

  /** There must be room. */
  add(place: number, upper: number, lower: number): void {
    this.place[this.count] = place
    this.upper[this.count] = upper
    this.lower[this.count++] = lower
  }

  /** Passes over those who are known not to be among the best, as long as there are more than `enough`. */
  settle(enough: number): void {
    let before = this.count + 1
    while (this.count > enough && this.count > this.#limit && this.count < before) {
      before = this.count
      this.#raiseFloor()
      this.#passOver()
    }
  }

  /** The floor becomes what `limit` of the list reach for certain, to a step less. */
  #raiseFloor(): void {
    const { lower, count } = this
    const tally = this.#tally
    let least = lower[0]!
    let most = least
    for (let i = 1; i < count; i++) {
      const one = lower[i]!
      if (one < least) least = one
      else if (one > most) most = one
    }
    const scale = most > least ? steps / (most - least) : 0
    tally.fill(0)
    for (let i = 0; i < count; i++) tally[Math.floor((lower[i]! - least) * scale)]! += 1
    let step = steps
    for (let reach = tally[step]!; reach < this.#limit;) reach += tally[--step]!
    const floor = (scale === 0 ? least : least + step / scale) - rounding
    if (floor > this.floor) this.floor = floor
  }

  #passOver(): void {
    const { place, upper, lower, floor } = this
    let kept = 0
    for (let i = 0; i < this.count; i++) {
      if (upper[i]! < floor) continue
      place[kept] = place[i]!
      upper[kept] = upper[i]!
      lower[kept++] = lower[i]!
    }
    this.count = kept
  }
}
