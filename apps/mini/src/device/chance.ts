import { onH5 } from './build.ts'

/** The phone's own clock and chance: the only file that asks for either. */
export const phoneNow = (): number => Date.now()

function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count)
  if (onH5) return crypto.getRandomValues(bytes)
  // WeChat gives secure bytes only asynchronously; a request id need not be secret, only unlike every other.
  return bytes.map(() => Math.floor(Math.random() * 256))
}

/** A UUID of version 7 (RFC 9562): the time in milliseconds, then chance. */
export function newRequestId(): string {
  return uuidOf(phoneNow(), randomBytes(10))
}

export function uuidOf(atMs: number, chance: Uint8Array): string {
  const time = atMs.toString(16).padStart(12, '0')
  const hex = [...chance].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = ((Number.parseInt(hex.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}
