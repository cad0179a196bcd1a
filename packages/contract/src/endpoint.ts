import type { z } from 'zod'
import type { Right } from './rights.ts'

/** Method and path alone: what a client without zod needs. `:name` marks a path parameter. */
export type EndpointPath = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: `/${string}` }

/**
 * One endpoint, described once: the server registers it, clients are typed from it, OpenAPI falls out.
 * GET never changes anything; every other method carries a request id in `Idempotency-Key`.
 */
export type Endpoint = EndpointPath & {
  summary: string
  right: Right
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  answer: z.ZodType
  /** HTTP status of the answer; 200 unless told. */
  status?: 200 | 201
  /** Codes of the error catalogue this endpoint may answer with, beside the kernel's own. */
  errors: readonly string[]
  /** `binary` answers a file (PDF, picture): `answer` then describes nothing. */
  produces?:
    | 'application/pdf'
    | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    | 'text/csv'
    | 'text/html'
    | 'image/svg+xml'
    | 'image/jpeg'
  /**
   * Called by an outside service, not by a client of ours: no request id, and the handler receives the raw
   * body and headers to check the caller's signature. The service's own ids keep a repeat harmless.
   */
  callback?: true
  /**
   * Opens or ends a session. In the console the token then travels as a cookie that pages cannot read, and its
   * answer carries none.
   */
  session?: 'opens' | 'ends'
  /** Exists in a demonstration only; production does not register it. */
  demonstrationOnly?: true
}

export function endpoints<const T extends Record<string, Endpoint>>(table: T): T {
  return table
}

type Inferred<S, Fallback> = S extends z.ZodType ? z.output<S> : Fallback
type Sent<S, Fallback> = S extends z.ZodType ? z.input<S> : Fallback

export type CallbackInput = { headers: Record<string, string>; rawBody: string; path: string }

/** What a handler receives, validated. */
export type InputOf<E extends Endpoint> = {
  params: Inferred<E['params'], Record<string, never>>
  query: Inferred<E['query'], Record<string, never>>
  body: Inferred<E['body'], undefined>
} & (E extends { callback: true } ? CallbackInput : unknown)
/** What a client sends. */
export type RequestOf<E extends Endpoint> = (E['params'] extends z.ZodType
  ? { params: Sent<E['params'], never> }
  : { params?: undefined }) &
  (E['query'] extends z.ZodType ? { query?: Sent<E['query'], never> } : { query?: undefined }) &
  (E['body'] extends z.ZodType ? { body: Sent<E['body'], never> } : { body?: undefined })
/** What the handler returns (before the schema strips unknown fields) and what the client receives. */
export type AnswerOf<E extends Endpoint> = z.input<E['answer']>
export type ReceivedOf<E extends Endpoint> = z.output<E['answer']>
