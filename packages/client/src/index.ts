import type { AllEndpoints, EndpointName, EndpointPath, ErrorBody, ReceivedOf, RequestOf } from '@linggong/contract'

/** What carries a request: `fetch` in a browser, `wx.request` in a mini-program. Must not throw on 4xx. */
export type Transport = (request: {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}) => Promise<{ status: number; body: string }>

export type ClientOptions = {
  /** Where the platform answers, without a slash at the end. */
  baseUrl: string
  transport: Transport
  /** Method and path by endpoint name: the zod-free part of the contract. */
  paths: Partial<Record<EndpointName, EndpointPath>>
  /** Makes the request id before the first try: a repeat with the same id is answered as the first was. */
  newRequestId(): string
  channel: string
  token?(): string | undefined
  csrfToken?(): string | undefined
}

/** The platform refused: `body.code` says why, `body.message` is for the person. */
export class RequestRefused extends Error {
  readonly status: number
  readonly body: ErrorBody

  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.name = 'RequestRefused'
    this.status = status
    this.body = body
  }
}

export type CallOptions = {
  /** Keep it for a retry after a lost connection; a new one is made when absent. */
  requestId?: string
}

export type Client = {
  call<N extends EndpointName>(
    name: N,
    request: RequestOf<AllEndpoints[N]>,
    options?: CallOptions,
  ): Promise<ReceivedOf<AllEndpoints[N]>>
}

type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }

/** `/shifts/:shiftId/grab` with its parameters filled in and the query appended; undefined values are left out. */
export function buildUrl(path: string, request: Loose): string {
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) =>
    encodeURIComponent(String(request.params?.[name] ?? '')),
  )
  const search = Object.entries(request.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  return search.length > 0 ? `${filled}?${search.join('&')}` : filled
}

function headersOf(options: ClientOptions, method: string, requestId: string | undefined): Record<string, string> {
  const token = options.token?.()
  const csrf = options.csrfToken?.()
  return {
    'x-channel': options.channel,
    ...(token && { authorization: `Bearer ${token}` }),
    ...(method !== 'GET' && {
      'content-type': 'application/json',
      'idempotency-key': requestId ?? options.newRequestId(),
    }),
    ...(method !== 'GET' && csrf && { 'x-csrf-token': csrf }),
  }
}

export function createClient(options: ClientOptions): Client {
  return {
    async call(name, request, callOptions = {}) {
      const path = options.paths[name]
      if (!path) throw new Error(`no such endpoint: ${String(name)}`)
      const loose = request as Loose
      const answered = await options.transport({
        method: path.method,
        url: options.baseUrl + buildUrl(path.path, loose),
        headers: headersOf(options, path.method, callOptions.requestId),
        ...(path.method !== 'GET' && { body: JSON.stringify(loose.body ?? {}) }),
      })
      const body: unknown = answered.body === '' ? undefined : JSON.parse(answered.body)
      if (answered.status >= 400) throw new RequestRefused(answered.status, body as ErrorBody)
      return body as never
    },
  }
}

/** A transport over `fetch`, with a time limit. */
export function fetchTransport(timeoutMs = 15_000): Transport {
  return async (request) => {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body !== undefined && { body: request.body }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, body: await response.text() }
  }
}
