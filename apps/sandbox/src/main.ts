/** The sandbox: one program standing in for the outside world over HTTP. Nothing in it is real. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { BankService } from './bank.ts'
import { ensureSandboxAuthority } from './ca.ts'
import { Callbacks } from './callbacks.ts'
import { chinaIso, createSandboxClock } from './clock.ts'
import { ensureSandboxCredentials } from './credentials.ts'
import { writeDurably } from './durable.ts'
import { Faults } from './faults.ts'
import { gatewayConfigFor } from './gateway-config.ts'
import type { SandboxGatewayConfig } from './gateway-config.ts'
import { IdentityService } from './identity.ts'
import { acceptRawBodies, header, jsonBody, SandboxInputError, text } from './input.ts'
import { Journal } from './journal.ts'
import { NumberMaskingService } from './number-masking.ts'
import { renderWindow } from './pages.ts'
import { noticeHeaders } from './signed-json.ts'
import { SmsService } from './sms.ts'
import { readTemplates } from './templates.ts'
import { TsaService } from './tsa.ts'
import { VoiceService } from './voice.ts'
import { WechatBook } from './wechat-bills.ts'
import { WechatLoginService } from './wechat-login.ts'
import { WechatMessagesService } from './wechat-messages.ts'
import { WechatPayService } from './wechat-pay.ts'
import { platformHeaders } from './wechat-signing.ts'
import { newId } from './world.ts'
import type { World } from './world.ts'

export interface SandboxOptions {
  /** 0: any free port. */
  port: number
  /** Loopback unless said otherwise: anyone who reaches the sandbox reads its SMS codes. */
  host?: string
  /** Keys, certificates and memory live here. */
  dataDir: string
  /** Where the platform listens for notices, e.g. `http://127.0.0.1:8080`; absent: nobody is told. */
  callbackBaseUrl?: string
  clock?: () => Date
  /** Template code → wording with `${name}` places, beside those of templates.json. */
  smsTemplates?: Record<string, string>
  /** A name holding these gets "mismatch" or "unavailable" from the real-name check. */
  markers?: { mismatch: string; unavailable: string }
}

export interface Sandbox {
  url: string
  /** What the platform needs to talk to this sandbox; also written to `dataDir/gateways.json`. */
  gatewayConfig: SandboxGatewayConfig
  /** Delivers every waiting notice once, now; resolves to how many still wait. */
  deliverNotices: () => Promise<number>
  close: () => Promise<void>
}

const DEFAULT_MARKERS = { mismatch: '不符', unavailable: '查询失败' }

