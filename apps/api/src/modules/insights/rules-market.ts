import { businessDay } from '../../kernel/clock.ts'

const dayMs = 86_400_000

/** The part of a policy reader that is needed here. */
type TightnessPolicy = { record(key: 'matching.tightness'): Readonly<Record<string, number>> }

/** How much work there was for those who looked, and what dispatch goes by for it (`balancedAt` of the matching library). */
export function tightnessOf(placesPerSoughtDay: number | null, policy: TightnessPolicy) {
  if (placesPerSoughtDay === null) return null
  const { weeks = 0, workIsShortUpTo = 0, peopleAreShortFrom = 0 } = policy.record('matching.tightness')
  const thousandths = 1_000 * placesPerSoughtDay
  const leans: 'workIsShort' | 'peopleAreShort' | 'between' =
    thousandths <= workIsShortUpTo ? 'workIsShort' : thousandths >= peopleAreShortFrom ? 'peopleAreShort' : 'between'
  return { weeks, placesPer100Days: Math.round(100 * placesPerSoughtDay), leans }
}

/** When people are asked again who have said nothing of it (`offer.askHours`, by channel); null while some are. */
export function nextAsking(hours: Readonly<Record<string, { from: string; to: string }>>, now: Date): Date | null {
  const windows = Object.values(hours)
  const at = (day: string, clock: string) => new Date(`${day}T${clock}:00+08:00`)
  // The dispatcher asks from the earliest beginning to the latest end.
  const from = windows.map((window) => window.from).sort()[0]
  const to = windows
    .map((window) => window.to)
    .sort()
    .at(-1)
  if (from === undefined || to === undefined) return null
  const today = businessDay(now)
  if (now < at(today, from)) return at(today, from)
  if (now < at(today, to)) return null
  return at(businessDay(new Date(now.getTime() + dayMs)), from)
}
