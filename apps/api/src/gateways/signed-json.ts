/**
 * The client's side of our own gateway protocol v1 (apps/sandbox/README.md): JSON over HTTP, requests,
 * answers and notices signed with HMAC-SHA256 over a timestamp, a nonce and the body's hash.
 * It is no published protocol; a bank or check service joins it with an adapter of its own.
 */
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { call, GatewayError, jsonObject } from './call.ts'
import type { GatewayTools } from './call.ts'

export interface SignedJsonConfig {
  /** Without a trailing slash. */
  baseUrl: string
  keyId: string
  secret: string
}

/** A request that came to us, with the body's exact text. */
export interface IncomingRequest {
  method: string
  /** Path and query as received. */
  url: string
  headers: Record<string, string | string[] | undefined>
  body: string
}

const WINDOW_MS = 5 * 60 * 1000

/**
 * Sends a request and returns the status and object of an answer whose signature holds.
 * @throws GatewayError `unavailable`, or `untrusted` when the answer proves nothing
 */
export async function signedCall(
  service: string,
  config: SignedJsonConfig,
  tools: GatewayTools,
  request: { method: 'GET' | 'POST'; path: string; value?: unknown },
): Promise<{ status: number; value: Record<string, unknown> }> {
  const url = `${config.baseUrl}${request.path}`
  const body = request.value === undefined ? '' : JSON.stringify(request.value)
  let nonce = ''
  const answer = await call(service, tools, () => {
    nonce = randomUUID()
    const headers = requestHeaders(config, tools.clock(), request.method, url, nonce, body)
    return body === '' ? { method: request.method, url, headers } : { method: request.method, url, headers, body }
  })
  const timestamp = answer.headers.get('x-gateway-timestamp') ?? ''
  const lines = ['LG1-RESPONSE', String(answer.status), timestamp, nonce, sha256(answer.body)]
  if (!holds(config.secret, lines, answer.headers.get('x-gateway-signature') ?? '', timestamp, tools.clock())) {
    throw new GatewayError(
      service,
      'untrusted',
      'badSignature',
      `an answer (HTTP ${answer.status}) is not signed as agreed`,
    )
  }
  const value = jsonObject(answer.body)
  if (!value) throw new GatewayError(service, 'untrusted', 'badAnswer', 'the answer is no JSON object')
  return { status: answer.status, value }
}

/**
 * Checks a notice's signature and returns its object. The same notice may come again: act on its id once.
 * @throws GatewayError `untrusted`
 */
export function readSignedNotice(
  service: string,
  config: SignedJsonConfig,
  now: Date,
  notice: IncomingRequest,
): Record<string, unknown> {
  const header = (name: string) => {
    const value = notice.headers[name]
    return typeof value === 'string' ? value : ''
  }
  const timestamp = header('x-gateway-timestamp')
  const lines = ['LG1-REQUEST', notice.method, notice.url, timestamp, header('x-gateway-nonce'), sha256(notice.body)]
  const known = header('x-gateway-key') === config.keyId
  if (!known || !holds(config.secret, lines, header('x-gateway-signature'), timestamp, now)) {
    throw new GatewayError(service, 'untrusted', 'badSignature', 'a notice is not signed as agreed')
  }
  const value = jsonObject(notice.body)
  if (!value) throw new GatewayError(service, 'untrusted', 'badForm', 'a notice is no JSON object')
  return value
}

function requestHeaders(
  config: SignedJsonConfig,
  now: Date,
  method: string,
  url: string,
  nonce: string,
  body: string,
): Record<string, string> {
  const { pathname, search } = new URL(url)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const lines = ['LG1-REQUEST', method, `${pathname}${search}`, timestamp, nonce, sha256(body)]
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-gateway-key': config.keyId,
    'x-gateway-timestamp': timestamp,
    'x-gateway-nonce': nonce,
    'x-gateway-signature': hmac(config.secret, lines),
  }
}

function holds(secret: string, lines: string[], given: string, timestamp: string, now: Date): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(hmac(secret, lines))]
  const fresh = Math.abs(now.getTime() - Number(timestamp) * 1000) <= WINDOW_MS
  return fresh && a.length === b.length && timingSafeEqual(a, b)
}

function hmac(secret: string, lines: string[]): string {
  return createHmac('sha256', secret).update(lines.join('\n')).digest('hex')
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}
