/**
 * Randomness by address: a number is drawn for a seed, a purpose and the two things it concerns, not from a
 * stream. Two policies that run on one seed meet the same people, needs and answers, however differently they
 * ask (common random numbers), and a comparison of them is paired.
 */
export const purposes = {
  home: 1,
  trade: 2,
  wish: 3,
  day: 4,
  person: 5,
  need: 6,
  needTime: 7,
  needPay: 8,
  accept: 9,
  look: 10,
  delay: 11,
  session: 12,
  show: 13,
  cancel: 14,
  employer: 15,
  shock: 16,
  tie: 17,
  pick: 18,
} as const
export type Purpose = keyof typeof purposes

function scramble(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** Uniform in (0, 1) for an address; `a` and `b` are whole numbers. */
export function uniform(seed: number, purpose: Purpose, a: number, b = 0, c = 0): number {
  let state = scramble((seed * 0x9e3779b1 + purposes[purpose]) | 0)
  state = scramble((state ^ Math.imul(a + 1, 0x85ebca6b)) | 0)
  state = scramble((state ^ Math.imul(b + 1, 0xc2b2ae35)) | 0)
  state = scramble((state ^ Math.imul(c + 1, 0x27d4eb2f)) | 0)
  return (state + 0.5) / 4_294_967_296
}

/** Standard normal for an address (Box and Muller). */
export function normal(seed: number, purpose: Purpose, a: number, b = 0, c = 0): number {
  const radius = Math.sqrt(-2 * Math.log(uniform(seed, purpose, a, b, c * 2 + 1)))
  return radius * Math.cos(2 * Math.PI * uniform(seed, purpose, a, b, c * 2 + 2))
}

/** Index drawn in proportion to `weights`, by a uniform number. */
export function weighted(weights: ArrayLike<number>, at: number): number {
  let total = 0
  for (let i = 0; i < weights.length; i++) total += weights[i] ?? 0
  let rest = at * total
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i] ?? 0
    if (rest < 0) return i
  }
  return weights.length - 1
}
