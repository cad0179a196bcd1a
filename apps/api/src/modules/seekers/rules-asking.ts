/** The hours in which a person may be asked for work, as it has said: minutes of the day, null where nothing was said. */
export type AskingHours = { from: number | null; until: number | null }

export function minuteOf(clock: string | null): number | null {
  if (clock === null) return null
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return 60 * hours + minutes
}

export function clockOf(minute: number | null): string | null {
  if (minute === null) return null
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** What is wrong with the hours, all at once; `widest` is what the policy lets people say. */
export function askingProblems(
  { from, until }: AskingHours,
  widest: { from: string; to: string },
): Array<{ path: string; code: string; message: string }> {
  const least = minuteOf(widest.from)!
  const most = minuteOf(widest.to)!
  const problem = (path: string, message: string) => ({ path, code: 'outsideHours', message })
  const early = from !== null && from < least
  const late = until !== null && until > most
  return [
    ...(early ? [problem('askFrom', `最早可以从${widest.from}起,请往后选`)] : []),
    ...(from !== null && from >= most ? [problem('askFrom', `要在${widest.to}以前,请往前选`)] : []),
    ...(late ? [problem('askUntil', `最晚可以到${widest.to},请往前选`)] : []),
    ...(until !== null && until <= least ? [problem('askUntil', `要在${widest.from}以后,请往后选`)] : []),
    ...(from !== null && until !== null && from >= until ? [problem('askUntil', '晚上的时间要在早上的后面')] : []),
  ]
}
