import { dataConsent, type Endpoint } from '@linggong/contract'
import { reservedIdNumber, reservedPhone, reservedUscc } from '@linggong/reference/identifiers.ts'
import { z } from 'zod'

/** The part of JSON Schema that the contract's inputs use. */
export type Shape = {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  anyOf?: Shape[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  minItems?: number
  minLength?: number
}

export type Part = 'params' | 'query' | 'body'
/** Values to use wherever a field of that name is asked for. */
export type Given = Readonly<Record<string, unknown>>

export const unknownId = '0199ffff-ffff-7fff-8fff-ffffffffffff'

const plausible: Given = {
  code: '12345678',
  workerCode: '123456',
  employerCode: '123456',
  totpCode: '123456',
  phone: reservedPhone(7_001),
  contactPhone: reservedPhone(7_001),
  name: '陈大山',
  legalPersonName: '陈大山',
  county: '350981',
  town: '350981107',
  idNumber: reservedIdNumber(7_001, '1975-06-01', 'male'),
  uscc: reservedUscc(7_001),
  occupationCode: '6-01-02-01',
  documentNumber: '鼎财社〔2026〕1号',
  contractNumber: '鼎购〔2026〕1号',
  voucherNumber: '2026-31',
  startsAt: '2026-11-19T08:00:00+08:00',
  endsAt: '2026-11-19T17:00:00+08:00',
  to: '2026-11-19',
  from: '2026-11-18',
  sha256: 'a'.repeat(64),
  consentVersion: dataConsent.version,
  token: 'A'.repeat(24),
  key: 'wage.minimumHourly',
  step: '80',
  areaSquareMeters: 40,
  quarter: '2026Q3',
  hours: [{ days: [1], from: '08:00', to: '17:00' }],
}

/** Where the first plausible value does not fit: the code on a contract's paper is longer than one sent by SMS. */
const plausibleToo: Given = { code: '123456789012' }

const byFormat: Given = {
  uuid: unknownId,
  date: '2026-11-19',
  'date-time': '2026-11-19T08:00:00+08:00',
  base64: 'QUJD',
}

function fitting(shape: Shape, candidate: unknown): boolean {
  if (shape.format === 'date-time') return typeof candidate === 'string' && candidate.includes('T')
  if (shape.type === 'string')
    return typeof candidate === 'string' && (!shape.pattern || new RegExp(shape.pattern, 'u').test(candidate))
  if (shape.type === 'integer' || shape.type === 'number') return typeof candidate === 'number'
  if (shape.type === 'object') return typeof candidate === 'object'
  return true
}

function sample(shape: Shape, name: string, given: Given): unknown {
  const candidate = [given[name], plausible[name], plausibleToo[name]].find(
    (one) => one !== undefined && fitting(shape, one),
  )
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return candidate !== undefined && shape.enum.includes(candidate) ? candidate : shape.enum[0]
  if (shape.anyOf) return sample(shape.anyOf[0] ?? {}, name, given)
  if (candidate !== undefined) return candidate
  switch (shape.type) {
    case 'object':
      return sampleObject(shape, given)
    case 'array':
      return Array.from({ length: shape.minItems ?? 0 }, () => sample(shape.items ?? {}, name.replace(/s$/, ''), given))
    case 'integer':
    case 'number':
      return Math.max(shape.minimum ?? 1, 1)
    case 'boolean':
      return true
    case 'string':
      return shape.pattern === '^[0-9a-f]{32}$'
        ? 'a'.repeat(32)
        : (byFormat[shape.format ?? ''] ?? '茶'.repeat(Math.max(shape.minLength ?? 1, 2)))
    default:
      return null
  }
}

function sampleObject(shape: Shape, given: Given): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(shape.properties ?? {})) {
    if (shape.required?.includes(name) || name in given) made[name] = sample(field, name, given)
  }
  return made
}

/** What a part of the request must look like, as JSON Schema; undefined where the endpoint takes none. */
export function shapeOf(endpoint: Endpoint, part: Part): Shape | undefined {
  const schema = endpoint[part]
  return schema && (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape)
}

/** A request the schema accepts (up to refinements over several fields), with these values where they fit. */
export function sampleRequest(endpoint: Endpoint, given: Given = {}): Partial<Record<Part, Record<string, unknown>>> {
  const made: Partial<Record<Part, Record<string, unknown>>> = {}
  for (const part of ['params', 'query', 'body'] as const) {
    const shape = shapeOf(endpoint, part)
    if (shape) made[part] = sample(shape, part, given) as Record<string, unknown>
  }
  return made
}

const inUrl = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()

/** Path and query of a request; what is no text stands there as JSON. */
export function urlOf(endpoint: Endpoint, request: Partial<Record<Part, Record<string, unknown>>>): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_whole, name: string) =>
    encodeURIComponent(inUrl(request.params?.[name])),
  )
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(request.query ?? {})) search.set(key, inUrl(value))
  return search.size > 0 ? `${path}?${search}` : path
}
