import { businessDay } from '../../kernel/clock.ts'

const dayMs = 86_400_000

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
