import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { newKey } from '../kernel/crypto/keyring.ts'
import { Refusal } from './claim.ts'

/** How this start was asked for. */
export type StartSettings = {
  host: string
  port: number
  sandboxPort: number
  dataDir: string
  schema: string
  world: 'demonstration' | 'production'
  /** The sandbox answers always in a demonstration, in production only when asked for by name. */
  sandbox: boolean
  watch: boolean
  /** Children's output to our own output instead of `<dataDir>/logs`. */
  logsHere: boolean
  /** Build the web pages whose sources changed; off where something in front serves them. */
  frontEnds: boolean
}

/**
 * Reads PORT, HOST, DATA_DIR, DB_SCHEMA, DATABASE_URL, SANDBOX, FRONT_ENDS and LOGS.
 * @throws Refusal when PORT is not a port
 */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): StartSettings {
  const port = Number(env.PORT ?? 8080)
  if (!Number.isInteger(port) || port < 1 || port > 65_534) {
    throw new Refusal(`PORT must be a number between 1 and 65534, not "${env.PORT}"`)
  }
  const production = Boolean(env.DATABASE_URL)
  const watch = args.includes('--watch')
  return {
    host: env.HOST ?? '127.0.0.1',
    port,
    sandboxPort: port + 1,
    dataDir: resolve(env.DATA_DIR ?? '.data'),
    schema: env.DB_SCHEMA ?? 'ningde',
    world: production ? 'production' : 'demonstration',
    sandbox: !production || env.SANDBOX === '1',
    watch,
    frontEnds: env.FRONT_ENDS !== 'off',
    logsHere: production || watch || env.LOGS === 'here',
  }
}

/** Address people use: an address that means "every interface" cannot be opened in a browser. */
export function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** Keys of a demonstration: made once at random and kept with its data. Production keys come from outside. */
export function demonstrationKeys(dataDir: string): Record<string, string> {
  const file = join(dataDir, 'demonstration-keys.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const keys = {
    FIELD_KEYS: newKey('d1'),
    INDEX_KEYS: newKey('d1'),
    SESSION_SECRET: randomBytes(32).toString('base64url'),
  }
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 })
  return keys
}
