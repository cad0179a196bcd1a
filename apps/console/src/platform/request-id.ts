/** UUID version 7 (RFC 9562, 5.7): 48 bits of time, the rest by chance; made before the first try. */
export function newRequestId(ms: number, chance: Uint8Array): string {
  const bytes = new Uint8Array(16)
  bytes.set(chance.subarray(0, 10), 6)
  let rest = ms
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
