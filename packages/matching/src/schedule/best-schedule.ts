import { clash, exceeded, minutesPerDay, type ScheduleProblem } from './problem.ts'

/** Choices looked at for one worker before the relaxed bound is taken instead. */
const mostLooks = 20_000

/** Hours of a day are counted in steps so fine that there are at most so many of them. */
const mostUnits = 96

/**
 * The best set of shifts for one worker at given profits: exact branch and bound over shifts by start. The bound of a
 * branch keeps that shifts must not overlap and the hours of a day; it forgets ways, weeks and employers.
 */
export class BestSchedule {
  readonly #problem: ScheduleProblem
  /** Units of working time a day may have, and those of each shift, rounded so that whatever is allowed still fits. */
  readonly #dayUnits: number
  readonly #units: Int32Array
  readonly #day: Int32Array
  #shifts = new Int32Array(64)
  #profit = new Float64Array(64)
  #edge = new Int32Array(64)
  /** Most profit from item `i` on with `m` units left on its day: at `i * (#dayUnits + 1) + m`. */
  #ahead = new Float64Array(0)
  #next = new Int32Array(65)
  #count = 0
  #chosen = new Int32Array(64)
  #taken = new Int32Array(64)
  #best = 0
  #looks = 0
  /** The greatest profit of a shift that takes so many units or fewer. */
  readonly #within: Float64Array
  /** Edges of the best set, the first `chosenCount`. */
  readonly edges: number[] = []
  /** Whether `edges` is surely the best set; otherwise only the bound holds. */
  exact = true

  constructor(problem: ScheduleProblem) {
    this.#problem = problem
    const { start, end, limits } = problem
    let longest = 0
    let unit = 0
    for (let s = 0; s < start.length; s++) {
      const length = end[s]! - start[s]!
      longest = Math.max(longest, length)
      unit = greatestDivisor(unit, length)
    }
    // Shifts of a day that do not overlap cannot be more than this.
    const most = Math.min(limits.minutesPerDay, minutesPerDay + longest)
    unit = Math.max(1, unit, Math.ceil(most / mostUnits))
    this.#dayUnits = Math.floor(most / unit)
    this.#units = Int32Array.from(start, (from, s) => Math.floor((end[s]! - from) / unit))
    this.#within = new Float64Array(this.#dayUnits + 1)
    this.#day = Int32Array.from(start, (from) => Math.floor(from / minutesPerDay))
  }

  clear(): void {
    this.#count = 0
  }

