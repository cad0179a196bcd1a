/**
 * Checks Alibaba Cloud's V3 request signature, ACS3-HMAC-SHA256, from the server's side.
 * https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { sha256Hex } from './input.ts'

export interface SignedRequest {
  method: string
  /** Path and query as they came. */
  url: string
  headers: Record<string, string | string[] | undefined>
  body: string
}

export type Acs3Problem =
  | 'IncompleteSignature'
  | 'InvalidAccessKeyId.NotFound'
  | 'InvalidTimeStamp.Expired'
  | 'SignatureDoesNotMatch'

const WINDOW_MS = 15 * 60 * 1000

export interface Acs3Keys {
  accessKeyId: string
  accessKeySecret: string
}

/** The first thing wrong with the request, or undefined. Whether its nonce is new is the caller's to check. */
export function acs3Problem(request: SignedRequest, keys: Acs3Keys, now: Date): Acs3Problem | undefined {
  const parts = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
    headerOf(request, 'authorization'),
  )
  if (!parts) return 'IncompleteSignature'
  const [, credential = '', signedHeaders = '', signature = ''] = parts
  const signed = signedHeaders.split(';')
  const mustBeSigned = Object.keys(request.headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
  )
  if (mustBeSigned.some((name) => !signed.includes(name))) return 'IncompleteSignature'
  if (credential !== keys.accessKeyId) return 'InvalidAccessKeyId.NotFound'
  const sentAt = Date.parse(headerOf(request, 'x-acs-date'))
  if (Number.isNaN(sentAt) || Math.abs(now.getTime() - sentAt) > WINDOW_MS) return 'InvalidTimeStamp.Expired'
  const payloadHash = sha256Hex(request.body)
  if (headerOf(request, 'x-acs-content-sha256') !== payloadHash) return 'SignatureDoesNotMatch'
  const expected = createHmac('sha256', keys.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256Hex(canonicalRequest(request, signed, payloadHash))}`)
    .digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? undefined : 'SignatureDoesNotMatch'
}

function canonicalRequest(request: SignedRequest, signed: string[], payloadHash: string): string {
  const url = new URL(request.url, 'http://sandbox')
  const query = [...url.searchParams]
    .map(([name, value]) => `${percent(name)}=${percent(value)}`)
    .sort()
    .join('&')
  const headers = signed.map((name) => `${name}:${headerOf(request, name).trim()}\n`).join('')
  return [request.method, url.pathname, query, headers, signed.join(';'), payloadHash].join('\n')
}

function headerOf(request: SignedRequest, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

/** RFC 3986 percent encoding: encodeURIComponent leaves five more characters alone. */
function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
}
