/** A distance as people say it, from metres: 10米, 300米, 1.2公里, 37公里. */
export function distanceWords(meters: number): string {
  const near = Math.max(10, Math.round(meters / 10) * 10)
  if (near < 1_000) return `${near}米`
  const kilometers = meters / 1_000
  return `${kilometers < 10 ? Number(kilometers.toFixed(1)) : Math.round(kilometers)}公里`
}
