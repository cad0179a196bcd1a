/** The beginning of a business day and of its month, `YYYY-MM-DD` in Asia/Shanghai. */
export function spanOf(day: string): { dayStart: Date; dayEnd: Date; monthStart: Date; month: string } {
  const dayStart = new Date(`${day}T00:00:00+08:00`)
  const month = day.slice(0, 7)
  return {
    dayStart,
    dayEnd: new Date(dayStart.getTime() + 86_400_000),
    monthStart: new Date(`${month}-01T00:00:00+08:00`),
    month,
  }
}

/**
 * Counts of people that may be published: those below the smallest cell are left out. Where that leaves one
 * cell alone hidden it could be had from the total, so the next smallest is hidden with it. The total stays
 * unless it is small itself.
 */
export function publishable(
  cells: ReadonlyMap<string, number>,
  total: number,
  smallest: number,
): { cells: Map<string, number | null>; total: number | null } {
  const ascending = [...cells].filter(([, count]) => count > 0).sort(([, a], [, b]) => a - b)
  const hidden = new Set(ascending.filter(([, count]) => count < smallest).map(([name]) => name))
  const next = ascending.find(([name]) => !hidden.has(name))
  if (hidden.size === 1 && next) hidden.add(next[0])
  return {
    cells: new Map([...cells].map(([name, count]) => [name, count === 0 || hidden.has(name) ? null : count])),
    total: total < smallest ? null : total,
  }
}
