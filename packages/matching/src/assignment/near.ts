import { frontLength, frontOnly, type Market } from './market.ts'
import { restOf } from './look.ts'
import { sameKind } from './problem.ts'

/**
 * {@link Market.link} for edges worth less than `slack` below their two prices only: those a short search can use. They
 * are few, and fronts tell of most rows that none stands behind. Time O(edges) at worst, memory O(those edges).
 */
export function linkNear(market: Market, slack: number): void {
  const near = nearEdges(market, slack)
  const workerCount = market.shiftOf.length
  const links = sameKind(market.edges, 2 * (near.length / 3 + 1))
  const linkBegin = new Int32Array(workerCount)
  const linkEnd = new Int32Array(workerCount)
  for (let i = 0; i < near.length; i += 3) linkEnd[near[i]!]! += 1
  // No worker's links begin at 0, which so means that they have no room yet; nobody else's are touched.
  let count = 1
  for (let i = 0; i < near.length; i += 3) {
    const w = near[i]!
    if (linkBegin[w] === 0) {
      linkBegin[w] = count
      count += linkEnd[w]!
      linkEnd[w] = linkBegin[w]!
    }
    const at = linkEnd[w]!++
    links[2 * at] = near[i + 1]!
    links[2 * at + 1] = near[i + 2]!
  }
  market.links = links
  market.linkBegin = linkBegin
  market.linkEnd = linkEnd
  market.linkedWithin = slack
}

/** Worker, shift and value of each edge worth less than `slack` below its two prices, one after the other. */
function nearEdges(market: Market, slack: number): number[] {
  const { begin, end, edges, headcount, inOrder, shiftPrice, workerPrice } = market
  const near: number[] = []
  for (let s = 0; s < begin.length; s++) {
    if (headcount[s] === 0) continue
    // An edge that leaves the shift `least` or less is too far from its prices.
    const least = shiftPrice[s]! - slack
    let to = end[s]!
    if (inOrder[s] === frontOnly && restOf(market, s) <= least) to = Math.min(to, begin[s]! + frontLength)
    for (let i = 2 * begin[s]!; i < 2 * to; i += 2) {
      const value = edges[i + 1]!
      if (value <= least) continue
      const w = edges[i]!
      if (value - workerPrice[w]! > least) near.push(w, s, value)
    }
  }
  return near
}
