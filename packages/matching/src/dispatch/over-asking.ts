/**
 * Chance that more than `places` of independent people say yes, each with its own chance (Poisson binomial, exactly).
 * Time O(people · places).
 */
export function chanceOfTooMany(chances: readonly number[], places: number): number {
  if (chances.length <= places) return 0
  // atMost[k]: chance of exactly k yeses so far; what goes beyond `places` is counted apart.
  const exactly = new Float64Array(places + 1)
  exactly[0] = 1
  let tooMany = 0
  for (const chance of chances) {
    tooMany += exactly[places]! * chance
    for (let k = places; k > 0; k--) exactly[k] = exactly[k]! * (1 - chance) + exactly[k - 1]! * chance
    exactly[0] = exactly[0]! * (1 - chance)
  }
  return tooMany
}

/**
 * How many more people of `chance` may be asked for `places` when `asked` are asked already, so that too many yeses
 * have at most the chance `refusedAtMost`. As many as there are places are always allowed: nobody can be refused then.
 */
export function mayStillAsk(asked: readonly number[], places: number, chance: number, refusedAtMost: number): number {
  let more = Math.max(0, places - asked.length)
  const all = [...asked, ...Array.from({ length: more }, () => chance)]
  // One more each time: the sum of chances grows, so the end comes soon.
  for (;;) {
    all.push(chance)
    if (chanceOfTooMany(all, places) > refusedAtMost || more > 4 * places + 4) return more
    more += 1
  }
}
