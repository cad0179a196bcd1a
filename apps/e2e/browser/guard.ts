import type { BrowserContext, ConsoleMessage, Request } from 'playwright-core'

/**
 * What no page may do, collected while it is used: ask another host, break the content-security policy, say an
 * error on its console, miss a file of its own, or get a 5xx.
 */
export type Guard = { findings: string[] }

/** A refusal of the platform (4xx) is part of many stories; the browser logs each by itself. */
const refusalNote = /^Failed to load resource: the server responded with a status of 4\d\d/
/**
 * An answer that a test holds back or cuts off on purpose. The last is the browser's own look, some time after a page
 * has opened, whether there is a newer service worker.
 */
const lostNote =
  /^Failed to load resource: net::ERR_(FAILED|INTERNET_DISCONNECTED|ABORTED|TIMED_OUT)|Failed to fetch dynamically imported module|Unable to preload CSS|^An unknown error occurred when fetching the script\.$/

export type GuardOptions = {
  /** The story cuts the connection: what is lost then is no finding. */
  offline?: boolean
}

export function guard(context: BrowserContext, origin: string, options: GuardOptions = {}): Guard {
  const findings: string[] = []
  const report = (line: string): void => void findings.push(line)

  const elsewhere = (request: Request): boolean => {
    const url = new URL(request.url())
    return /^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host
  }
  const file = (url: string): boolean => /\.(js|css|svg|png|jpe?g|webp|woff2?|json|html)$/.test(new URL(url).pathname)

  context.on('request', (request) => {
    if (elsewhere(request)) report(`asked another host: ${request.url()}`)
  })
  context.on('response', (response) => {
    const address = `${response.request().method()} ${response.url()}`
    if (response.status() >= 500) report(`${response.status()} at ${address}`)
    if (response.status() === 404 && file(response.url())) report(`missing file: ${address}`)
  })
  context.on('console', (message: ConsoleMessage) => {
    if (message.type() !== 'error') return
    const text = message.text()
    if (refusalNote.test(text) || (options.offline && (lostNote.test(text) || /WebSocket/.test(text)))) return
    report(`console error: ${text.slice(0, 500)} (${message.location().url})`)
  })
  context.on('weberror', (error) => report(`uncaught: ${error.error().stack ?? error.error().message}`))
  return { findings }
}
