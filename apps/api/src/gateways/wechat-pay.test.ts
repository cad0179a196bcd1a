import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'
import type { TransferOrder } from './wechat-pay.ts'

let world: TestWorld
beforeEach(async () => {
  world = await startTestWorld()
})
afterEach(() => world.close())

const order: TransferOrder = {
  outBillNo: 'P0001',
  openid: 'openid-a',
  realName: '林阿妹',
  amountFen: 18_000,
  remark: '9月1日工资',
  reports: [
    { type: '岗位类型', content: '采茶工' },
    { type: '报酬说明', content: '9月1日日结工资' },
  ],
}

async function lastNotice() {
  expect(await world.deliver()).toBe(0)
  const notice = world.notices.at(-1)
  if (!notice) throw new Error('no notice came')
  return { ...notice, read: world.gateways.wechatPay.readNotice(notice) }
}

test('转账等本人点“收款”,点后到账,平台收到加密通知', async () => {
  const made = await world.gateways.wechatPay.transfer(order)
  expect(made).toMatchObject({ outBillNo: 'P0001', state: 'WAIT_USER_CONFIRM' })
  expect(made.packageInfo).toBeDefined()
  await world.act('POST', '/wechat/transfers/P0001/confirm')
  const { read, url } = await lastNotice()
  expect(url).toBe('/callbacks/wechat-pay')
  expect(read).toMatchObject({
    kind: 'transferFinished',
    outBillNo: 'P0001',
    transferBillNo: made.transferBillNo,
    state: 'SUCCESS',
    amountFen: 18_000,
    openid: 'openid-a',
  })
  expect(await world.gateways.wechatPay.query('P0001')).toMatchObject({ state: 'SUCCESS' })
})

test('a notice changed on its way is not believed', async () => {
  await world.gateways.wechatPay.transfer(order)
  await world.act('POST', '/wechat/transfers/P0001/confirm')
  const { headers, body } = await lastNotice()
  const { readNotice } = world.gateways.wechatPay
  expect(() => readNotice({ headers, body: body.replace('终态', '始态') })).toThrow(/badSignature/)
  await world.setClock('2026-09-01T08:06:00+08:00')
  expect(() => readNotice({ headers, body })).toThrow(/badSignature/)
})

test('a notice under another APIv3 key cannot be opened', async () => {
  await world.gateways.wechatPay.transfer(order)
  await world.act('POST', '/wechat/transfers/P0001/confirm')
  const { headers, body } = await lastNotice()
  const other = world.gatewaysWith((config) => {
    config.wechatPay.apiV3Key = '0'.repeat(32)
  })
  expect(() => other.wechatPay.readNotice({ headers, body })).toThrow(/badSeal/)
})

test('the same order twice is one transfer; other content under its number is refused', async () => {
  const [first, second] = await Promise.all([
    world.gateways.wechatPay.transfer(order),
    world.gateways.wechatPay.transfer(order),
  ])
  expect(second).toEqual(first)
  await expect(world.gateways.wechatPay.transfer({ ...order, amountFen: 1 })).rejects.toMatchObject({
    kind: 'rejected',
  })
  await expect(world.gateways.wechatPay.transfer({ ...order, realName: '别人' })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'ALREADY_EXISTS',
  })
  expect(await world.act('GET', '/wechat/transfers')).toHaveLength(1)
})

test('cancelled before the tap: no tap afterwards', async () => {
  await world.gateways.wechatPay.transfer(order)
  expect(await world.gateways.wechatPay.cancel('P0001')).toMatchObject({ state: 'CANCELING' })
  expect(await world.gateways.wechatPay.query('P0001')).toMatchObject({ state: 'CANCELLED' })
  await expect(world.act('POST', '/wechat/transfers/P0001/confirm')).rejects.toThrow(/409/)
  expect((await lastNotice()).read).toMatchObject({ state: 'CANCELLED' })
})

test('paid is paid: a cancellation is refused', async () => {
  await world.gateways.wechatPay.transfer(order)
  await world.act('POST', '/wechat/transfers/P0001/confirm')
  await expect(world.gateways.wechatPay.cancel('P0001')).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
})

test('no tap within a day closes the transfer', async () => {
  await world.gateways.wechatPay.transfer(order)
  await world.setClock('2026-09-02T08:00:01+08:00')
  expect(await world.gateways.wechatPay.query('P0001')).toMatchObject({ state: 'FAIL', failReason: 'OVERDUE_CLOSE' })
})

