/** Reading what comes in over HTTP: raw text bodies, since signatures are over the bytes sent. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** The caller's mistake; answered 400 with its message. */
export class SandboxInputError extends Error {}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Bodies arrive as text, whatever the type says; time-stamp queries as bytes. */
export function acceptRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/timestamp-query', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body)
  })
}

export function rawBody(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : ''
}

/** The body as a JSON object. Throws SandboxInputError when it is none. */
export function jsonBody(request: FastifyRequest): Record<string, unknown> {
  const text = rawBody(request)
  if (text === '') return {}
  const value = tryParse(text)
  if (!isRecord(value)) throw new SandboxInputError('a JSON object is needed')
  return value
}

export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export function text(record: Record<string, unknown>, field: string): string {
  const value = record[field]
  if (typeof value !== 'string' || value === '') throw new SandboxInputError(`${field}: text is needed`)
  return value
}

export function optionalText(record: Record<string, unknown>, field: string): string | undefined {
  const value = record[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function positiveInteger(record: Record<string, unknown>, field: string): number {
  const value = record[field]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) {
    throw new SandboxInputError(`${field}: a positive integer is needed`)
  }
  return value
}

export function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name.toLowerCase()]
  return typeof value === 'string' ? value : ''
}

export function param(request: FastifyRequest, name: string): string {
  const params = request.params
  return isRecord(params) && typeof params[name] === 'string' ? params[name] : ''
}

export function query(request: FastifyRequest, name: string): string | undefined {
  const values = request.query
  return isRecord(values) && typeof values[name] === 'string' ? values[name] : undefined
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
