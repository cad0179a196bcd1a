/** One way to call the outside world: a time limit, a few retries with the same content, and one kind of error. */
import { setTimeout as wait } from 'node:timers/promises'

export interface GatewayLog {
  warn(fields: Record<string, unknown>, message: string): void
}

/** What every gateway is given. `log` receives service, code and attempt, never personal data. */
export interface GatewayTools {
  fetch: typeof fetch
  clock: () => Date
  log: GatewayLog
  /** Time limit of one attempt. */
  timeoutMs?: number
  /** Attempts in all; every one carries the same ids. */
  attempts?: number
  /** Pause before the second attempt; doubled for each further one. */
  retryPauseMs?: number
}

/**
 * `unavailable`: no answer, overload or a fault there; what happened is unknown, ask again with the same id.
 * `untrusted`: an answer that does not prove to come from the service; what happened is unknown.
 * `rejected`: the service proved that it did not do it, for the reason `code`.
 */
export type GatewayErrorKind = 'unavailable' | 'untrusted' | 'rejected'

export class GatewayError extends Error {
  readonly service: string
  readonly kind: GatewayErrorKind
  /** The service's own code, or ours in lower camel case. */
  readonly code: string

  constructor(service: string, kind: GatewayErrorKind, code: string, message: string) {
    super(`${service}: ${message} (${code})`)
    this.name = 'GatewayError'
    this.service = service
    this.kind = kind
    this.code = code
  }

  /** Whether the thing asked for may have happened all the same. */
  get outcomeUnknown(): boolean {
    return this.kind !== 'rejected'
  }
}

export interface OutgoingRequest {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
}

export interface Answer {
  status: number
  headers: Headers
  body: Buffer
}

const DEFAULT_TIMEOUT_MS = 5_000
const DEFAULT_ATTEMPTS = 3
const DEFAULT_RETRY_PAUSE_MS = 300

/**
 * Sends what `build` makes (anew each time: signatures carry the time and a nonce) until an answer
 * comes that is neither overload (429) nor a fault (5xx), and returns it.
 * @throws GatewayError `unavailable` when the attempts are used up
 */
export async function call(service: string, tools: GatewayTools, build: () => OutgoingRequest): Promise<Answer> {
  const attempts = tools.attempts ?? DEFAULT_ATTEMPTS
  let pauseMs = tools.retryPauseMs ?? DEFAULT_RETRY_PAUSE_MS
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(service, tools, build())
    if (!(outcome instanceof GatewayError)) return outcome
    tools.log.warn({ service, attempt, code: outcome.code }, 'outside service did not answer')
    if (attempt >= attempts) throw outcome
    await wait(pauseMs)
    pauseMs *= 2
  }
}

async function attemptOnce(
  service: string,
  tools: GatewayTools,
  request: OutgoingRequest,
): Promise<Answer | GatewayError> {
  const failed = (code: string, message: string) => new GatewayError(service, 'unavailable', code, message)
  try {
    const response = await tools.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'error',
      signal: AbortSignal.timeout(tools.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    const body = Buffer.from(await response.arrayBuffer())
    if (response.status === 429) return failed('overloaded', 'asked to slow down')
    if (response.status >= 500) return failed(`http${response.status}`, 'answered with a fault')
    return { status: response.status, headers: response.headers, body }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return failed(timedOut ? 'timeout' : 'noConnection', timedOut ? 'gave no answer in time' : 'could not be reached')
  }
}

/** The answer's body as a JSON object; undefined when it is none. */
export function jsonObject(body: Buffer | string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString())
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field that must be text. @throws GatewayError `untrusted` */
export function textField(service: string, record: Record<string, unknown>, field: string): string {
  const value = record[field]
  if (typeof value === 'string') return value
  throw new GatewayError(service, 'untrusted', 'badAnswer', `the answer lacks ${field}`)
}
