import type { Blocks } from './blocks.ts'
import type { RankTerms, ShiftQuestion } from './entries.ts'
import { inSpace } from './grid.ts'
import { daySlots } from './layout.ts'

/** Half hours of one day: `words` are that day’s of all blocks. */
export type DaySpan = { words: Int32Array; from: number; to: number }

/** A question made ready: all that is reckoned once and not for each block. */
export class Question {
  x = 0
  y = 0
  z = 0
  east = 0
  north = 0
  up = 0
  /** Centimetres. */
  radius = 0
  squaredRadius = 0
  /** Nobody who wishes for more; 2³¹ − 1: nobody’s wish stands in the way. */
  most = 0
  /** Binary digits of `most`, the lowest first: all bits set for a one, none for a nought. */
  readonly digits: Int32Array = new Int32Array(31)
  without: ReadonlySet<number> | undefined
  certificates: readonly number[] = []
  days: DaySpan[] = []
  payFen: number | null = null
  perKm = 0
  perFen = 0
  mostFen = 0

  take(shift: ShiftQuestion, rank: RankTerms, blocks: Blocks): void {
    const { x, y, z } = inSpace(shift.point)
    this.x = x
    this.y = y
    this.z = z
    this.east = blocks.frame.east(x, y, z)
    this.north = blocks.frame.north(x, y, z)
    this.up = blocks.frame.up(x, y, z)
    this.radius = 100 * shift.radiusMeters
    this.squaredRadius = this.radius ** 2
    this.payFen = shift.payFen
    this.most = shift.payFen === null ? 0x7fffffff : Math.min(0x7fffffff, Math.floor(shift.payFen))
    for (let i = 0; i < this.digits.length; i++) this.digits[i] = -((this.most >> i) & 1)
    this.without = shift.without !== undefined && shift.without.size > 0 ? shift.without : undefined
    this.certificates = shift.certificates
    this.perKm = rank.perKm
    this.perFen = rank.perFen
    this.mostFen = rank.mostFen
    this.#takeDays(shift, blocks)
  }

  /** The half hours of a question day by day, over the end of the ring where it goes on there. */
  #takeDays(shift: ShiftQuestion, { free, days }: Blocks): void {
    this.days = []
    for (let at = shift.from; at < shift.to;) {
      const end = Math.min(shift.to, (Math.floor(at / daySlots) + 1) * daySlots)
      const from = at % daySlots
      this.days.push({ words: free[Math.floor(at / daySlots) % days]!, from, to: from + end - at })
      at = end
    }
  }
}
