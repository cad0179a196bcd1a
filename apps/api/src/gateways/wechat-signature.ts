/**
 * WeChat Pay APIv3 signing and sealing, the merchant's side.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012365336 (request), 4013053249 (answers and notices),
 * 4013059044 (encrypted fields), 4012071382 (encrypted notices).
 */
import { constants, createDecipheriv, createPublicKey, createSign, createVerify, publicEncrypt } from 'node:crypto'

export interface WechatPayKeys {
  mchid: string
  /** Serial number of the merchant's API certificate, hexadecimal. */
  merchantSerial: string
  /** PEM, PKCS#8. */
  merchantPrivateKey: string
  /** 32 characters. */
  apiV3Key: string
  /**
   * WeChat Pay public keys (`PUB_KEY_ID_…`) or platform certificates by serial number, PEM. The first one
   * encrypts; all of them verify, so that keys can be changed without a gap.
   */
  platformKeys: readonly { serial: string; publicKey: string }[]
}

const SCHEME = 'WECHATPAY2-SHA256-RSA2048'
const WINDOW_MS = 5 * 60 * 1000
const GCM_TAG_BYTES = 16

export interface RequestToSign {
  method: string
  /** Path and query. */
  path: string
  body: string
  now: Date
  nonce: string
}

/** The `Authorization` header of a request. */
export function authorizationHeader(keys: WechatPayKeys, request: RequestToSign): string {
  const timestamp = Math.floor(request.now.getTime() / 1000)
  const message = `${request.method}\n${request.path}\n${timestamp}\n${request.nonce}\n${request.body}\n`
  const signature = createSign('RSA-SHA256').update(message).sign(keys.merchantPrivateKey, 'base64')
  const fields = {
    mchid: keys.mchid,
    nonce_str: request.nonce,
    signature,
    timestamp: String(timestamp),
    serial_no: keys.merchantSerial,
  }
  const text = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `${SCHEME} ${text.join(',')}`
}

/** Whether WeChat Pay signed this answer or notice within five minutes. `header` reads a header or ''. */
export function signedByPlatform(
  keys: WechatPayKeys,
  header: (name: string) => string,
  body: string,
  now: Date,
): boolean {
  const timestamp = header('wechatpay-timestamp')
  const key = keys.platformKeys.find((one) => one.serial === header('wechatpay-serial'))
  if (!key || !/^\d+$/.test(timestamp) || Math.abs(now.getTime() - Number(timestamp) * 1000) > WINDOW_MS) return false
  return createVerify('RSA-SHA256')
    .update(`${timestamp}\n${header('wechatpay-nonce')}\n${body}\n`)
    .verify(createPublicKey(key.publicKey), header('wechatpay-signature'), 'base64')
}

/** A sensitive field for the platform: RSA-OAEP with SHA-1, as published. */
export function encryptField(keys: WechatPayKeys, clear: string): { serial: string; sealed: string } {
  const key = keys.platformKeys[0]
  if (!key) throw new Error('WeChat Pay: no platform key is configured')
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const sealed = publicEncrypt({ key: createPublicKey(key.publicKey), padding }, Buffer.from(clear, 'utf8'))
  return { serial: key.serial, sealed: sealed.toString('base64') }
}

/** The clear text of a notice's resource (AEAD_AES_256_GCM). Throws when it was changed or the key is another. */
export function openResource(
  keys: WechatPayKeys,
  resource: { nonce: string; associatedData: string; ciphertext: string },
): string {
  const sealed = Buffer.from(resource.ciphertext, 'base64')
  const key = Buffer.from(keys.apiV3Key, 'utf8')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(resource.nonce, 'utf8'), {
    authTagLength: GCM_TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(resource.associatedData, 'utf8'))
  decipher.setAuthTag(sealed.subarray(-GCM_TAG_BYTES))
  const clear = Buffer.concat([decipher.update(sealed.subarray(0, -GCM_TAG_BYTES)), decipher.final()])
  return clear.toString('utf8')
}
