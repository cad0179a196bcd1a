import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** Named 32-byte keys; the first is used for writing, all for reading. */
type Keys = ReadonlyMap<string, KeyObject>

/**
 * Encrypts fields at rest (AES-256-GCM) and makes blind indexes (HMAC-SHA-256) to find them by.
 * A stored value begins with the id of its key, so that keys can be rotated one row at a time.
 */
export type Keyring = {
  /** `field` (table.column) is bound to the value: a ciphertext moved elsewhere does not open. */
  encrypt(field: string, plain: string): Buffer
  decrypt(field: string, stored: Buffer): string
  /** Index under the current key: what is written. */
  index(field: string, plain: string): Buffer
  /** Indexes under every key: what is searched while a rotation runs. */
  indexes(field: string, plain: string): Buffer[]
  needsRotation(stored: Buffer): boolean
}

/** `id:base64,id:base64…`, newest first. Throws naming what is wrong. */
export function parseKeys(text: string): Keys {
  const keys = new Map<string, KeyObject>()
  for (const part of text.split(',')) {
    const [id, value] = part.trim().split(':')
    const key = Buffer.from(value ?? '', 'base64')
    if (!id || !/^[a-z0-9]{1,16}$/.test(id)) throw new Error('a key needs a short name before the colon')
    if (key.length !== 32) throw new Error(`key ${id} must be 32 bytes in base64`)
    // A key object is prepared once; a plain buffer would be prepared again at each use.
    keys.set(id, createSecretKey(key))
  }
  if (keys.size === 0) throw new Error('at least one key is needed')
  return keys
}

export function newKey(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

const ivBytes = 12
const tagBytes = 16

export function createKeyring(fieldKeys: Keys, indexKeys: Keys): Keyring {
  const [currentId, currentKey] = [...fieldKeys][0]!
  const hmac = (key: KeyObject, field: string, plain: string) =>
    createHmac('sha256', key).update(`${field}\u0000${plain}`).digest()
  return {
    encrypt(field, plain) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', currentKey, iv)
      cipher.setAAD(Buffer.from(field))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from(`${currentId}:`), iv, cipher.getAuthTag(), body])
    },
    decrypt(field, stored) {
      const colon = stored.indexOf(0x3a)
      const key = fieldKeys.get(stored.subarray(0, colon).toString())
      if (!key) throw new Error(`no key to open ${field}`)
      const iv = stored.subarray(colon + 1, colon + 1 + ivBytes)
      const tag = stored.subarray(colon + 1 + ivBytes, colon + 1 + ivBytes + tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', key, iv)
      decipher.setAAD(Buffer.from(field))
      decipher.setAuthTag(tag)
      const body = stored.subarray(colon + 1 + ivBytes + tagBytes)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    index: (field, plain) => hmac([...indexKeys.values()][0]!, field, plain),
    indexes: (field, plain) => [...indexKeys.values()].map((key) => hmac(key, field, plain)),
    needsRotation: (stored) => stored.subarray(0, stored.indexOf(0x3a)).toString() !== currentId,
  }
}

export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
