import { createClient, RequestRefused, type Transport } from '@linggong/client'
import * as pathGroups from '@linggong/contract/paths.ts'
import { now } from './clock.ts'
import { newRequestId } from './request-id.ts'

/** No answer came: the network is down, or the platform took too long. What was typed is still there. */
export class NoAnswer extends Error {
  constructor(cause: unknown, words = '没有连上平台,可能是网络不好。您填的都还在,请稍后再试。') {
    super(words, { cause })
    this.name = 'NoAnswer'
  }
}

const timeoutMs = 15_000

const overFetch: Transport = async (request) => {
  // AbortSignal.timeout is younger than the oldest browser we serve.
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), timeoutMs)
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      credentials: 'same-origin',
      signal: abort.signal,
      ...(request.body !== undefined && { body: request.body }),
    })
    const body = await response.text()
    // A proxy in front of a platform that is down answers with a page of its own.
    if (response.status >= 500 && !body.startsWith('{')) throw new Error(`answered ${response.status}`)
    return { status: response.status, body }
  } catch (error) {
    throw new NoAnswer(error)
  } finally {
    clearTimeout(timer)
  }
}

export function freshRequestId(): string {
  return newRequestId(now().getTime(), crypto.getRandomValues(new Uint8Array(10)))
}

/** The token against forged requests stands in a cookie that pages may read; it comes and goes with the session's. */
export function csrfToken(): string | undefined {
  return /(?:^|;\s*)lg_csrf=([^;]+)/.exec(document.cookie)?.[1]
}

let onSignedOut: () => void = () => {}

/** Told whenever the platform answers that nobody is signed in (any more). */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

const client = createClient({
  baseUrl: '',
  transport: overFetch,
  paths: Object.assign({}, ...Object.values(pathGroups)) as Parameters<typeof createClient>[0]['paths'],
  newRequestId: freshRequestId,
  channel: 'console',
  csrfToken,
})

/** Calls an endpoint of the contract. Throws RequestRefused (the platform said no) or NoAnswer. */
export const call: typeof client.call = async (name, request, options) => {
  try {
    return await client.call(name, request, options)
  } catch (error) {
    if (error instanceof RequestRefused && error.body.code === 'NotSignedIn') onSignedOut()
    throw error
  }
}

export { RequestRefused }
