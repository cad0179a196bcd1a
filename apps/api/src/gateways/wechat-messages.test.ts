import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'

let world: TestWorld
beforeEach(async () => {
  world = await startTestWorld()
})
afterEach(() => world.close())

const data = { thing1: '茶厂拣茶', thing2: '社口镇茶厂', time3: '2026-09-02 08:00', amount4: '200.00元' }
const allow = (openid: string) => world.act('POST', '/wechat/allowed-messages', { openid })
const send = (openid: string, more: Record<string, string> = {}, gateways = world.gateways) =>
  gateways.wechatMessages?.sendOffer({ openid, page: 'worker/asked', data: { ...data, ...more } })
const received = (openid: string) => world.act('GET', `/wechat/messages?openid=${openid}`)

test('允许一次发一条;没允许的、用完了的发不出去', async () => {
  await expect(send('openid-a')).rejects.toMatchObject({ kind: 'rejected', code: '43101' })
  await allow('openid-a')
  await allow('openid-a')
  await send('openid-a')
  await send('openid-a')
  await expect(send('openid-a')).rejects.toMatchObject({ kind: 'rejected', code: '43101' })
  await expect(send('openid-b')).rejects.toMatchObject({ kind: 'rejected', code: '43101' })
  const message = { openid: 'openid-a', page: 'worker/asked', data }
  expect(await received('openid-a')).toMatchObject([message, message])
})

test('内容太长不收,也不用掉一次允许', async () => {
  await allow('openid-a')
  const long = { thing1: '一'.repeat(21) }
  await expect(send('openid-a', long)).rejects.toMatchObject({ kind: 'rejected', code: '47003' })
  await send('openid-a')
})

test('凭证过期了、在别处换过了,自己再要一个接着发', async () => {
  await allow('openid-a')
  await allow('openid-a')
  await send('openid-a')
  await world.setClock('2026-09-01T11:00:00+08:00')
  await send('openid-a')
  await allow('openid-a')
  const { appid, secret, baseUrl } = world.config.wechatMessages!
  await fetch(`${baseUrl}/cgi-bin/stable_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credential', appid, secret, force_refresh: true }),
  })
  await send('openid-a')
  expect(await received('openid-a')).toHaveLength(3)
})

test('密钥不对、没有回应、答非所问:都不会当成发了;断线不重发', async () => {
  await allow('openid-a')
  await allow('openid-a')
  const wrong = world.gatewaysWith((config) => {
    if (config.wechatMessages) config.wechatMessages.secret = 'another'
  })
  await expect(send('openid-a', {}, wrong)).rejects.toMatchObject({ kind: 'rejected', code: '40125' })
  await world.fault('wechatMessages', 'lying', 1)
  await expect(send('openid-a')).rejects.toMatchObject({ kind: 'untrusted' })
  await send('openid-a')
  await world.fault('wechatMessages', 'lost', 1)
  await expect(send('openid-a')).rejects.toMatchObject({ kind: 'unavailable' })
  expect(await received('openid-a')).toHaveLength(2)
})
