import { constants } from 'node:zlib'
import compress, { type FastifyCompressOptions } from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import type { Endpoint, Problem } from '@linggong/contract'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Registry } from '../application.ts'
import type { Actor, Channel, Deps } from '../context.ts'
import { DatabaseBusy } from '../database/database.ts'
import { Refusal } from '../errors.ts'
import { requireRight } from '../rights.ts'
import { answer } from './answer.ts'
import { problemsOf } from './problems.ts'
import { unreadable } from './readable.ts'
import type { FileAnswer } from './serve.ts'
import { csrfTokenOf, moveToCookie, sessionCookie } from './session-cookie.ts'

/** Finds who asks from the session token; registered by the module that owns people and staff. */
export type Authenticate = (token: string) => Promise<Actor>

export type ServerOptions = {
  registry: Registry
  authenticate: Authenticate
  /** Requests being answered beyond which new ones are told to come again. */
  maxInFlight?: number
  /** Extra routes of the kernel's surroundings (documentation, front ends). */
  extend?: (server: FastifyInstance) => Promise<void>
  /** Answers an address nobody knows where it can (a page for a browser); null leaves it to the general answer. */
  notFound?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null
}

const channels = new Set(['miniProgram', 'h5', 'console', 'counter', 'sms', 'gate', 'api'])

function channelOf(request: FastifyRequest): Channel {
  const told = String(request.headers['x-channel'] ?? 'api')
  return channels.has(told) ? (told as Channel) : 'api'
}

const rawBodies = new WeakMap<FastifyRequest, string>()

/** Keeps the body as it came, for signatures; an empty one counts as an empty object. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    rawBodies.set(request, text)
    if (text === '') return done(null, {})
    try {
      done(null, JSON.parse(text))
    } catch {
      // A callback may speak something else than JSON; its handler reads the raw body.
      const callback = (request.routeOptions.config as { callback?: boolean }).callback
      if (callback) return done(null, {})
      const problem = { path: '', code: 'unreadable', message: '内容读不出来,请检查格式(需要 JSON)' }
      done(new Refusal('InputInvalid', { problems: [problem] }), undefined)
    }
  })
}

function parseInput(endpoint: Endpoint, request: FastifyRequest): unknown {
  const input: Record<string, unknown> = { params: {}, query: {}, body: undefined }
  if (endpoint.callback) {
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
    input.headers = Object.fromEntries(headers)
    input.rawBody = rawBodies.get(request) ?? ''
    input.path = request.url
  }
  const problems: Problem[] = []
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = endpoint[part]
    if (!schema) continue
    const garbled = unreadable(part, request[part])
    if (garbled.length > 0)
      throw part === 'params' ? new Refusal('NotFound') : new Refusal('InputInvalid', { problems: garbled })
    const parsed = schema.safeParse(request[part] ?? (part === 'body' ? {} : request[part]), { reportInput: true })
    if (parsed.success) input[part] = parsed.data
    else if (part === 'params') throw new Refusal('NotFound')
    else problems.push(...problemsOf(part, parsed.error.issues))
  }
  if (problems.length > 0) throw new Refusal('InputInvalid', { problems })
  return input
}

function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.status === 429) void reply.header('retry-after', '2')
  return reply.status(refusal.status).send(refusal.toBody())
}

async function actorOf(options: ServerOptions, request: FastifyRequest, changing: boolean): Promise<Actor> {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  // The console's cookie says nothing about who uses another channel of the same browser.
  const othersChannel = request.headers['x-channel'] !== undefined && channelOf(request) !== 'console'
  const fromCookie = othersChannel ? undefined : request.cookies[sessionCookie]
  const token = bearer ?? fromCookie
  if (!token) return { kind: 'anonymous' }
  const actor = await options.authenticate(token)
  if (!bearer && changing && actor.kind !== 'anonymous') {
    const expected = csrfTokenOf(options.registry.deps.config.sessionSecret, token)
    if (request.headers['x-csrf-token'] !== expected) throw new Refusal('CsrfTokenWrong')
  }
  return actor
}

function addRoute(server: FastifyInstance, options: ServerOptions, name: string, endpoint: Endpoint, run: never): void {
  const { deps } = options.registry
  const maxInFlight = options.maxInFlight ?? 6_000
  let inFlight = 0
  server.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { name, callback: endpoint.callback === true },
    handler: async (request, reply) => {
      if (inFlight >= maxInFlight) return sendRefusal(reply, new Refusal('Overloaded'))
      inFlight += 1
      deps.metrics.inFlight.inc()
      try {
        const actor = await actorOf(options, request, endpoint.method !== 'GET')
        requireRight(actor, endpoint.right)
        const answered = await answer(deps, {
          name,
          endpoint,
          run,
          input: parseInput(endpoint, request),
          actor,
          channel: channelOf(request),
          requestId: request.id,
          idempotencyKey: request.headers['idempotency-key'],
          clientAddress: request.ip,
        })
        const secure = deps.config.world === 'production'
        const outcome = moveToCookie(reply, endpoint, channelOf(request), answered, secure)
        if (outcome.status === 429) void reply.header('retry-after', '2')
        if (endpoint.produces && outcome.status === 200) return sendFile(reply, outcome.body as FileAnswer)
        return reply.status(outcome.status).send(outcome.body)
      } catch (error) {
        if (error instanceof Refusal) return sendRefusal(reply, error)
        if (error instanceof DatabaseBusy) return sendRefusal(reply, new Refusal('Overloaded'))
        throw error
      } finally {
        inFlight -= 1
        deps.metrics.inFlight.dec()
      }
    },
  })
}

// A page of jobs shrinks to a sixth: much on a slow phone, and little work at this quality. Pages and scripts lie packed
// already; documents and pictures do not shrink; requests come as they are.
const packing = {
  encodings: ['br', 'gzip'],
  customTypes: /^(application\/(problem\+)?json|image\/svg\+xml)\b/,
  threshold: 1_024,
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  globalDecompression: false,
} satisfies FastifyCompressOptions

function sendFile(reply: FastifyReply, answered: FileAnswer): FastifyReply {
  const name = encodeURIComponent(answered.fileName ?? 'document')
  // What a browser cannot show is kept by name.
  const shown = answered.mediaType === 'application/pdf' || !answered.mediaType.startsWith('application/')
  return reply
    .header('content-type', answered.mediaType)
    .header('content-disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('cache-control', 'private, no-store')
    .send(answered.file)
}

type ParserFault = { statusCode?: number; code?: string }

/** Bad input never answers 5xx; what is left is a defect of ours, logged with its request id. */
function handleErrors(server: FastifyInstance, options: ServerOptions): void {
  const { log } = options.registry.deps
  server.setErrorHandler((error: Error & ParserFault, request, reply) => {
    if (error instanceof Refusal) return sendRefusal(reply, error)
    if (error.statusCode === 413) return sendRefusal(reply, new Refusal('PayloadTooLarge'))
    if (error.statusCode !== undefined && error.statusCode < 500) {
      const problem = { path: '', code: error.code ?? 'unreadable', message: '内容读不出来,请检查格式(需要 JSON)' }
      return sendRefusal(reply, new Refusal('InputInvalid', { problems: [problem] }))
    }
    log.error({ requestId: request.id, err: error.message, stack: error.stack }, 'request failed')
    return reply.status(500).send({
      code: 'Defect',
      message: `系统出了问题,我们已经记下。请稍后再试;要问的话请报编号 ${request.id}。`,
      problems: [],
    })
  })
  server.setNotFoundHandler(
    (request, reply) => options.notFound?.(request, reply) ?? sendRefusal(reply, new Refusal('NotFound')),
  )
}

