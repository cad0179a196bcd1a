import { frontLength, frontOnly, frontSize, nobody, type Market } from './market.ts'

/** What the last {@link look} found; one object, so that a bid allocates nothing. */
export const best = {
  /** The worker who would leave the shift most, or `nobody` if none leaves it anything. */
  worker: nobody,
  left: 0,
  /** What the second best would leave, 0 if it were nothing. */
  next: 0,
}

/** A shift of one place that looks at its row again will do so often: from now on mostly at the front alone. */
export function wakeFront(market: Market, s: number): void {
  if (market.headcount[s] !== 1 || market.inOrder[s] !== 0) return
  market.inOrder[s] = frontOnly
  market.fronts[frontSize * s] = market.unreached
}

/**
 * {@link look} at the front of a row: the few edges that left most when the whole row was looked at last. All others
 * left {@link restOf} at most then, and no more since, as prices of workers only rise here; while one of the front still
 * leaves as much, it is the best of the row. Where the second best may stand behind the front, `next` is the bound.
 *
 * @returns whether the best was there
 */
function lookAtFront(market: Market, s: number): boolean {
  const { fronts, workerPrice, shiftOf } = market
  const rest = fronts[frontSize * s]!
  if (rest === market.unreached) return false
  const begin = frontSize * s + 2
  const end = begin + 2 * frontLength
  let left = 0
  let next = 0
  let worker = nobody
  let held = false
  for (let i = begin; i < end; i += 2) {
    const w = fronts[i]!
    const leaves = fronts[i + 1]! - workerPrice[w]!
    if (leaves <= next && leaves < left) continue
    const holder = shiftOf[w]!
    if (holder === s) continue
    if (leaves > left || (leaves === left && held && holder === nobody)) {
      next = left
      left = leaves
      worker = w
      held = holder !== nobody
    } else if (leaves > next) next = leaves
  }
  if (left < rest) return false
  best.worker = worker
  best.left = left
  best.next = next > rest ? next : rest
  return true
}

/** No edge of row `s` behind its front leaves the shift more. */
export const restOf = (market: Market, s: number) => market.fronts[frontSize * s]!

/** Brings the edges that leave most to the front of row `s`. */
export function bringForward(market: Market, s: number): void {
  const { edges, workerPrice, frontLeaves } = market
  const begin = 2 * market.begin[s]!
  const end = 2 * market.end[s]!
  const length = Math.min(frontLength, (end - begin) >> 1)
  let least = 0
  for (let k = 0; k < length; k++) {
    frontLeaves[k] = edges[begin + 2 * k + 1]! - workerPrice[edges[begin + 2 * k]!]!
    if (frontLeaves[k]! < frontLeaves[least]!) least = k
  }
  let rest = 0
  for (let i = begin + 2 * length; i < end; i += 2) {
    const w = edges[i]!
    const value = edges[i + 1]!
    if (value <= rest) continue
    const leaves = value - workerPrice[w]!
    if (leaves <= rest) continue
    const gone = frontLeaves[least]!
    if (leaves <= gone) {
      rest = leaves
      continue
    }
    if (gone > rest) rest = gone
    const at = begin + 2 * least
    edges[i] = edges[at]!
    edges[i + 1] = edges[at + 1]!
    edges[at] = w
    edges[at + 1] = value
    frontLeaves[least] = leaves
    for (let k = 0; k < length; k++) if (frontLeaves[k]! < frontLeaves[least]!) least = k
  }
  copyFront(market, s, rest)
}

function copyFront({ begin, end, edges, fronts }: Market, s: number, rest: number): void {
  const from = 2 * begin[s]!
  const to = Math.min(from + 2 * frontLength, 2 * end[s]!)
  let at = frontSize * s
  fronts[at] = rest
  at += 2
  for (let i = from; i < to; i++) fronts[at++] = edges[i]!
  for (; at < frontSize * s + 2 + 2 * frontLength; at += 2) {
    fronts[at] = 0
    fronts[at + 1] = -1
  }
}

/**
 * Finds who would leave shift `s` most, other than those it has, and what the second best would leave: {@link best}.
 *
 * The three ways of looking repeat the comparison of one edge instead of sharing it: each is a loop that the machine
 * translates once, as it never sees the branches of the others.
 */
export function look(market: Market, s: number): void {
  const order = market.inOrder[s]!
  if (order === 0) lookAtAll(market, s)
  else if (order === frontOnly) lookAtFrontFirst(market, s)
  else lookInOrder(market, s)
}

function lookAtFrontFirst(market: Market, s: number): void {
  if (lookAtFront(market, s)) return
  bringForward(market, s)
  // Otherwise the front holds hardly anybody but the shift's own worker, edge upon edge.
  if (!lookAtFront(market, s)) lookAtAll(market, s)
}

function lookAtAll({ begin, end, edges, workerPrice, shiftOf }: Market, s: number): void {
  let left = 0
  let next = 0
  let worker = nobody
  let held = false
  const to = 2 * end[s]!
  for (let i = 2 * begin[s]!; i < to; i += 2) {
    const value = edges[i + 1]!
    if (value <= next) continue
    const w = edges[i]!
    const leaves = value - workerPrice[w]!
    if (leaves <= next && leaves < left) continue
    const holder = shiftOf[w]!
    if (holder === s) continue
    if (leaves > left || (leaves === left && held && holder === nobody)) {
      next = left
      left = leaves
      worker = w
      held = holder !== nobody
    } else if (leaves > next) next = leaves
  }
  best.worker = worker
  best.left = left
  best.next = next
}

/** A row whose best edges stand first, all of them or at its front: it is read as far as they can be of use. */
function lookInOrder(market: Market, s: number): void {
  const { edges, workerPrice, shiftOf } = market
  let end = 2 * (market.inOrder[s] === 2 ? market.frontEnd[s]! : market.end[s]!)
  let left = 0
  let next = 0
  let worker = nobody
  let held = false
  for (let i = 2 * market.begin[s]!; ; i += 2) {
    if (i >= end) {
      if (market.inOrder[s] === 1) break
      market.order(s)
      end = 2 * market.end[s]!
      if (i >= end) break
    }
    const value = edges[i + 1]!
    if (value <= next) break
    const w = edges[i]!
    const leaves = value - workerPrice[w]!
    if (leaves <= next && leaves < left) continue
    const holder = shiftOf[w]!
    if (holder === s) continue
    if (leaves > left || (leaves === left && held && holder === nobody)) {
      next = left
      left = leaves
      worker = w
      held = holder !== nobody
    } else if (leaves > next) next = leaves
  }
  best.worker = worker
  best.left = left
  best.next = next
}
