/** «850米», «1.2公里», «36公里». */
export function distanceWords(meters: number): string {
  if (meters < 1_000) return `${Math.max(10, Math.round(meters / 10) * 10)}米`
  const kilometers = meters / 1_000
  return `${kilometers < 10 ? (Math.round(kilometers * 10) / 10).toString() : Math.round(kilometers)}公里`
}
