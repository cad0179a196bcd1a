import { resolve } from 'node:path'
import type { GatewayConfig } from '../gateways/index.ts'
import { gatewayConfigFromEnv, missingGatewayConfiguration } from '../gateways/index.ts'

export type World = 'demonstration' | 'production'
export type AppRole = 'http' | 'worker' | 'dispatcher'

export type Config = {
  world: World
  role: AppRole
  host: string
  port: number
  /** Where people reach the platform: links and QR codes begin with it. No slash at the end. */
  publicUrl: string
  databaseUrl: string
  schema: string
  dataDir: string
  fieldKeys: string
  indexKeys: string
  sessionSecret: string
  /** Connections to the database per process. */
  maxConnections: number
  gateways: GatewayConfig
  /** The sandbox's own address in a demonstration: it follows the moved clock. */
  sandboxUrl: string | null
  /** Proxies in front (addresses or networks, comma-separated) whose X-Forwarded-For is believed. */
  trustedProxies: string[]
}

type Env = Record<string, string | undefined>

// WORLD has no default: a forgotten one would open the demonstration's clock to everybody.
const required = ['WORLD', 'DATABASE_URL_APP', 'FIELD_KEYS', 'INDEX_KEYS', 'SESSION_SECRET', 'PUBLIC_URL'] as const

/** Names of settings that are needed and absent; production refuses to start while any is. */
export function missingConfiguration(env: Env): string[] {
  return [...required.filter((name) => !env[name]), ...missingGatewayConfiguration(env)]
}

export function readConfig(env: Env = process.env): Config {
  const missing = missingConfiguration(env)
  if (missing.length > 0) throw new Error(`缺少配置:${missing.join('、')}。请设置后再启动。`)
  const port = Number(env.PORT ?? 8080)
  return {
    world: env.WORLD === 'production' ? 'production' : 'demonstration',
    role: env.ROLE === 'worker' || env.ROLE === 'dispatcher' ? env.ROLE : 'http',
    host: env.HOST ?? '127.0.0.1',
    port,
    publicUrl: env.PUBLIC_URL!.replace(/\/$/, ''),
    databaseUrl: env.DATABASE_URL_APP!,
    schema: env.DB_SCHEMA ?? 'ningde',
    dataDir: resolve(env.DATA_DIR ?? '.data'),
    fieldKeys: env.FIELD_KEYS!,
    indexKeys: env.INDEX_KEYS!,
    sessionSecret: env.SESSION_SECRET!,
    maxConnections: Number(env.DB_CONNECTIONS ?? 12),
    gateways: gatewayConfigFromEnv(env),
    sandboxUrl: env.SANDBOX_URL ?? null,
    trustedProxies: (env.TRUSTED_PROXIES ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  }
}
