/**
 * The server's side of our own gateway protocol: JSON over HTTP, both directions
 * signed with HMAC-SHA256 (see README.md, "Gateway protocol v1"). Not a published protocol.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { header, rawBody, sha256Hex } from './input.ts'

export interface SignedJsonKey {
  keyId: string
  secret: string
}

const WINDOW_MS = 5 * 60 * 1000

/** The client's side of a request seen and not seen before. */
export class NonceMemory {
  readonly #seen = new Map<string, number>()

  /** False when this nonce was already used within the window. */
  take(nonce: string, now: Date): boolean {
    for (const [old, at] of this.#seen) {
      if (Math.abs(now.getTime() - at) <= 2 * WINDOW_MS) break
      this.#seen.delete(old)
    }
    if (this.#seen.has(nonce)) return false
    this.#seen.set(nonce, now.getTime())
    return true
  }
}

function hmac(secret: string, lines: string[]): string {
  return createHmac('sha256', secret).update(lines.join('\n')).digest('hex')
}

/** What is wrong with the request's signature, or undefined. */
export function signatureProblem(
  request: FastifyRequest,
  key: SignedJsonKey,
  now: Date,
  nonces: NonceMemory,
): string | undefined {
  const timestamp = header(request, 'x-gateway-timestamp')
  const nonce = header(request, 'x-gateway-nonce')
  if (header(request, 'x-gateway-key') !== key.keyId) return 'unknownKey'
  if (!/^\d{10}$/.test(timestamp) || Math.abs(now.getTime() - Number(timestamp) * 1000) > WINDOW_MS) {
    return 'staleTimestamp'
  }
  const expected = hmac(key.secret, [
    'LG1-REQUEST',
    request.method,
    request.url,
    timestamp,
    nonce,
    sha256Hex(rawBody(request)),
  ])
  const given = header(request, 'x-gateway-signature')
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
    return 'badSignature'
  }
  return nonces.take(nonce, now) ? undefined : 'repeatedNonce'
}

/** Answers with a signature bound to the request's nonce. */
export function sendSigned(
  request: FastifyRequest,
  reply: FastifyReply,
  key: SignedJsonKey,
  now: Date,
  status: number,
  value: unknown,
): FastifyReply {
  const body = JSON.stringify(value)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = header(request, 'x-gateway-nonce')
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('x-gateway-timestamp', timestamp)
    .header(
      'x-gateway-signature',
      hmac(key.secret, ['LG1-RESPONSE', String(status), timestamp, nonce, sha256Hex(body)]),
    )
    .send(body)
}

/** Headers of a notice from the outside to the platform, signed like a request. */
export function noticeHeaders(key: SignedJsonKey, url: string, body: string, now: Date): Record<string, string> {
  const { pathname, search } = new URL(url)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = randomUUID()
  return {
    'x-gateway-key': key.keyId,
    'x-gateway-timestamp': timestamp,
    'x-gateway-nonce': nonce,
    'x-gateway-signature': hmac(key.secret, [
      'LG1-REQUEST',
      'POST',
      `${pathname}${search}`,
      timestamp,
      nonce,
      sha256Hex(body),
    ]),
  }
}