/**
 * What a page may load: this origin's own things and nothing else. Styles may stand in elements, as the component
 * libraries set them; scripts may not. The socket is named because older browsers do not count it as `self`.
 */
function contentSources({ config }: Deps) {
  const secure = config.publicUrl.startsWith('https:')
  return {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'", config.publicUrl.replace(/^http/, 'ws')],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'self'"],
    scriptSrcAttr: ["'none'"],
    // A demonstration in an office is reached by plain HTTP; asking for HTTPS there would load nothing.
    ...(secure && { upgradeInsecureRequests: [] }),
  }
}

export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { deps } = options.registry
  const server = fastify({
    logger: false,
    bodyLimit: 1_048_576,
    genReqId: () => deps.ids.next(deps.clock.now()),
    requestIdHeader: false,
    ...(deps.config.trustedProxies.length > 0 && { trustProxy: deps.config.trustedProxies }),
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    // An address that cannot be read leads nowhere.
    frameworkErrors: (_error, _request, reply) => void sendRefusal(reply, new Refusal('NotFound')),
  })
  server.setValidatorCompiler(() => () => true)
  server.setSerializerCompiler(() => (data) => JSON.stringify(data))
  readBodies(server)
  await server.register(cookie)
  await server.register(compress, packing)
  await server.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: contentSources(deps) } })
  handleErrors(server, options)
  server.addHook('onResponse', async (request, reply) => {
    const name = (request.routeOptions.config as { name?: string }).name ?? 'other'
    deps.metrics.httpSeconds.observe({ route: name, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  for (const part of options.registry.served) {
    for (const [name, endpoint] of Object.entries(part.endpoints)) {
      if (endpoint.demonstrationOnly && deps.config.world !== 'demonstration') continue
      addRoute(server, options, name, endpoint, part.handlers[name] as never)
    }
  }
  await options.extend?.(server)
  return server
}
