import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, type Signed } from '../../../test/people.ts'

let app: TestApp
let worker: Signed
beforeAll(async () => {
  app = await testApp()
  worker = await signInNewPerson(app, 70, { name: '陈师傅' })
})
afterAll(() => app.close())

async function loginCode(openid: string): Promise<string> {
  const response = await fetch(`${app.outside.sandbox.url}/wechat/login-codes`, {
    method: 'POST',
    body: JSON.stringify({ openid }),
  })
  return ((await response.json()) as { code: string }).code
}
const bind = (code: string) => app.call('bindMyWallet', { body: { code } }, worker)
const openids = () => app.within((ctx) => ctx.tx.query('select openid from pay_settings where openid is not null'))

test('钱包由微信说是谁的,自己报不了;码不对、微信没回应,都说清楚,什么也不改', async () => {
  const named = { preferredRail: 'wechat', openid: 'openid-of-another' } as never
  expect((await app.call('putMyPaySettings', { body: named }, worker)).body).toMatchObject({ code: 'InputInvalid' })
  expect(await bind('made-up')).toMatchObject({ status: 422, body: { code: 'WalletCodeInvalid' } })
  await app.outside.post('/faults', { service: 'wechatLogin', mode: 'down' })
  expect(await bind(await loginCode('openid-chen'))).toMatchObject({ status: 503, body: { code: 'WalletSilent' } })
  await app.outside.post('/faults', { service: 'wechatLogin', mode: 'none' })
  expect(await openids()).toEqual([])

  const bound = await app.must('bindMyWallet', { body: { code: await loginCode('openid-chen') } }, worker)
  expect(bound).toMatchObject({ settings: { hasWallet: true, preferredRail: 'wechat' }, check: { canBePaid: true } })
  expect(JSON.stringify(bound)).not.toContain('openid-chen')
  expect(JSON.stringify(await openids())).not.toContain('openid-chen')
})
