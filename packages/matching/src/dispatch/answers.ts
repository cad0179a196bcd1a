/** One offer of the past: minutes until the answer, or null when none came, and how many offers came before it that day. */
export type PastAnswer = { readonly channel: number; readonly before: number; readonly minutes: number | null }

/** Offers of a day from which on no further difference is made. */
const most = 8
/** Weight of the channel’s own share in a small count: as many offers as these. */
const shrink = 30
/** Weight of what is believed of the times of answers: as many answers as these. */
const usual = 20
/**
 * Nobody is taken to answer less often than this. With 0, after a day on which no message arrived, nobody would be worth
 * asking any more, and no answer could ever show that to be wrong.
 */
const least = 0.05

/**
 * When people answer, counted from the past: the share of offers that get an answer at all, by channel and by how many
 * offers the person had before on that day, and the times of those answers. Plain counts, to be looked at.
 */
export class AnswerTimes {
  /** Share answered, by channel × offers before that day. */
  readonly share: readonly (readonly number[])[]
  /** Minutes of all answers in ascending order, by channel. */
  readonly minutes: readonly Float64Array[]

  /** `usualMinutes`, by channel: believed before anything is known, as if {@link usual} answers had come within them, evenly. */
  constructor(past: Iterable<PastAnswer>, channels: number, usualMinutes?: readonly number[]) {
    const asked = Array.from({ length: channels }, () => new Float64Array(most + 1))
    const answered = Array.from({ length: channels }, () => new Float64Array(most + 1))
    const times: number[][] = Array.from({ length: channels }, (_none, channel) => {
      const within = usualMinutes?.[channel]
      return within === undefined ? [] : Array.from({ length: usual }, (_one, i) => (within * (i + 1)) / usual)
    })
    for (const { channel, before, minutes } of past) {
      const column = Math.min(most, before)
      asked[channel]![column]! += 1
      if (minutes === null) continue
      answered[channel]![column]! += 1
      times[channel]!.push(minutes)
    }
    this.share = asked.map((row, channel) => {
      const total = row.reduce((sum, one) => sum + one, 0)
      const all = answered[channel]!.reduce((sum, one) => sum + one, 0)
      // Without any past half of all answer: as good a guess as any, and soon corrected.
      const own = total === 0 ? 0.5 : all / total
      return Array.from(row, (count, column) =>
        Math.max(least, (answered[channel]![column]! + shrink * own) / (count + shrink)),
      )
    })
    this.minutes = times.map((list) => Float64Array.from(list).sort())
  }

  /** Chance of an answer within `minutes` of an offer. */
  within(channel: number, before: number, minutes: number): number {
    return this.share[channel]![Math.min(most, before)]! * this.#shareUntil(channel, minutes)
  }

  /** Chance of an answer up to `end`, when there was none until `elapsed` (minutes since the offer). */
  still(channel: number, before: number, elapsed: number, end: number): number {
    const share = this.share[channel]![Math.min(most, before)]!
    const gone = share * this.#shareUntil(channel, elapsed)
    const coming = share * this.#shareUntil(channel, end) - gone
    return coming <= 0 ? 0 : coming / (1 - gone)
  }

  #shareUntil(channel: number, minutes: number): number {
    const times = this.minutes[channel]!
    if (times.length === 0) return 1
    let low = 0
    let high = times.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (times[middle]! <= minutes) low = middle + 1
      else high = middle
    }
    return low / times.length
  }
}
