import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signAcs3 } from './acs3-signature.ts'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'

const message = {
  to: '15400000001',
  templateCode: 'SIGN_IN_CODE',
  params: { code: '123456', minutes: '5' },
  outId: 'm1',
}

describe('signature', () => {
  // The fixed example of Alibaba Cloud's document on the V3 signature.
  test('gives the published result for the published request', () => {
    const { headers } = signAcs3({
      method: 'POST',
      endpoint: 'https://ecs.cn-shanghai.aliyuncs.com/',
      query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
      action: 'RunInstances',
      version: '2014-05-26',
      accessKeyId: 'YourAccessKeyId',
      accessKeySecret: 'YourAccessKeySecret',
      now: new Date('2023-10-26T10:22:32Z'),
      nonce: '3156853299f313e23d1673dc12e1703d',
    })
    expect(headers['authorization']).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })
})

describe('against the sandbox', () => {
  let world: TestWorld
  beforeEach(async () => {
    world = await startTestWorld()
  })
  afterEach(() => world.close())

  test('短信送出,开发者窗口看得到全文,回执送回平台', async () => {
    const { providerMessageId } = await world.gateways.sms.send(message)
    const listed = await world.act('GET', '/sms?phone=15400000001')
    expect(listed).toMatchObject([{ text: '【宁德零工(沙箱)】验证码123456,5分钟内有效。', outId: 'm1' }])
    expect(await world.act('GET', '/sms?phone=15400000002')).toEqual([])
    expect(await world.deliver()).toBe(0)
    expect(world.notices).toHaveLength(1)
    const [notice] = world.notices
    const token = notice!.url.split('/').at(-1)!
    expect(world.gateways.sms.readReceipts({ token, body: JSON.parse(notice!.body) })).toEqual([
      {
        phone: '15400000001',
        outId: 'm1',
        providerMessageId,
        delivered: true,
        code: 'DELIVERED',
        message: '用户接收成功',
        sentAt: '2026-09-01T08:00:00+08:00',
        reportedAt: '2026-09-01T08:00:00+08:00',
      },
    ])
  })

  test('a receipt with another token is not believed', () => {
    expect(() => world.gateways.sms.readReceipts({ token: 'x', body: [] })).toThrow(/badToken/)
  })

  test('a phone out of reach is reported as not delivered', async () => {
    await world.act('PUT', '/sms/unreachable/15400000001')
    await world.gateways.sms.send(message)
    await world.deliver()
    const [notice] = world.notices
    const [receipt] = world.gateways.sms.readReceipts({
      token: world.config.sms.receiptToken,
      body: JSON.parse(notice!.body),
    })
    expect(receipt).toMatchObject({ delivered: false, code: 'MOBILE_NOT_ON_SERVICE' })
  })

  test('a wrong secret is refused and nothing is kept', async () => {
    const wrong = world.gatewaysWith((config) => {
      config.sms.accessKeySecret = 'wrong'
    })
    await expect(wrong.sms.send(message)).rejects.toMatchObject({ kind: 'rejected', code: 'SignatureDoesNotMatch' })
    expect(await world.act('GET', '/sms')).toEqual([])
  })

  test('the same signed request twice is refused the second time', async () => {
    const { endpoint, accessKeyId, accessKeySecret, signName } = world.config.sms
    const query = {
      PhoneNumbers: message.to,
      SignName: signName,
      TemplateCode: 'PLAIN',
      TemplateParam: '{}',
      OutId: 'r',
    }
    const signed = signAcs3({
      method: 'POST',
      endpoint,
      query,
      action: 'SendSms',
      version: '2017-05-25',
      accessKeyId,
      accessKeySecret,
      now: new Date('2026-09-01T00:00:00Z'),
      nonce: 'once',
    })
    const send = async () => (await fetch(signed.url, { method: 'POST', headers: signed.headers })).json()
    expect(await send()).toMatchObject({ Code: 'OK' })
    expect(await send()).toMatchObject({ Code: 'SignatureNonceUsed' })
  })

  test('an unknown template and a missing value carry the provider’s codes', async () => {
    const { sms } = world.gateways
    await expect(sms.send({ ...message, templateCode: 'NONE' })).rejects.toMatchObject({
      kind: 'rejected',
      code: 'isv.SMS_TEMPLATE_ILLEGAL',
    })
    await expect(sms.send({ ...message, params: { code: '1' } })).rejects.toMatchObject({
      code: 'isv.TEMPLATE_MISSING_PARAMETERS',
    })
  })

  test('down for two attempts: the third one sends, once', async () => {
    await world.fault('sms', 'down', 2)
    await world.gateways.sms.send(message)
    expect(await world.act('GET', '/sms')).toHaveLength(1)
  })

  test('down for good: the outcome is unknown, with the last code', async () => {
    await world.fault('sms', 'down')
    await expect(world.gateways.sms.send(message)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'http503',
      outcomeUnknown: true,
    })
  })

  test('slow beyond the limit: given up', async () => {
    await world.fault('sms', 'slow', 1, 60_000)
    const impatient = world.gatewaysWith(() => {}, { timeoutMs: 200, attempts: 1 })
    await expect(impatient.sms.send(message)).rejects.toMatchObject({ kind: 'unavailable', code: 'timeout' })
  })

  test('a lost answer is retried with the same outId', async () => {
    await world.fault('sms', 'lost', 1)
    await world.gateways.sms.send(message)
    const listed = await world.act('GET', '/sms')
    expect(listed).toMatchObject([{ outId: 'm1' }, { outId: 'm1' }])
  })

  test('a lie is believed, but no receipt ever comes', async () => {
    await world.fault('sms', 'lying', 1)
    await world.gateways.sms.send(message)
    expect(await world.deliver()).toBe(0)
    expect(world.notices).toEqual([])
    expect(await world.act('GET', '/sms')).toEqual([])
  })
})

test('a receipt the platform did not take comes again', async () => {
  let answer = { status: 500, body: '' }
  const world = await startTestWorld(() => answer)
  try {
    await world.gateways.sms.send(message)
    expect(await world.deliver()).toBe(1)
    // The protocol asks for code 0; a 200 that says otherwise is no acceptance.
    answer = { status: 200, body: '{"code":1}' }
    expect(await world.deliver()).toBe(1)
    answer = { status: 200, body: '{"code":0}' }
    expect(await world.deliver()).toBe(0)
  } finally {
    await world.close()
  }
})