  /** Adds a shift that brings something; in order of start. */
  add(shift: number, edge: number, profit: number): void {
    if (this.#count === this.#shifts.length) this.#grow()
    const i = this.#count++
    this.#shifts[i] = shift
    this.#edge[i] = edge
    this.#profit[i] = profit
  }

  #grow(): void {
    const twice = 2 * this.#shifts.length
    const wider = (from: Int32Array) => {
      const to = new Int32Array(twice + 1)
      to.set(from)
      return to
    }
    const profit = new Float64Array(twice)
    profit.set(this.#profit)
    this.#profit = profit
    this.#shifts = wider(this.#shifts).subarray(0, twice) as Int32Array<ArrayBuffer>
    this.#edge = wider(this.#edge)
    this.#chosen = wider(this.#chosen)
    this.#taken = wider(this.#taken)
    this.#next = wider(this.#next)
  }

  /**
   * @param known profit that some set of the shifts has for sure: what can only belong to a lesser one is passed over
   * @returns a bound on the profit of any set, that of the best one where `exact`
   */
  solve(known = 0): number {
    this.edges.length = 0
    this.exact = true
    this.#best = 0
    this.#looks = 0
    if (known > 0 && this.#count > 1) this.#passOver(known)
    const count = this.#count
    if (count === 0) return 0
    if (count === 1) return this.#only()
    this.#lookAhead()
    const most = this.#ahead[this.#dayUnits]!
    this.#dive()
    if (this.#best < most) this.#branch(0, 0, 0, this.#dayUnits, this.#day[this.#shifts[0]!]!)
    if (this.#looks > mostLooks) {
      this.exact = false
      return most
    }
    return this.#best
  }

  #only(): number {
    if (exceeded(this.#problem, this.#shifts[0]!, this.#chosen, 0) !== null) return 0
    this.edges.push(this.#edge[0]!)
    return this.#profit[0]!
  }

  /** Drops shifts that with as many of the best ones as the hours of the day allow would still bring less than `known`. */
  #passOver(known: number): void {
    const day = this.#day[this.#shifts[0]!]!
    if (this.#day[this.#shifts[this.#count - 1]!] !== day) return
    const within = this.#within.fill(0)
    let fewest = this.#dayUnits
    for (let i = 0; i < this.#count; i++) {
      const units = this.#units[this.#shifts[i]!]!
      if (units > this.#dayUnits) continue
      if (units < fewest) fewest = units
      if (this.#profit[i]! > within[units]!) within[units] = this.#profit[i]!
    }
    for (let m = 1; m < within.length; m++) if (within[m - 1]! > within[m]!) within[m] = within[m - 1]!
    let kept = 0
    for (let i = 0; i < this.#count; i++) {
      const left = this.#dayUnits - this.#units[this.#shifts[i]!]!
      if (left < 0) continue
      const more = fewest > 0 ? Math.floor(left / fewest) : this.#count
      if (this.#profit[i]! + more * within[left]! < known) continue
      this.#shifts[kept] = this.#shifts[i]!
      this.#profit[kept] = this.#profit[i]!
      this.#edge[kept++] = this.#edge[i]!
    }
    this.#count = kept
  }

  #lookAhead(): void {
    const { start, end } = this.#problem
    const count = this.#count
    const width = this.#dayUnits + 1
    if (this.#ahead.length < (count + 1) * width) this.#ahead = new Float64Array(2 * (count + 1) * width)
    const ahead = this.#ahead
    ahead.fill(0, count * width, (count + 1) * width)
    let next = count
    for (let i = count - 1; i >= 0; i--) {
      const s = this.#shifts[i]!
      // The ends are in no order, so the first that begins after this one's end is looked for from the next.
      next = i + 1
      while (next < count && start[this.#shifts[next]!]! < end[s]!) next += 1
      this.#next[i] = next
      const units = this.#units[s]!
      const profit = this.#profit[i]!
      const day = this.#day[s]!
      const later = i + 1 < count && this.#day[this.#shifts[i + 1]!] !== day ? ahead[(i + 1) * width + width - 1]! : -1
      const after = next < count && this.#day[this.#shifts[next]!] !== day ? ahead[next * width + width - 1]! : -1
      const at = i * width
      const from = at + width
      const then = next * width - units
      for (let m = 0; m < width; m++) {
        const without = later < 0 ? ahead[from + m]! : later
        if (m < units) ahead[at + m] = without
        else {
          const taken = profit + (after < 0 ? ahead[then + m]! : after)
          ahead[at + m] = taken > without ? taken : without
        }
      }
    }
  }

  /** Takes what the bound would take, as far as ways, weeks and employers allow: mostly the best there is. */
  #dive(): void {
    const width = this.#dayUnits + 1
    let m = this.#dayUnits
    let day = this.#day[this.#shifts[0]!]!
    let depth = 0
    let profit = 0
    for (let i = 0; i < this.#count;) {
      const s = this.#shifts[i]!
      if (this.#day[s] !== day) {
        day = this.#day[s]!
        m = this.#dayUnits
      }
      const without = i + 1 < this.#count && this.#day[this.#shifts[i + 1]!] !== day ? this.#dayUnits : m
      const wanted = this.#ahead[i * width + m]! > this.#ahead[(i + 1) * width + without]!
      if (wanted && this.#fits(s, depth)) {
        this.#chosen[depth] = s
        this.edges.push(this.#edge[i]!)
        profit += this.#profit[i]!
        m -= this.#units[s]!
        i = this.#next[i]!
        depth += 1
      } else i += 1
    }
    this.#best = profit
  }

  #fits(s: number, depth: number): boolean {
    if (depth > 0 && clash(this.#problem, this.#chosen[depth - 1]!, s)) return false
    return exceeded(this.#problem, s, this.#chosen, depth) === null
  }

  /** @param left units left on day `on` */
  #branch(from: number, depth: number, profit: number, left: number, on: number): void {
    const width = this.#dayUnits + 1
    let m = left
    let day = on
    for (let i = from; i < this.#count; i++) {
      const s = this.#shifts[i]!
      if (this.#day[s] !== day) {
        day = this.#day[s]!
        m = this.#dayUnits
      }
      if (profit + this.#ahead[i * width + m]! <= this.#best || ++this.#looks > mostLooks) return
      const units = this.#units[s]!
      if (units > m) continue
      const next = this.#next[i]!
      const then = next < this.#count && this.#day[this.#shifts[next]!] !== day ? this.#dayUnits : m - units
      const now = profit + this.#profit[i]!
      if (now + this.#ahead[next * width + then]! <= this.#best || !this.#fits(s, depth)) continue
      this.#chosen[depth] = s
      this.#taken[depth] = this.#edge[i]!
      if (now > this.#best) {
        this.#best = now
        this.edges.length = 0
        for (let k = 0; k <= depth; k++) this.edges.push(this.#taken[k]!)
      }
      this.#branch(next, depth + 1, now, m - units, day)
    }
  }
}

function greatestDivisor(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y > 0) [x, y] = [y, x % y]
  return x
}
