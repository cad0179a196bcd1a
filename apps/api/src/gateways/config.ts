/** Where the outside world is and what proves us there: one JSON file, checked before anything starts. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { BankConfig } from './bank.ts'
import { isRecord } from './call.ts'
import type { NumberMaskingConfig } from './number-masking.ts'
import type { SignedJsonConfig } from './signed-json.ts'
import type { SigningCertificatesConfig } from './signing-certificates.ts'
import type { SmsConfig } from './sms.ts'
import type { TimestampConfig } from './timestamp.ts'
import type { VoiceConfig } from './voice.ts'
import type { WechatLoginConfig } from './wechat-login.ts'
import type { WechatMessagesConfig } from './wechat-messages.ts'
import type { WechatPayConfig } from './wechat-pay.ts'

export interface GatewayConfig {
  /** `sandbox` allows plain http and must be asked for by name; `production` does not. */
  world: 'sandbox' | 'production'
  sms: SmsConfig
  identityCheck: SignedJsonConfig
  wechatPay: WechatPayConfig
  bank: BankConfig
  timestamp: TimestampConfig
  signingCertificates: SigningCertificatesConfig
  /** Left out: people are given the desk's number instead. */
  numberMasking?: NumberMaskingConfig
  /** Left out: people without an app or SMS stand on the clerks' call list instead. */
  voice?: VoiceConfig
  /** Left out: there is no mini-program, and wallets are not bound. */
  wechatLogin?: WechatLoginConfig
  /** Left out: nobody is asked to allow a message in WeChat, and none is sent. */
  wechatMessages?: WechatMessagesConfig
}

type Env = Record<string, string | undefined>

const TEXTS: Record<string, readonly string[]> = {
  sms: ['endpoint', 'accessKeyId', 'accessKeySecret', 'signName', 'receiptToken'],
  identityCheck: ['baseUrl', 'keyId', 'secret'],
  wechatPay: [
    'baseUrl',
    'mchid',
    'appid',
    'merchantSerial',
    'merchantPrivateKey',
    'apiV3Key',
    'transferSceneId',
    'userRecvPerception',
    'notifyUrl',
  ],
  bank: ['baseUrl', 'keyId', 'secret', 'payrollAccountNo'],
  timestamp: ['url', 'trustedCa'],
  signingCertificates: ['privateKey', 'certificate'],
}
/** Parts a city may do without; where one is named it is whole. */
const OPTIONAL_TEXTS: Record<string, readonly string[]> = {
  numberMasking: ['endpoint', 'accessKeyId', 'accessKeySecret', 'poolKey'],
  voice: ['endpoint', 'accessKeyId', 'accessKeySecret', 'showNumber', 'receiptToken'],
  wechatLogin: ['baseUrl', 'appid', 'secret'],
  wechatMessages: ['baseUrl', 'appid', 'secret', 'offerTemplateId'],
}
const ADDRESSES = ['endpoint', 'baseUrl', 'url', 'notifyUrl']

/**
 * Paths of what is absent or not allowed, e.g. `sms.endpoint`; empty when all is there.
 * `production` additionally refuses plain http.
 */
export function missingInGatewayConfig(value: unknown): string[] {
  if (!isRecord(value)) return ['the whole file']
  const named = Object.entries(OPTIONAL_TEXTS).filter(([section]) => value[section] !== undefined)
  const missing = [...Object.entries(TEXTS), ...named].flatMap(([section, fields]) => {
    const part = value[section]
    if (!isRecord(part)) return [section]
    return fields
      .filter((field) => !acceptable(value['world'], field, part[field]))
      .map((field) => `${section}.${field}`)
  })
  if (value['world'] !== 'sandbox' && value['world'] !== 'production') missing.unshift('world')
  if (!hasPlatformKeys(value['wechatPay'])) missing.push('wechatPay.platformKeys')
  const certificates = value['signingCertificates']
  if (isRecord(certificates) && !Array.isArray(certificates['chain'])) missing.push('signingCertificates.chain')
  return missing
}

function acceptable(world: unknown, field: string, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false
  if (!ADDRESSES.includes(field)) return true
  return URL.canParse(value) && (world === 'sandbox' || new URL(value).protocol === 'https:')
}

function hasPlatformKeys(wechatPay: unknown): boolean {
  const keys = isRecord(wechatPay) ? wechatPay['platformKeys'] : undefined
  const whole = (one: unknown) =>
    isRecord(one) && typeof one['serial'] === 'string' && typeof one['publicKey'] === 'string'
  return Array.isArray(keys) && keys.length > 0 && keys.every(whole)
}

/**
 * Reads the file; a text `file:NAME` stands for that file's content, relative to the configuration, so that
 * keys stay in files of their own. Errors: those of the file system and of JSON.
 */
export function readGatewayFile(path: string): unknown {
  const folder = dirname(resolve(path))
  return JSON.parse(readFileSync(path, 'utf8'), (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith('file:')
      ? readFileSync(resolve(folder, value.slice(5)), 'utf8')
      : value,
  ) as unknown
}

/**
 * Names of settings that are absent: `GATEWAYS_FILE`, or `GATEWAYS_FILE:PATH` for each gap in the file.
 * In the production world a sandbox file counts as missing unless `ALLOW_SANDBOX_GATEWAYS=yes` asks for it by name.
 */
export function missingGatewayConfiguration(env: Env): string[] {
  if (!env['GATEWAYS_FILE']) return ['GATEWAYS_FILE']
  let value: unknown
  try {
    value = readGatewayFile(env['GATEWAYS_FILE'])
  } catch (error) {
    return [`GATEWAYS_FILE:${error instanceof Error ? error.message : 'unreadable'}`]
  }
  const missing = missingInGatewayConfig(value).map((path) => `GATEWAYS_FILE:${path}`)
  const sandboxed = isRecord(value) && value['world'] === 'sandbox'
  const refused = env['WORLD'] === 'production' && sandboxed && env['ALLOW_SANDBOX_GATEWAYS'] !== 'yes'
  return refused ? ['GATEWAYS_FILE:world', ...missing] : missing
}

/** The configuration named by `GATEWAYS_FILE`. Throws when `missingGatewayConfiguration` lists anything. */
export function gatewayConfigFromEnv(env: Env): GatewayConfig {
  const missing = missingGatewayConfiguration(env)
  if (missing.length > 0) throw new Error(`缺少配置:${missing.join('、')}`)
  return readGatewayFile(env['GATEWAYS_FILE'] ?? '') as GatewayConfig
}
