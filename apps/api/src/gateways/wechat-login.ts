/**
 * Whose phone it is, by the code that a mini-program gets from `wx.login` (小程序登录 code2Session).
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 */
import { call, GatewayError, jsonObject, textField } from './call.ts'
import type { GatewayTools } from './call.ts'

export interface WechatLoginGateway {
  /**
   * The openid of whoever is signed in to WeChat on that phone: the wallet that transfers of our merchant number go
   * to. A code works once; WeChat's session key, which comes along, is dropped.
   * @throws GatewayError `rejected` with WeChat's code (40029 invalid, 40163 used before, 40226 blocked as risky),
   * `unavailable`, `untrusted`
   */
  openidOf(code: string): Promise<string>
}

export interface WechatLoginConfig {
  /** `https://api.weixin.qq.com` */
  baseUrl: string
  /** Of the mini-program; the merchant number of WeChat Pay is bound to the same. */
  appid: string
  secret: string
}

const SERVICE = 'wechatLogin'
/** System busy; too often within a minute: the same question may be asked again. */
const LATER = [-1, 45011]

export function createWechatLoginGateway(config: WechatLoginConfig, tools: GatewayTools): WechatLoginGateway {
  return { openidOf: (code) => exchange(config, tools, code) }
}

async function exchange(config: WechatLoginConfig, tools: GatewayTools, code: string): Promise<string> {
  const url = new URL('/sns/jscode2session', config.baseUrl)
  const { appid, secret } = config
  url.search = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' }).toString()
  const { status, body } = await call(SERVICE, tools, () => ({ method: 'GET', url: url.href, headers: {} }))
  const answer = jsonObject(body)
  if (status !== 200 || !answer) throw new GatewayError(SERVICE, 'untrusted', 'badAnswer', 'the answer is no JSON')
  const errcode = answer['errcode'] ?? 0
  if (errcode !== 0) {
    const kind = LATER.includes(Number(errcode)) ? 'unavailable' : 'rejected'
    throw new GatewayError(SERVICE, kind, String(errcode), 'the code was refused')
  }
  return textField(SERVICE, answer, 'openid')
}
