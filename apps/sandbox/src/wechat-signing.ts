/**
 * WeChat Pay APIv3 from the platform's side: checks the merchant's WECHATPAY2-SHA256-RSA2048
 * signature, signs answers and notices, encrypts and decrypts fields.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012365334
 */
import {
  constants,
  createCipheriv,
  createSign,
  createVerify,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { SandboxCredentials } from './credentials.ts'
import { header, rawBody } from './input.ts'

type Keys = SandboxCredentials['wechatPay']

const SCHEME = 'WECHATPAY2-SHA256-RSA2048'
const WINDOW_MS = 5 * 60 * 1000

/** What is wrong with the merchant's signature, in a sentence for the developer, or undefined. */
export function merchantSignatureProblem(request: FastifyRequest, keys: Keys, now: Date): string | undefined {
  const [scheme, rest = ''] = splitOnce(header(request, 'authorization'), ' ')
  if (scheme !== SCHEME) return 'Http头Authorization的签名类型错误'
  const fields = Object.fromEntries([...rest.matchAll(/(\w+)="([^"]*)"/g)].map((one) => [one[1], one[2]]))
  const { mchid, serial_no: serial, nonce_str: nonce, timestamp, signature } = fields
  if (mchid !== keys.mchid) return '商户号不存在'
  if (serial !== keys.merchantSerial) return '商户证书序列号有误'
  if (!nonce || !timestamp || !signature) return 'Http头缺少Authorization的字段'
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > WINDOW_MS)
    return 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟'
  const message = `${request.method}\n${request.url}\n${timestamp}\n${nonce}\n${rawBody(request)}\n`
  const valid = createVerify('RSA-SHA256').update(message).verify(keys.merchantPublicKeyPem, signature, 'base64')
  return valid ? undefined : '错误的签名，验签失败'
}

/** Headers proving that an answer or a notice with this body comes from the platform. */
export function platformHeaders(keys: Keys, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const signature = createSign('RSA-SHA256')
    .update(`${timestamp}\n${nonce}\n${body}\n`)
    .sign(keys.platformPrivateKeyPem, 'base64')
  return {
    'request-id': randomBytes(12).toString('hex').toUpperCase(),
    'wechatpay-nonce': nonce,
    'wechatpay-serial': keys.platformKeyId,
    'wechatpay-signature': signature,
    'wechatpay-signature-type': SCHEME,
    'wechatpay-timestamp': timestamp,
  }
}

/** The notice's `resource`: AEAD_AES_256_GCM under the APIv3 key, authentication tag appended. */
export function encryptResource(keys: Keys, originalType: string, value: unknown): Record<string, string> {
  const nonce = randomBytes(6).toString('hex')
  const associatedData = originalType
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(keys.apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'))
  cipher.setAAD(Buffer.from(associatedData, 'utf8'))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    original_type: originalType,
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: associatedData,
    nonce,
  }
}

const OAEP = constants.RSA_PKCS1_OAEP_PADDING

/** The clear text of a field the merchant encrypted for the platform; undefined when it does not decrypt. */
export function decryptField(keys: Keys, sealed: string): string | undefined {
  try {
    const clear = privateDecrypt({ key: keys.platformPrivateKeyPem, padding: OAEP }, Buffer.from(sealed, 'base64'))
    return clear.toString('utf8')
  } catch {
    return undefined
  }
}

export function encryptForMerchant(keys: Keys, clear: string): string {
  return publicEncrypt({ key: keys.merchantPublicKeyPem, padding: OAEP }, Buffer.from(clear, 'utf8')).toString('base64')
}

function splitOnce(text: string, at: string): [string, string?] {
  const index = text.indexOf(at)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}
