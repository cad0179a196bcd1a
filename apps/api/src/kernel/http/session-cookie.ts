import { createHash, createHmac, randomBytes } from 'node:crypto'

export const sessionCookie = 'lg_session'

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
