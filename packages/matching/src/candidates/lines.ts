/** Numbers a line of the processor’s cache holds. */
export const line = 16

/** Numbers that memory managers put in front of a large piece, counted as an `Int32Array` counts. */
const inFront = 4

/**
 * Noughts that begin where a line begins, so that what is laid out line by line is fetched so. Where a memory manager
 * does otherwise all is right, only slower.
 */
export function lined(length: number): Int32Array {
  return new Int32Array(length + line).subarray(line - inFront, line - inFront + length)
}

/** The same numbers, and room for `length`. */
export function widened(old: Int32Array, length: number): Int32Array {
  const words = lined(length)
  words.set(old)
  return words
}
