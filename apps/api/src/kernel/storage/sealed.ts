import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ivBytes = 12
const tagBytes = 16

/**
 * A file for the object store, encrypted (AES-256-GCM) with a key of its own. The key (base64) belongs in an encrypted
 * column: a change of keys rewrites that column and no file, and where the column is emptied the file stays closed.
 */
export function sealBytes(plain: Buffer): { sealed: Buffer; key: string } {
  const key = randomBytes(32)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return { sealed: Buffer.concat([iv, cipher.getAuthTag(), body]), key: key.toString('base64') }
}

/** The file again. Throws where key and bytes do not belong together. */
export function openBytes(sealed: Buffer, key: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), sealed.subarray(0, ivBytes))
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()])
}
