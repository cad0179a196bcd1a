/**
 * Who holds the phone, as a mini-program learns it: `wx.login` gives a code, the platform's server exchanges it.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { underFault } from './faults.ts'
import { jsonBody, query, text } from './input.ts'
import type { World } from './world.ts'

/** Worth nothing outside the sandbox. */
export const SANDBOX_APP_SECRET = 'sandbox0000000000000000000000000'

// Published: a code lives five minutes and is good for one exchange.
const CODE_LIFE_MS = 5 * 60_000

type LoginCode = { openid: string; madeAt: number; used: boolean }

export class WechatLoginService {
  readonly #world: World
  /** Kept in memory only: after a restart a phone asks for a new one. */
  readonly #codes = new Map<string, LoginCode>()

  constructor(world: World) {
    this.#world = world
  }

  routes(app: FastifyInstance): void {
    // What `wx.login` does on the phone of whoever has this wallet.
    app.post('/wechat/login-codes', (request) => {
      const code = this.#world.newId()
      this.#codes.set(code, { openid: text(jsonBody(request), 'openid'), madeAt: this.#now(), used: false })
      return { code }
    })
    app.get('/sns/jscode2session', (request, reply) => {
      const lie = () => this.#say(reply, { errcode: 0, errmsg: 'ok' })
      const work = async () => this.#say(reply, this.#exchange(request))
      return underFault(this.#world.faults.strike('wechatLogin'), reply, work, lie)
    })
  }

  #now(): number {
    return this.#world.clock.now().getTime()
  }

  /** Also refusals come with 200, and JSON comes as text, as published. */
  #say(reply: FastifyReply, value: Record<string, unknown>): FastifyReply {
    return reply.type('text/plain').send(JSON.stringify(value))
  }

  #exchange(request: FastifyRequest): Record<string, unknown> {
    const refused = (errcode: number, errmsg: string) => ({ errcode, errmsg })
    if (query(request, 'appid') !== this.#world.credentials.wechatPay.appid) return refused(40013, 'invalid appid')
    if (query(request, 'secret') !== SANDBOX_APP_SECRET) return refused(40125, 'invalid appsecret')
    if (query(request, 'grant_type') !== 'authorization_code') return refused(40002, 'invalid grant_type')
    const code = this.#codes.get(query(request, 'js_code') ?? '')
    if (!code || this.#now() - code.madeAt > CODE_LIFE_MS) return refused(40029, 'invalid code')
    if (code.used) return refused(40163, 'code been used')
    code.used = true
    return { openid: code.openid, session_key: Buffer.from(this.#world.newId()).toString('base64') }
  }
}
