/**
 * One message to a mini-program's user who has allowed one (小程序订阅消息).
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
import { call, GatewayError, jsonObject, textField } from './call.ts'
import type { GatewayTools } from './call.ts'

export interface WechatMessage {
  openid: string
  /** Page of the mini-program that a tap opens, with its query, without a leading slash. */
  page: string
  /** By the template's keys; WeChat refuses values longer than their kind allows (`thing`: 20 signs). */
  data: Record<string, string>
}

export interface WechatMessagesGateway {
  /** What the person is asked to allow, by `wx.requestSubscribeMessage`. */
  offerTemplateId: string
  /**
   * Sends one message about an offer, and uses up one permission of the person.
   * @throws GatewayError `rejected` with WeChat's code (43101 not allowed or withdrawn, 40003 unknown person, 47003 a
   * value is wrong), `unavailable` and `untrusted`: it may have been sent all the same
   */
  sendOffer(message: WechatMessage): Promise<void>
}

export interface WechatMessagesConfig {
  /** `https://api.weixin.qq.com` */
  baseUrl: string
  appid: string
  secret: string
  /** Of a one-time template of the mini-program's account. */
  offerTemplateId: string
}

const SERVICE = 'wechatMessages'
/** System busy; too often within a minute. */
const LATER = [-1, 45011]
/** The token is not this one any more: somebody else has asked for another, or it has run out. */
const TOKEN_GONE = [40001, 40014, 42001]
/** So long before it runs out a token is not used any more. */
const TOKEN_MARGIN_MS = 5 * 60_000

type Token = { value: string; until: number }
type Said = { errcode: number; answer: Record<string, unknown> }

export function createWechatMessagesGateway(config: WechatMessagesConfig, tools: GatewayTools): WechatMessagesGateway {
  let held: Token | undefined

  async function tokenNow(): Promise<string> {
    const now = tools.clock().getTime()
    if (held && now < held.until) return held.value
    const { appid, secret } = config
    const said = await post(config, tools, '/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret })
    if (said.errcode !== 0) throw refusal(said.errcode, 'no access token was given')
    const seconds = Number(said.answer['expires_in'])
    if (!Number.isFinite(seconds)) throw new GatewayError(SERVICE, 'untrusted', 'badAnswer', 'a token without an end')
    held = { value: textField(SERVICE, said.answer, 'access_token'), until: now + seconds * 1_000 - TOKEN_MARGIN_MS }
    return held.value
  }

  async function send(message: WechatMessage): Promise<number> {
    const path = `/cgi-bin/message/subscribe/send?${new URLSearchParams({ access_token: await tokenNow() })}`
    const body = {
      touser: message.openid,
      template_id: config.offerTemplateId,
      page: message.page,
      miniprogram_state: 'formal',
      lang: 'zh_CN',
      data: Object.fromEntries(Object.entries(message.data).map(([key, value]) => [key, { value }])),
    }
    // Once: a second try of one that did arrive would use up another permission.
    return (await post(config, { ...tools, attempts: 1 }, path, body)).errcode
  }

  return {
    offerTemplateId: config.offerTemplateId,
    async sendOffer(message) {
      let errcode = await send(message)
      if (TOKEN_GONE.includes(errcode)) {
        held = undefined
        errcode = await send(message)
      }
      if (errcode !== 0) throw refusal(errcode, 'the message was refused')
    },
  }
}

const refusal = (errcode: number, what: string) =>
  new GatewayError(SERVICE, LATER.includes(errcode) ? 'unavailable' : 'rejected', String(errcode), what)

async function post(
  { baseUrl }: WechatMessagesConfig,
  tools: GatewayTools,
  path: string,
  value: Record<string, unknown>,
): Promise<Said> {
  const { status, body } = await call(SERVICE, tools, () => ({
    method: 'POST',
    url: new URL(path, baseUrl).href,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  }))
  const answer = jsonObject(body)
  if (status !== 200 || !answer) throw new GatewayError(SERVICE, 'untrusted', 'badAnswer', 'the answer is no JSON')
  const errcode = Number(answer['errcode'] ?? 0)
  // Sending answers with a code, also when all is well; a token comes without one.
  if (!Number.isInteger(errcode) || (answer['errcode'] === undefined && answer['access_token'] === undefined))
    throw new GatewayError(SERVICE, 'untrusted', 'badAnswer', 'the answer has no code')
  return { errcode, answer }
}
