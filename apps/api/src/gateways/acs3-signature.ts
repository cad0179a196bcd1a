/**
 * Alibaba Cloud V3 request signature, ACS3-HMAC-SHA256.
 * https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
 */
import { createHash, createHmac } from 'node:crypto'

export interface Acs3Request {
  method: 'GET' | 'POST'
  /** Without query. */
  endpoint: string
  query: Record<string, string>
  action: string
  version: string
  accessKeyId: string
  accessKeySecret: string
  now: Date
  nonce: string
}

/** The address and headers to send; the body is empty. */
export function signAcs3(request: Acs3Request): { url: string; headers: Record<string, string> } {
  const { host, pathname } = new URL(request.endpoint)
  const query = Object.entries(request.query)
    .map(([name, value]) => `${percent(name)}=${percent(value)}`)
    .sort()
    .join('&')
  const payloadHash = sha256('')
  const headers: Record<string, string> = {
    host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': payloadHash,
    'x-acs-date': `${request.now.toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
  }
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const canonical = [request.method, pathname, query, lines, names.join(';'), payloadHash].join('\n')
  const signature = createHmac('sha256', request.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  const credential = `Credential=${request.accessKeyId}`
  const authorization = `ACS3-HMAC-SHA256 ${credential},SignedHeaders=${names.join(';')},Signature=${signature}`
  // fetch sets Host itself.
  const { host: _host, ...sent } = headers
  return { url: `${request.endpoint}${query === '' ? '' : `?${query}`}`, headers: { ...sent, authorization } }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** RFC 3986: encodeURIComponent leaves five more characters alone. */
function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
}
