import websocket, { type WebSocket } from '@fastify/websocket'
import { newsCloseCodes } from '@linggong/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { wireTime } from '../clock.ts'
import type { Actor, Deps } from '../context.ts'
import { listen, type Listener } from '../database/listen.ts'
import { Refusal } from '../errors.ts'
import { sessionCookie } from '../http/session-cookie.ts'
import { newsChannel, newsKey, newsKeysOf, unpackNews } from './news.ts'

export type NewsLimits = {
  /** How long a page may take to say who it is. */
  signInMs: number
  /** A page that has not answered the last heartbeat is gone. */
  heartbeatMs: number
  /** How often it is asked whether the session still holds. */
  recheckMs: number
  perSession: number
  perProcess: number
  /** Messages a page may send in all: it has nothing to say but who it is. */
  messages: number
}
const usual: NewsLimits = {
  signInMs: 10_000,
  heartbeatMs: 30_000,
  recheckMs: 300_000,
  perSession: 8,
  perProcess: 20_000,
  messages: 20,
}

type Page = { socket: WebSocket; token: string; sessionId: string; keys: string[]; alive: boolean; checkedAt: number }

const sessionOf = (actor: Actor) => ('sessionId' in actor ? actor.sessionId : undefined)

/** WeChat's own pages; a page there signs in with its token, which no other origin has. */
const wechatOrigin = 'https://servicewechat.com'

/** A browser names the page's origin, other clients none. */
function strange(request: FastifyRequest, publicUrl: string): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || origin === wechatOrigin || origin === new URL(publicUrl).origin) return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}

function tokenIn(data: Buffer): string | undefined {
  try {
    const told: unknown = JSON.parse(data.toString())
    const token = typeof told === 'object' && told !== null && 'token' in told ? told.token : undefined
    return typeof token === 'string' && token.length <= 200 ? token : undefined
  } catch {
    return undefined
  }
}

/** Open pages by what they hear of. */
class Hub {
  readonly #deps: Deps
  readonly #lookUp: (token: string) => Promise<Actor>
  readonly #limits: NewsLimits
  readonly #pages = new Set<Page>()
  readonly #byKey = new Map<string, Set<Page>>()

  constructor(deps: Deps, lookUp: (token: string) => Promise<Actor>, limits: NewsLimits) {
    this.#deps = deps
    this.#lookUp = lookUp
    this.#limits = limits
  }

  get full(): boolean {
    return this.#pages.size >= this.#limits.perProcess
  }

  #say(page: Page, topic: string): void {
    page.socket.send(JSON.stringify({ topic, at: wireTime(this.#deps.clock.now()) }))
  }

  /** False where the token opens nothing; the socket is closed then. */
  async join(socket: WebSocket, token: string): Promise<Page | undefined> {
    const actor = await this.#lookUp(token)
    const sessionId = sessionOf(actor)
    const keys = newsKeysOf(actor)
    if (sessionId === undefined || keys.length === 0) {
      socket.close(newsCloseCodes.notSignedIn)
      return undefined
    }
    const own = this.#byKey.get(newsKey({ kind: 'session', id: sessionId }))
    if ((own?.size ?? 0) >= this.#limits.perSession) {
      socket.close(newsCloseCodes.tooMany)
      return undefined
    }
    // The page may have gone while we asked.
    if (socket.readyState !== socket.OPEN) return undefined
    const page: Page = { socket, token, sessionId, keys: [], alive: true, checkedAt: performance.now() }
    this.#pages.add(page)
    this.#hear(page, keys)
    this.#deps.metrics.newsSockets.set(this.#pages.size)
    socket.on('pong', () => (page.alive = true))
    socket.on('close', () => this.#leave(page))
    this.#say(page, 'ready')
    return page
  }

  #hear(page: Page, keys: string[]): void {
    for (const key of page.keys) this.#forget(key, page)
    page.keys = [newsKey({ kind: 'session', id: page.sessionId }), ...keys]
    for (const key of page.keys) this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(page))
  }

  #forget(key: string, page: Page): void {
    const pages = this.#byKey.get(key)
    pages?.delete(page)
    if (pages?.size === 0) this.#byKey.delete(key)
  }

  #leave(page: Page): void {
    this.#pages.delete(page)
    for (const key of page.keys) this.#forget(key, page)
    this.#deps.metrics.newsSockets.set(this.#pages.size)
  }

