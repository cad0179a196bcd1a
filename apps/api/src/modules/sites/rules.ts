/** Those with a distance first, nearest first; equals keep their order. */
export function nearestFirst<T extends { distanceMeters: number | null }>(sites: readonly T[]): T[] {
  const meters = (site: T) => site.distanceMeters ?? Number.POSITIVE_INFINITY
  return [...sites].sort((a, b) => (meters(a) === meters(b) ? 0 : meters(a) - meters(b)))
}
