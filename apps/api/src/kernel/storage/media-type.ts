const signatures: ReadonlyArray<{ mediaType: string; head: readonly number[] }> = [
  { mediaType: 'application/pdf', head: [0x25, 0x50, 0x44, 0x46] },
  { mediaType: 'image/jpeg', head: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', head: [0x89, 0x50, 0x4e, 0x47] },
]

/** What a file is by its first bytes, whatever its name says; undefined for what we do not take. */
export function mediaTypeOf(bytes: Buffer): string | undefined {
  return signatures.find(({ head }) => head.every((byte, i) => bytes[i] === byte))?.mediaType
}