  spread(payload: string): void {
    for (const { to, topic } of unpackNews(this.#deps.config.schema, payload)) {
      for (const page of this.#byKey.get(to) ?? []) {
        if (to.startsWith('session:')) page.socket.close(newsCloseCodes.notSignedIn)
        else this.#say(page, topic)
      }
    }
  }

  /** What was said while nobody listened is not known: all look again. */
  allLookAgain(): void {
    for (const page of this.#pages) this.#say(page, 'ready')
  }

  /** One round: who did not answer the last one is gone, whose session has ended is closed. */
  beat(now: number): void {
    for (const page of this.#pages) {
      if (!page.alive) {
        page.socket.terminate()
        continue
      }
      page.alive = false
      page.socket.ping()
      if (now - page.checkedAt < this.#limits.recheckMs) continue
      page.checkedAt = now
      this.#recheck(page).catch((error: unknown) =>
        this.#deps.log.warn({ err: error instanceof Error ? error.message : String(error) }, 'news: no recheck'),
      )
    }
  }

  async #recheck(page: Page): Promise<void> {
    const actor = await this.#lookUp(page.token)
    const keys = newsKeysOf(actor)
    if (sessionOf(actor) !== page.sessionId || keys.length === 0) page.socket.close(newsCloseCodes.notSignedIn)
    else if (this.#pages.has(page)) this.#hear(page, keys)
  }
}

function welcome(hub: Hub, limits: NewsLimits, socket: WebSocket, request: FastifyRequest): void {
  let messages = 0
  let joining = false
  const join = (token: string) => {
    joining = true
    clearTimeout(timer)
    hub.join(socket, token).catch(() => socket.close(newsCloseCodes.tryLater))
  }
  const timer = setTimeout(() => socket.close(newsCloseCodes.notSignedIn), limits.signInMs)
  socket.on('close', () => clearTimeout(timer))
  socket.on('error', () => socket.terminate())
  socket.on('message', (data) => {
    messages += 1
    if (messages > limits.messages) return socket.close(newsCloseCodes.tooMany)
    if (joining) return
    const token = tokenIn(Buffer.isBuffer(data) ? data : Buffer.from(String(data)))
    if (token === undefined) socket.close(newsCloseCodes.notSignedIn)
    else join(token)
  })
  if (hub.full) return socket.close(newsCloseCodes.tryLater)
  const cookie = request.cookies[sessionCookie]
  // A cookie comes along by itself: it counts only for a page that has said where it is from.
  if (cookie !== undefined && request.headers.origin !== undefined) join(cookie)
}

/**
 * `GET /news`, a WebSocket: an open page says who it is (cookie, or `{token}` as its first message) and is
 * told `{topic, at}` when something of its person, employers or queues has changed. It is told nothing else:
 * what has changed it asks for by the ordinary endpoints. Other origins are refused.
 */
export async function serveNews(
  server: FastifyInstance,
  deps: Deps,
  lookUp: (token: string) => Promise<Actor>,
  limits: NewsLimits = usual,
): Promise<void> {
  const hub = new Hub(deps, lookUp, limits)
  let listener: Promise<Listener> | undefined
  const listenOnce = () =>
    (listener ??= listen({
      url: deps.config.databaseUrl,
      channel: newsChannel,
      log: deps.log,
      onPayload: (payload) => hub.spread(payload),
      onReturn: () => hub.allLookAgain(),
    }).catch((error: unknown) => {
      listener = undefined
      throw error
    }))
  const heart = setInterval(() => hub.beat(performance.now()), limits.heartbeatMs)
  heart.unref()
  await server.register(websocket, { options: { maxPayload: 4_096, perMessageDeflate: false } })
  server.route({
    method: 'GET',
    url: '/news',
    onRequest: async (request) => {
      if (strange(request, deps.config.publicUrl)) throw new Refusal('NotFound')
      if (request.ws) await listenOnce()
    },
    handler: async () => {
      throw new Refusal('NotFound')
    },
    wsHandler: (socket, request) => welcome(hub, limits, socket, request),
  })
  server.addHook('onClose', async () => {
    clearInterval(heart)
    await (await listener)?.close()
  })
}
