import { allEndpoints, errorCatalogue, type Endpoint } from '@linggong/contract'
import { z } from 'zod'

type Json = Record<string, unknown>

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return json as Json
}

function parametersOf(endpoint: Endpoint): Json[] {
  return (['params', 'query'] as const).flatMap((part) => {
    const schema = endpoint[part]
    if (!schema) return []
    const json = schemaOf(schema, 'input') as { properties?: Json; required?: string[] }
    return Object.entries(json.properties ?? {}).map(([name, property]) => ({
      name,
      in: part === 'params' ? 'path' : 'query',
      required: part === 'params' || (json.required ?? []).includes(name),
      schema: property,
    }))
  })
}

const requestIdHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'UUIDv7 made by the client before its first try; a repeat is answered as the first was',
  schema: { type: 'string', format: 'uuid' },
}

function answersOf(endpoint: Endpoint): Json {
  const success = endpoint.produces
    ? { [endpoint.produces]: { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(endpoint.answer, 'output') } }
  const byStatus = new Map<number, string[]>()
  const kernel = endpoint.method === 'GET' ? ['InputInvalid'] : ['InputInvalid', 'RequestIdMissing', 'RequestIdReused']
  for (const code of [...kernel, ...endpoint.errors]) {
    const { status } = errorCatalogue[code as keyof typeof errorCatalogue]
    byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), code])])
  }
  const refusals = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, codes]) => [
      String(status),
      {
        description: codes.join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    ])
  return {
    [String(endpoint.status ?? 200)]: { description: 'Done', content: success },
    ...Object.fromEntries(refusals),
  }
}

function operationOf(name: string, endpoint: Endpoint): Json {
  const changing = endpoint.method !== 'GET' && !endpoint.callback
  return {
    operationId: name,
    summary: endpoint.summary,
    'x-right': endpoint.right,
    ...(endpoint.demonstrationOnly && { 'x-demonstration-only': true }),
    ...(endpoint.right !== 'public' && { security: [{ bearer: [] }] }),
    parameters: [...parametersOf(endpoint), ...(changing ? [requestIdHeader] : [])],
    ...(endpoint.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } },
    }),
    responses: answersOf(endpoint),
  }
}

const refusal = {
  type: 'object',
  required: ['code', 'message', 'problems'],
  properties: {
    code: { type: 'string', enum: Object.keys(errorCatalogue).sort() },
    message: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

/** The whole contract as OpenAPI 3.1, in a stable order. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {}
  const sorted = (Object.entries(allEndpoints) as Array<[string, Endpoint]>).sort(
    ([, a], [, b]) => a.path.localeCompare(b.path, 'en') || a.method.localeCompare(b.method, 'en'),
  )
  for (const [name, endpoint] of sorted) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    const known = paths[path] ?? {}
    paths[path] = { ...known, [endpoint.method.toLowerCase()]: operationOf(name, endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Ningde Linggong', version: '0.1.0', license: { name: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Refusal: refusal },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  }
}
