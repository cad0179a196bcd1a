/** One row of `cancellation.windows` of the policy. */
type Window = { party: string; atLeastMinutesBefore: number; plainZh: string }

function isWindow(value: unknown): value is Window {
  if (typeof value !== 'object' || value === null) return false
  const { party, atLeastMinutesBefore, plainZh } = value as Record<string, unknown>
  return typeof party === 'string' && typeof atLeastMinutesBefore === 'number' && typeof plainZh === 'string'
}

/** What the policy says follows when the employer cancels now; null where it says nothing. */
export function consequenceOfCancelling(value: unknown, startsAt: string, now: Date): string | null {
  const notice = Math.max(0, Math.floor((Date.parse(startsAt) - now.getTime()) / 60_000))
  const fitting = (Array.isArray(value) ? value.filter(isWindow) : [])
    .filter(({ party, atLeastMinutesBefore }) => party === 'employer' && atLeastMinutesBefore <= notice)
    .sort((a, b) => b.atLeastMinutesBefore - a.atLeastMinutesBefore)[0]
  return fitting?.plainZh ?? null
}
