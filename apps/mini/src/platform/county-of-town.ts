/**
 * The county of a town's code among the counties listed: the longest code it begins with, so that 东侨 (nine digits)
 * comes before 蕉城, in which it lies.
 */
export function countyOfTown(town: string, counties: readonly string[]): string | undefined {
  return counties
    .filter((code) => town.startsWith(code))
    .sort((a, b) => b.length - a.length)
    .at(0)
}
