import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'

let world: TestWorld
beforeEach(async () => {
  world = await startTestWorld()
})
afterEach(() => world.close())

async function codeOf(openid: string): Promise<string> {
  const { code } = (await world.act('POST', '/wechat/login-codes', { openid })) as { code: string }
  return code
}
const openidOf = (code: string, gateways = world.gateways) => gateways.wechatLogin?.openidOf(code)

test('手机给的登录码换到它的微信;一个码只能用一次,五分钟作废', async () => {
  const code = await codeOf('openid-a')
  expect(await openidOf(code)).toBe('openid-a')
  await expect(openidOf(code)).rejects.toMatchObject({ kind: 'rejected', code: '40163' })
  await expect(openidOf('made-up')).rejects.toMatchObject({ kind: 'rejected', code: '40029' })
  const old = await codeOf('openid-a')
  await world.setClock('2026-09-01T08:05:01+08:00')
  await expect(openidOf(old)).rejects.toMatchObject({ kind: 'rejected', code: '40029' })
})

test('密钥不对、没有回应、答非所问:都不会当成绑好', async () => {
  const wrong = world.gatewaysWith((config) => {
    if (config.wechatLogin) config.wechatLogin.secret = 'another'
  })
  await expect(openidOf(await codeOf('openid-a'), wrong)).rejects.toMatchObject({ kind: 'rejected', code: '40125' })
  await world.fault('wechatLogin', 'down')
  await expect(openidOf(await codeOf('openid-a'))).rejects.toMatchObject({ kind: 'unavailable' })
  await world.fault('wechatLogin', 'lying')
  await expect(openidOf(await codeOf('openid-a'))).rejects.toMatchObject({ kind: 'untrusted' })
})