test('an unverified wallet cannot receive', async () => {
  await world.act('PUT', '/wechat/wallets/openid-a', { verified: false })
  await world.gateways.wechatPay.transfer(order)
  await world.act('POST', '/wechat/transfers/P0001/confirm')
  expect((await lastNotice()).read).toMatchObject({ state: 'FAIL', failReason: 'PAYEE_ACCOUNT_ABNORMAL' })
})

test('the name reaches WeChat sealed and is compared with the wallet’s owner', async () => {
  await world.act('PUT', '/wechat/wallets/openid-a', { verified: true, name: '林阿美' })
  await world.gateways.wechatPay.transfer(order)
  await world.act('POST', '/wechat/transfers/P0001/confirm')
  expect((await lastNotice()).read).toMatchObject({ state: 'FAIL', failReason: 'NAME_NOT_CORRECT' })
})

test('授权过的人不用点“收款”,解除授权后不再直接到账', async () => {
  const { wechatPay } = world.gateways
  const asked = await wechatPay.requestAuthorisation({
    outAuthorizationNo: 'A1',
    openid: 'openid-a',
    displayName: '林阿妹',
  })
  expect(asked).toMatchObject({ state: 'WAIT_USER_CONFIRM' })
  const authorised = { ...order, outAuthorizationNo: 'A1' }
  await expect(wechatPay.transfer(authorised)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
  await world.act('POST', '/wechat/authorizations/A1/confirm')
  expect((await lastNotice()).read).toMatchObject({ kind: 'authorisationChanged', state: 'TAKING_EFFECT' })
  expect(await wechatPay.queryAuthorisation('A1')).toMatchObject({ state: 'TAKING_EFFECT' })
  expect(await wechatPay.transfer(authorised)).toMatchObject({ state: 'SUCCESS' })
  expect((await lastNotice()).read).toMatchObject({ kind: 'transferFinished', state: 'SUCCESS', openid: 'openid-a' })
  expect(await wechatPay.closeAuthorisation('A1')).toMatchObject({ state: 'CLOSED' })
  // The repeat of what was paid is answered as before, a new payment is refused.
  expect(await wechatPay.transfer(authorised)).toMatchObject({ state: 'SUCCESS' })
  await expect(wechatPay.transfer({ ...authorised, outBillNo: 'P0002' })).rejects.toMatchObject({ kind: 'rejected' })
})

test('unknown numbers are undefined, not errors', async () => {
  expect(await world.gateways.wechatPay.query('NONE')).toBeUndefined()
  expect(await world.gateways.wechatPay.queryAuthorisation('NONE')).toBeUndefined()
})

test('published limits: from 2,000 yuan the name is required', async () => {
  const { realName: _realName, ...nameless } = order
  await expect(world.gateways.wechatPay.transfer({ ...nameless, amountFen: 200_000 })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'PARAM_ERROR',
  })
  expect(await world.gateways.wechatPay.transfer({ ...nameless, amountFen: 199_999 })).toMatchObject({
    state: 'WAIT_USER_CONFIRM',
  })
})

test('another merchant’s key is refused, and that refusal proves nothing', async () => {
  const { privateKey } = (await import('node:crypto')).generateKeyPairSync('rsa', { modulusLength: 2048 })
  const wrong = world.gatewaysWith((config) => {
    config.wechatPay.merchantPrivateKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  })
  await expect(wrong.wechatPay.transfer(order)).rejects.toMatchObject({ kind: 'untrusted', code: 'SIGN_ERROR' })
  expect(await world.act('GET', '/wechat/transfers')).toEqual([])
})

test('a lost answer: the retry finds the same transfer', async () => {
  await world.fault('wechatPay', 'lost', 1)
  expect(await world.gateways.wechatPay.transfer(order)).toMatchObject({ state: 'WAIT_USER_CONFIRM' })
  expect(await world.act('GET', '/wechat/transfers')).toHaveLength(1)
})

test('an unsigned "SUCCESS" is a lie; the query tells the truth', async () => {
  await world.fault('wechatPay', 'lying', 1)
  await expect(world.gateways.wechatPay.transfer(order)).rejects.toMatchObject({
    kind: 'untrusted',
    outcomeUnknown: true,
  })
  expect(await world.gateways.wechatPay.query('P0001')).toBeUndefined()
})

test('down: unavailable, nothing decided', async () => {
  await world.fault('wechatPay', 'down', 3)
  await expect(world.gateways.wechatPay.transfer(order)).rejects.toMatchObject({ kind: 'unavailable' })
  expect(await world.gateways.wechatPay.query('P0001')).toBeUndefined()
})
