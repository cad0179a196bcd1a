/** Kind as people say it. */
export const kindLabels = { market: '零工市场', station: '零工驿站' } as const

/** Those with a distance first, nearest first; equals keep their order. */
export function nearestFirst<T extends { distanceMeters: number | null }>(sites: readonly T[]): T[] {
  const meters = (site: T) => site.distanceMeters ?? Number.POSITIVE_INFINITY
  return [...sites].sort((a, b) => (meters(a) === meters(b) ? 0 : meters(a) - meters(b)))
}