/** Starts the sandbox. Errors: those of the file system and of listening. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  await mkdir(options.dataDir, { recursive: true })
  const { world, app, services, journal } = await build(options)
  await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The sandbox listens on no port')
  const everywhere = options.host === undefined || options.host === '0.0.0.0' || options.host === '::'
  const url = `http://${everywhere ? '127.0.0.1' : options.host}:${address.port}`
  const gatewayConfig = gatewayConfigFor(url, world)
  await writeDurably(join(options.dataDir, 'gateways.json'), `${JSON.stringify(gatewayConfig, null, 2)}\n`)
  if (world.callbacks.pending > 0) world.callbacks.schedule(0)
  let closing: Promise<void> | undefined
  const closeAll = async () => {
    await app.close()
    await services.callbacks.close()
    await journal.close()
  }
  const close = () => (closing ??= closeAll())
  return { url, gatewayConfig, deliverNotices: () => services.callbacks.flush(), close }
}

async function build(options: SandboxOptions) {
  const clock = createSandboxClock(options.clock ?? (() => new Date()))
  const credentials = await ensureSandboxCredentials(options.dataDir)
  const authority = await ensureSandboxAuthority(options.dataDir)
  const journalHolder: { journal?: Journal } = {}
  const journalNow = () => {
    if (!journalHolder.journal) throw new Error('The sandbox journal is not open')
    return journalHolder.journal
  }
  const callbacks = new Callbacks({
    journal: journalNow,
    fetch,
    signers: {
      none: () => ({}),
      hmac: (one) => noticeHeaders(credentials.bank, one.url, one.body, clock.now()),
      wechatPay: (one) => platformHeaders(credentials.wechatPay, one.body, clock.now()),
    },
  })
  const world: World = {
    clock,
    credentials,
    authority,
    callbacks,
    faults: new Faults(),
    callbackBaseUrl: options.callbackBaseUrl?.replace(/\/$/, ''),
    record: (kind, data) => journalNow().record(kind, data),
    flushed: () => journalNow().flushed(),
    newId,
  }
  const services = assemble(world, options, await readTemplates())
  journalHolder.journal = await Journal.open(join(options.dataDir, 'journal.jsonl'), ({ kind, data }) => {
    for (const one of services.replaying) one.apply(kind, data)
  })
  const app = await server(world, services)
  return { world, app, services, journal: journalHolder.journal }
}

function assemble(world: World, options: SandboxOptions, templates: Record<string, string>) {
  const markers = options.markers ?? DEFAULT_MARKERS
  const book = new WechatBook()
  const sms = new SmsService(world, { ...templates, ...options.smsTemplates })
  const bank = new BankService(world, markers.mismatch)
  const wechatPay = new WechatPayService(world, book)
  const identity = new IdentityService(world, markers)
  const tsa = new TsaService(world)
  const masking = new NumberMaskingService(world)
  const voice = new VoiceService(world)
  const login = new WechatLoginService(world)
  const messages = new WechatMessagesService(world)
  const { callbacks } = world
  return {
    book,
    sms,
    bank,
    wechatPay,
    identity,
    tsa,
    masking,
    voice,
    login,
    messages,
    callbacks,
    replaying: [book, sms, bank, masking, voice, messages, callbacks],
  }
}

async function server(world: World, services: ReturnType<typeof assemble>): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 16 * 1024 * 1024 })
  acceptRawBodies(app)
  app.setErrorHandler((error, _request, reply) => {
    const mine = error instanceof SandboxInputError
    const message = error instanceof Error ? error.message : 'unknown error'
    return reply.code(mine ? 400 : 500).send({ message })
  })
  // A button of the window goes back to the window.
  app.addHook('onSend', async (request, reply, payload) => {
    const pressed = request.method === 'POST' && header(request, 'accept').includes('text/html')
    if (pressed && reply.statusCode < 300) void reply.code(303).header('location', '/')
    return payload
  })
  const { sms, identity, wechatPay, bank, tsa, masking, voice, login, messages } = services
  for (const one of [sms, identity, wechatPay, bank, tsa, masking, voice, login, messages]) one.routes(app)
  control(app, world, services)
  return app
}

function control(app: FastifyInstance, world: World, services: ReturnType<typeof assemble>): void {
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/faults', () => world.faults.list())
  app.post('/faults', (request) => {
    world.faults.set(jsonBody(request))
    return world.faults.list()
  })
  app.get('/clock', () => ({ now: chinaIso(world.clock.now()) }))
  app.post('/clock', async (request) => {
    const now = new Date(text(jsonBody(request), 'now'))
    if (Number.isNaN(now.getTime())) throw new SandboxInputError('now: an ISO 8601 time is needed')
    world.clock.set(now)
    await services.wechatPay.sweep()
    return { now: chinaIso(world.clock.now()) }
  })
  app.post('/notices/deliver', async () => ({ waiting: await services.callbacks.flush() }))
  app.get('/', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
      .send(renderWindow(windowOf(world, services))),
  )
}

const SHOWN = 100

function windowOf(world: World, services: ReturnType<typeof assemble>) {
  const newest = <T>(all: Iterable<T>) => [...all].slice(-SHOWN).reverse()
  return {
    now: chinaIso(world.clock.now()),
    pendingNotices: services.callbacks.pending,
    sms: services.sms.list(undefined, SHOWN),
    replies: services.sms.replies().slice(0, SHOWN),
    calls: services.voice.list(undefined, SHOWN),
    bills: newest(services.book.bills.values()),
    authorisations: newest(services.book.authorisations.values()),
    files: newest(services.bank.files.values()),
    incoming: newest(services.bank.incoming),
  }
}

/**
 * HOST, PORT, DATA_DIR (the sandbox keeps `DATA_DIR/sandbox`) and API_URL, where the platform takes notices.
 * A parent process is told `{ready, url, env}`; `env.GATEWAYS_FILE` configures the platform for this sandbox.
 */
async function run(): Promise<void> {
  const { HOST, PORT, DATA_DIR, API_URL } = process.env
  const dataDir = resolve(DATA_DIR ?? '.data', 'sandbox')
  const sandbox = await startSandbox({
    port: Number(PORT ?? 0),
    dataDir,
    ...(HOST === undefined ? {} : { host: HOST }),
    ...(API_URL === undefined ? {} : { callbackBaseUrl: API_URL }),
  })
  const env = { GATEWAYS_FILE: join(dataDir, 'gateways.json') }
  if (process.send) process.send({ ready: true, url: sandbox.url, env })
  else process.stdout.write(`ready: sandbox ${sandbox.url}\n`)
  const stop = () => void sandbox.close().then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, stop)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run()
