import { inflateRawSync } from 'node:zlib'

/** Thrown for a file that is no spreadsheet, or one too large to open. */
export class UnreadableWorkbook extends Error {
  readonly reason: 'notWorkbook' | 'tooLarge'

  constructor(reason: 'notWorkbook' | 'tooLarge') {
    super(reason)
    this.name = 'UnreadableWorkbook'
    this.reason = reason
  }
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const endLength = 22
const longestComment = 65_535

function endOfDirectory(file: Buffer): number {
  for (let at = file.length - endLength; at >= Math.max(0, file.length - endLength - longestComment); at -= 1) {
    if (file.readUInt32LE(at) === endMark) return at
  }
  throw new UnreadableWorkbook('notWorkbook')
}

/**
 * Unpacks every part of a ZIP once, within a limit, before a library is let at it: what a file says of its own size
 * may be a lie, and a small file may unpack to more than the machine holds.
 * @param limitBytes all parts together
 * Throws UnreadableWorkbook.
 */
export function guardUnpacking(file: Buffer, limitBytes: number): void {
  try {
    unpackAll(file, limitBytes)
  } catch (error) {
    if (error instanceof UnreadableWorkbook) throw error
    const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw new UnreadableWorkbook(tooLarge ? 'tooLarge' : 'notWorkbook')
  }
}

function unpackAll(file: Buffer, limitBytes: number): void {
  const end = endOfDirectory(file)
  let at = file.readUInt32LE(end + 16)
  let left = limitBytes
  for (let entries = file.readUInt16LE(end + 10); entries > 0; entries -= 1) {
    if (file.readUInt32LE(at) !== entryMark) throw new UnreadableWorkbook('notWorkbook')
    const method = file.readUInt16LE(at + 10)
    const packedLength = file.readUInt32LE(at + 20)
    const local = file.readUInt32LE(at + 42)
    if (file.readUInt32LE(local) !== localMark) throw new UnreadableWorkbook('notWorkbook')
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const packed = file.subarray(from, from + packedLength)
    if (method !== 0 && method !== 8) throw new UnreadableWorkbook('notWorkbook')
    left -= method === 0 ? packed.length : inflateRawSync(packed, { maxOutputLength: Math.max(1, left) }).length
    if (left < 0) throw new UnreadableWorkbook('tooLarge')
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
}
