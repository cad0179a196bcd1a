/** What giving so much notice leads to, as the policy writes it (`cancellation.windows`). */
export type CancellationWindow = { party: string; atLeastMinutesBefore: number; plainZh: string }

/** The sentence of the window that fits who cancels now; undefined where the policy names none. */
export function cancellationWords(
  windows: readonly CancellationWindow[],
  startsAt: string,
  now: number,
  party: 'worker' | 'employer' = 'worker',
): string | undefined {
  const minutes = Math.max(0, Math.floor((Date.parse(startsAt) - now) / 60_000))
  return windows
    .filter((window) => window.party === party && window.atLeastMinutesBefore <= minutes)
    .sort((a, b) => b.atLeastMinutesBefore - a.atLeastMinutesBefore)[0]?.plainZh
}
