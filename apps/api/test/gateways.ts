import { cp, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox, type Sandbox } from '../../sandbox/src/main.ts'
import { createGateways, type GatewayConfig, type Gateways } from '../src/gateways/index.ts'
import type { Clock } from '../src/kernel/clock.ts'
import { silentLog, type Log } from '../src/kernel/log.ts'

const keys = fileURLToPath(new URL('../../../.cache/test-sandbox', import.meta.url))

export type SmsSeen = { phone: string; text: string; templateCode: string; params: Record<string, string> }

export type TestOutside = {
  gateways: Gateways
  config: GatewayConfig
  sandbox: Sandbox
  /** The sandbox's own JSON: `outside.get('/sms?phone=…')`. */
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  close(): Promise<void>
}

/** Key pairs take most of a second to make; tests share them, nothing else. */
async function withSharedKeys(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const ready = await stat(join(keys, 'gateways.json')).catch(() => undefined)
  if (!ready) return
  await cp(join(keys, 'authority'), join(folder, 'authority'), { recursive: true })
  await cp(join(keys, 'credentials.json'), join(folder, 'credentials.json'))
}

/** The real adapters against the real sandbox over HTTP, on the test's clock. */
export async function testOutside(
  folder: string,
  clock: Clock,
  callbackBaseUrl: string,
  log: Log = silentLog,
): Promise<TestOutside> {
  await withSharedKeys(folder)
  const sandbox = await startSandbox({ port: 0, dataDir: folder, callbackBaseUrl, clock: () => clock.now() })
  const config = sandbox.gatewayConfig as GatewayConfig
  const gateways = createGateways(config, { clock: () => clock.now(), fetch, log })
  async function ask<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await fetch(`${sandbox.url}${path}`, init)
    if (!response.ok) throw new Error(`sandbox ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    gateways,
    config,
    sandbox,
    get: (path) => ask(path),
    post: (path, body) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      }),
    close: () => sandbox.close(),
  }
}
