/** The place of the lowest bit that is set. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}

export function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  n = (n + (n >>> 4)) & 0x0f0f0f0f
  return Math.imul(n, 0x01010101) >>> 24
}

export function setBit(words: Int32Array, at: number, bit: number, value: boolean): void {
  words[at] = value ? words[at]! | (1 << bit) : words[at]! & ~(1 << bit)
}

/** How many digits a whole number from 0 to 2³² − 1 must lose to fit eight bits. */
export function coarseness(range: number): number {
  return Math.max(0, 24 - Math.clz32(range))
}
