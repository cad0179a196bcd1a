/** A sandbox on a free port, gateways that talk to it, and a platform that listens for notices. */
import { rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureSandboxAuthority } from '../../../sandbox/src/ca.ts'
import { ensureSandboxCredentials } from '../../../sandbox/src/credentials.ts'
import { startSandbox } from '../../../sandbox/src/main.ts'
import type { GatewayConfig, Gateways, GatewayTools } from './index.ts'
import { createGateways } from './index.ts'

export interface Notice {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

export interface TestWorld {
  url: string
  config: GatewayConfig
  gateways: Gateways
  /** Gateways with something changed: a wrong key, another limit. */
  gatewaysWith: (change: (config: GatewayConfig) => void, tools?: Partial<GatewayTools>) => Gateways
  notices: Notice[]
  /** Waits until the platform has been told everything there is to tell. */
  deliver: () => Promise<number>
  /** Moves both clocks. */
  setClock: (iso: string) => Promise<void>
  fault: (service: string, mode: string, times?: number, delayMs?: number) => Promise<void>
  act: (method: string, path: string, value?: unknown) => Promise<unknown>
  close: () => Promise<void>
}

interface Answered {
  status: number
  body: string
}

export const START = '2026-09-01T08:00:00+08:00'

/** `answer`: what the platform says to a notice; 200 and an empty object unless given. */
export async function startTestWorld(answer: () => Answered = taken): Promise<TestWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
  await cp(await keysOnce(), dataDir, { recursive: true })
  let now = new Date(START)
  const clock = () => new Date(now)
  const platform = await listen(answer)
  const templates = { SIGN_IN_CODE: '验证码${code},${minutes}分钟内有效。', PLAIN: '明天见。' }
  const sandbox = await startSandbox({
    port: 0,
    dataDir,
    callbackBaseUrl: platform.url,
    clock,
    smsTemplates: templates,
  })
  const tools: GatewayTools = { fetch, clock, log: { warn: () => {} }, timeoutMs: 5_000, retryPauseMs: 1 }
  const act = async (method: string, path: string, value?: unknown) => {
    const body = value === undefined ? {} : { body: JSON.stringify(value) }
    const response = await fetch(`${sandbox.url}${path}`, { method, ...body })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as unknown
  }
  return {
    url: sandbox.url,
    config: sandbox.gatewayConfig,
    gateways: createGateways(sandbox.gatewayConfig, tools),
    gatewaysWith: (change, changed = {}) => {
      const config: GatewayConfig = structuredClone(sandbox.gatewayConfig)
      change(config)
      return createGateways(config, { ...tools, ...changed })
    },
    notices: platform.notices,
    deliver: sandbox.deliverNotices,
    setClock: async (iso) => {
      now = new Date(iso)
    },
    fault: async (service, mode, times, delayMs) => {
      await act('POST', '/faults', { service, mode, times, delayMs })
    },
    act,
    close: async () => {
      await sandbox.close()
      await platform.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

let keys: Promise<string> | undefined

/** A folder with a sandbox's keys: making them anew for every test would take most of the time. */
function keysOnce(): Promise<string> {
  keys ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-keys-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    await Promise.all([ensureSandboxAuthority(folder), ensureSandboxCredentials(folder)])
    return folder
  })()
  return keys
}

const taken = () => ({ status: 200, body: '{"code":0,"msg":"ok"}' })

async function listen(answer: () => Answered) {
  const notices: Notice[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (body += part))
    request.on('end', () => {
      notices.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      const { status, body: text } = answer()
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, notices, close }
}
