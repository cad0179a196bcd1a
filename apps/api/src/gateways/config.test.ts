import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gatewayConfigFromEnv, missingGatewayConfiguration, missingInGatewayConfig } from './config.ts'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'

let world: TestWorld
let folder: string
beforeAll(async () => {
  world = await startTestWorld()
  folder = await mkdtemp(join(tmpdir(), 'gateways-'))
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, value: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

test('the sandbox’s own file lacks nothing', async () => {
  const env = { GATEWAYS_FILE: await file('whole.json', world.config) }
  expect(missingGatewayConfiguration(env)).toEqual([])
  expect(gatewayConfigFromEnv(env)).toEqual(world.config)
})

test('every gap is named', async () => {
  expect(missingGatewayConfiguration({})).toEqual(['GATEWAYS_FILE'])
  const { sms: _sms, ...rest } = world.config
  const gaps = { ...rest, bank: { ...rest.bank, secret: '' }, wechatPay: { ...rest.wechatPay, platformKeys: [] } }
  expect(missingInGatewayConfig(gaps)).toEqual(['sms', 'bank.secret', 'wechatPay.platformKeys'])
  const env = { GATEWAYS_FILE: await file('gaps.json', gaps) }
  expect(missingGatewayConfiguration(env)).toContain('GATEWAYS_FILE:bank.secret')
  expect(() => gatewayConfigFromEnv(env)).toThrow(/bank\.secret/)
  expect(missingGatewayConfiguration({ GATEWAYS_FILE: await file('broken.json', '{') })).toHaveLength(1)
})

test('production refuses plain http, and a sandbox that was not asked for by name', async () => {
  const real = { ...world.config, world: 'production' }
  expect(missingInGatewayConfig(real)).toContain('sms.endpoint')
  const GATEWAYS_FILE = await file('sandboxed.json', world.config)
  expect(missingGatewayConfiguration({ GATEWAYS_FILE, WORLD: 'production' })).toEqual(['GATEWAYS_FILE:world'])
  const asked = { GATEWAYS_FILE, WORLD: 'production', ALLOW_SANDBOX_GATEWAYS: 'yes' }
  expect(missingGatewayConfiguration(asked)).toEqual([])
})

test('keys may stay in files of their own', async () => {
  await file('key.pem', 'KEY TEXT')
  const value = { ...world.config, bank: { ...world.config.bank, secret: 'file:key.pem' } }
  const config = gatewayConfigFromEnv({ GATEWAYS_FILE: await file('split.json', value) })
  expect(config.bank.secret).toBe('KEY TEXT')
})
