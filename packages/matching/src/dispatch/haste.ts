import { usualHours } from './hours.ts'
import type { DispatchSettings } from './settings.ts'

export const minutesPerDay = 1_440

/**
 * How much the chance of a yes counts: in full where time is short, little where it is not. A no costs nothing but time,
 * while the yes of somebody whom many others could use as well costs them.
 *
 * @returns the power to take the chance to: 1 in haste, `calmHaste` with time to spare
 */
export function hasteOf(startsAt: number, now: number, settings: DispatchSettings): number {
  const { hasteFromMinutes, calmMinutes, calmHaste } = settings
  const { from, to } = usualHours(settings)
  const days = Math.floor(startsAt / minutesPerDay) - Math.floor(now / minutesPerDay)
  const awake = (minute: number) => Math.max(from, Math.min(to, minute % minutesPerDay))
  const left = days * (to - from) + awake(startsAt) - awake(now)
  const calm = Math.max(0, Math.min(1, (left - hasteFromMinutes) / Math.max(1, calmMinutes - hasteFromMinutes)))
  return 1 - calm * (1 - calmHaste)
}
