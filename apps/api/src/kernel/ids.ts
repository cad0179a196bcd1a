import { randomBytes } from 'node:crypto'

/** Makes UUIDv7: ordered by time, unique without asking the database. */
export type Ids = { next(at: Date): string }

function format(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function stamp(bytes: Uint8Array, ms: number): Uint8Array {
  for (let i = 5, rest = ms; i >= 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes
}

export const randomIds: Ids = { next: (at) => format(stamp(randomBytes(16), at.getTime())) }

/** Ids that count up: the same test gives the same ids. */
export function countingIds(start = 0): Ids {
  let count = start
  return {
    next: (at) => {
      const bytes = new Uint8Array(16)
      count += 1
      new DataView(bytes.buffer).setUint32(12, count)
      return format(stamp(bytes, at.getTime()))
    },
  }
}
