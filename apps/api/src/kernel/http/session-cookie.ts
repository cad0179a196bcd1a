import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Endpoint } from '@linggong/contract'
import type { FastifyReply } from 'fastify'
import type { Channel } from '../context.ts'
import type { Outcome } from './idempotency.ts'

export const sessionCookie = 'lg_session'
/** Pages may read this one and send it back as a header; a page of another origin can do neither. */
export const csrfCookie = 'lg_csrf'

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Only the hash of a token is stored: who reads the table cannot sign in. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Bound to the session; a page of another origin cannot know it. */
export function csrfTokenOf(secret: string, token: string): string {
  return createHmac('sha256', secret).update(`csrf:${token}`).digest('base64url')
}

/**
 * In the console a session is a cookie that pages cannot read and other sites cannot send; it ends with the browser
 * or on the server. Gives the answer as it may leave: without the token, which would otherwise lie open in the page.
 */
export function moveToCookie(
  reply: FastifyReply,
  endpoint: Endpoint,
  channel: Channel,
  outcome: Outcome,
  secure: boolean,
): Outcome {
  if (channel !== 'console' || !endpoint.session || outcome.status >= 400) return outcome
  const where = { path: '/', sameSite: 'strict', secure } as const
  if (endpoint.session === 'ends') {
    void reply.clearCookie(sessionCookie, where).clearCookie(csrfCookie, where)
    return outcome
  }
  const opened = outcome.body as { token: string; csrfToken: string }
  void reply.setCookie(sessionCookie, opened.token, { ...where, httpOnly: true })
  void reply.setCookie(csrfCookie, opened.csrfToken, where)
  return { ...outcome, body: { ...opened, token: '' } }
}
