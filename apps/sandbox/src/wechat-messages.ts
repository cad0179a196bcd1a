/**
 * Messages a mini-program's user has allowed, one for each yes (小程序订阅消息), and the token of the server that sends.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chinaIso } from './clock.ts'
import { underFault } from './faults.ts'
import { isRecord, jsonBody, query, text } from './input.ts'
import { SANDBOX_APP_SECRET } from './wechat-login.ts'
import type { Replays, World } from './world.ts'

export const SANDBOX_OFFER_TEMPLATE = 'sandboxOfferTemplate0000000000000000000000'
/** Published: two hours. */
const TOKEN_LIFE_SECONDS = 7_200
/** Published: a `thing` has at most so many signs. */
const THING_MOST = 20

export type AllowedMessage = {
  openid: string
  templateId: string
  page: string
  data: Record<string, string>
  at: string
}

export class WechatMessagesService implements Replays {
  readonly #world: World
  /** Messages that may still be sent, by person and template. */
  readonly #allowed = new Map<string, number>()
  readonly #sent: AllowedMessage[] = []
  /** Kept in memory only: after a restart a server asks for another. */
  #token: { value: string; until: number } | undefined

  constructor(world: World) {
    this.#world = world
  }

  apply(kind: string, data: unknown): void {
    if (kind === 'wechatMessage.allowed') {
      const { openid, templateId } = data as { openid: string; templateId: string }
      this.#allowed.set(keyOf(openid, templateId), this.#left(openid, templateId) + 1)
    }
    if (kind === 'wechatMessage.sent') {
      const message = data as AllowedMessage
      this.#sent.push(message)
      this.#allowed.set(keyOf(message.openid, message.templateId), this.#left(message.openid, message.templateId) - 1)
    }
  }

  #left(openid: string, templateId: string): number {
    return this.#allowed.get(keyOf(openid, templateId)) ?? 0
  }

  routes(app: FastifyInstance): void {
    // What a tap on «允许» in `wx.requestSubscribeMessage` does.
    app.post('/wechat/allowed-messages', async (request) => {
      const body = jsonBody(request)
      await this.#world.record('wechatMessage.allowed', {
        openid: text(body, 'openid'),
        templateId: SANDBOX_OFFER_TEMPLATE,
      })
      return { templateId: SANDBOX_OFFER_TEMPLATE }
    })
    app.get('/wechat/messages', (request) => {
      const openid = query(request, 'openid')
      return this.#sent.filter((one) => openid === undefined || one.openid === openid)
    })
    app.post('/cgi-bin/stable_token', (request, reply) => this.#under(reply, async () => this.#giveToken(request)))
    app.post('/cgi-bin/message/subscribe/send', (request, reply) => this.#under(reply, () => this.#send(request)))
  }

  /** Also refusals come with 200. */
  #under(reply: FastifyReply, work: () => Promise<Record<string, unknown>>): Promise<FastifyReply> {
    const fault = this.#world.faults.strike('wechatMessages')
    const lie = () => reply.type('application/json').send('ok')
    return underFault(fault, reply, async () => reply.send(await work()), lie)
  }

  #giveToken(request: FastifyRequest): Record<string, unknown> {
    const body = jsonBody(request)
    if (body['grant_type'] !== 'client_credential') return refused(40002, 'invalid grant_type')
    if (body['appid'] !== this.#world.credentials.wechatPay.appid) return refused(40013, 'invalid appid')
    if (body['secret'] !== SANDBOX_APP_SECRET) return refused(40125, 'invalid appsecret')
    const now = this.#world.clock.now().getTime()
    if (!this.#token || this.#token.until <= now || body['force_refresh'] === true) {
      this.#token = { value: this.#world.newId(), until: now + TOKEN_LIFE_SECONDS * 1_000 }
    }
    return { access_token: this.#token.value, expires_in: Math.floor((this.#token.until - now) / 1_000) }
  }

  async #send(request: FastifyRequest): Promise<Record<string, unknown>> {
    const now = this.#world.clock.now()
    const token = query(request, 'access_token')
    if (!this.#token || token !== this.#token.value)
      return refused(40001, 'invalid credential, access_token is invalid')
    if (this.#token.until <= now.getTime()) return refused(42001, 'access_token expired')
    const body = jsonBody(request)
    const openid = body['touser']
    const templateId = body['template_id']
    if (typeof openid !== 'string' || openid === '') return refused(40003, 'invalid openid')
    if (templateId !== SANDBOX_OFFER_TEMPLATE) return refused(40037, 'invalid template_id')
    const data = valuesOf(body['data'])
    if (typeof data === 'string') return refused(47003, `argument invalid! ${data} value is invalid`)
    if (this.#left(openid, templateId) < 1) return refused(43101, 'user refuse to accept the msg')
    const page = typeof body['page'] === 'string' ? body['page'] : ''
    const message: AllowedMessage = { openid, templateId, page, data, at: chinaIso(now) }
    await this.#world.record('wechatMessage.sent', message)
    return { errcode: 0, errmsg: 'ok' }
  }
}

const keyOf = (openid: string, templateId: string) => `${openid} ${templateId}`
const refused = (errcode: number, errmsg: string) => ({ errcode, errmsg })

/** The values, or the key of the first that is wrong. */
function valuesOf(data: unknown): Record<string, string> | string {
  if (!isRecord(data)) return 'data'
  const values: Record<string, string> = {}
  for (const [key, one] of Object.entries(data)) {
    const value = isRecord(one) ? one['value'] : undefined
    const long = typeof value === 'string' && key.startsWith('thing') && [...value].length > THING_MOST
    if (typeof value !== 'string' || value === '' || long) return `data.${key}`
    values[key] = value
  }
  return values
}
