import { halfHourMs, midnightOf } from './rules-calendar.ts'

/** The needs a city expects: those of days like this one, each with its share of places. */

const dayMs = 48 * halfHourMs
const daysAWeek = 7

export type KindOfDay = 'work' | 'rest' | 'holiday'

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10)

const usualKind = (day: string): KindOfDay =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) ? 'rest' : 'work'

/**
 * So many days (`count`) before `today`, latest first, that a day is taken to be like: the same weekday, without those
 * on which the calendar made another day of it. Where that is so of the day itself, the latest days of its kind, and of
 * a holiday the latest days of rest where there was no holiday lately. Looks back twice as many weeks; fewer where there
 * are not so many.
 */
export function daysLike(day: string, today: string, count: number, kindOf: (day: string) => KindOfDay): string[] {
  const kind = kindOf(day)
  const usual = kind === usualKind(day)
  const ahead = Math.round((midnightOf(day) - midnightOf(today)) / dayMs)
  const back: string[] = []
  for (let days = 1; days <= 2 * daysAWeek * count; days++)
    if (!usual || (days + ahead) % daysAWeek === 0) back.push(dayBefore(today, days))
  const same = back.filter((one) => kindOf(one) === kind)
  const like = same.length === 0 && kind === 'holiday' ? back.filter((one) => kindOf(one) === 'rest') : same
  return like.slice(0, count)
}

type Windows = ReadonlyArray<{ startsAt: Date; endsAt: Date }>

/** A published need of a day gone by. */
export type PastNeed = {
  shiftId: string
  employerId: string
  terms: { occupationCode: string }
  windows: Windows
  headcount: number
  publishedAt: Date
}

/** Always the same number, 0 … 2^32, for the same text; others for others. */
function mixed(text: string): number {
  let hash = 2_166_136_261
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619)
  return (hash ^ (hash >>> 15)) >>> 0
}

const minuteOfDay = ({ windows }: PastNeed): number => windows[0]!.startsAt.getTime() % dayMs

/**
 * A day like the mean of `days` days gone by, in whole places: each need has its share of places, and what is less than
 * one is dealt in turn among needs of the same work, employer and hours, so that each of these comes as often as it
 * used to, and all together as well. Where the mean has more than `mostPlaces`, all shares are smaller alike. Who has a
 * part of a place has it on `day` by a count from a place that is the day's own: the same for whoever counts.
 */
export function shared<Need extends PastNeed>(
  past: readonly Need[],
  day: string,
  days: number,
  mostPlaces: number,
): Array<{ need: Need; places: number }> {
  const all = past.reduce((sum, { headcount }) => sum + headcount, 0)
  // So many of the past places make so many of the expected ones; whole numbers, so that nothing is lost to rounding.
  const [of, make] = all <= days * mostPlaces ? [days, 1] : [all, mostPlaces]
  const inTurn = [...past].sort(
    (a, b) =>
      compare(a.terms.occupationCode, b.terms.occupationCode) ||
      compare(a.employerId, b.employerId) ||
      minuteOfDay(a) - minuteOfDay(b) ||
      compare(a.shiftId, b.shiftId),
  )
  let before = mixed(day) % Math.max(1, of)
  return inTurn.flatMap((need) => {
    const after = before + need.headcount * make
    const places = Math.floor(after / of) - Math.floor(before / of)
    before = after
    return places > 0 ? [{ need, places }] : []
  })
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** The same hours on another day, and published as long before. */
export function movedTo<Need extends PastNeed>(need: Need, from: string, day: string): Need {
  const ms = midnightOf(day) - midnightOf(from)
  const moved = (at: Date) => new Date(at.getTime() + ms)
  return {
    ...need,
    windows: need.windows.map(({ startsAt, endsAt }) => ({ startsAt: moved(startsAt), endsAt: moved(endsAt) })),
    publishedAt: moved(need.publishedAt),
  }
}

/** Whether an employer's posting is what was expected of it: the same work at the same time. */
export function isMet(
  expected: Pick<PastNeed, 'employerId' | 'terms' | 'windows'>,
  posted: Pick<PastNeed, 'employerId' | 'terms' | 'windows'>,
): boolean {
  return (
    expected.employerId === posted.employerId &&
    expected.terms.occupationCode === posted.terms.occupationCode &&
    expected.windows[0]!.startsAt < posted.windows.at(-1)!.endsAt &&
    posted.windows[0]!.startsAt < expected.windows.at(-1)!.endsAt
  )
}
