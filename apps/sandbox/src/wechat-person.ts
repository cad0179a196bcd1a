/** The person at the other end of a transfer: taps "收款", authorises, lets it lie; and the notices that follow. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chinaIso } from './clock.ts'
import { jsonBody, optionalText, param, query, SandboxInputError } from './input.ts'
import type { Authorisation, Bill, WechatBook } from './wechat-bills.ts'
import { encryptResource } from './wechat-signing.ts'
import type { World } from './world.ts'

/** An error as the published protocol answers it. */
export class WechatError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

// A person who does not confirm within 24 hours: the bill closes and the money goes back.
const CONFIRM_WITHIN_MS = 24 * 3600 * 1000

export class WechatPerson {
  readonly #world: World
  readonly #book: WechatBook

  constructor(world: World, book: WechatBook) {
    this.#world = world
    this.#book = book
  }

  routes(app: FastifyInstance): void {
    app.get('/wechat/transfers', (request) => this.#listed(query(request, 'openid')))
    app.post('/wechat/transfers/:no/confirm', (request, reply) => this.#confirm(request, reply))
    app.post('/wechat/authorizations/:no/confirm', (request, reply) => this.#authorise(request, reply))
    app.get('/wechat/authorizations', () => [...this.#book.authorisations.values()].reverse())
    app.put('/wechat/wallets/:openid', async (request) => {
      const body = jsonBody(request)
      if (typeof body['verified'] !== 'boolean') throw new SandboxInputError('verified: true or false is needed')
      const wallet = { openid: param(request, 'openid'), verified: body['verified'], name: optionalText(body, 'name') }
      await this.#world.record('wechat.wallet', wallet)
      return wallet
    })
  }

  /** Closes bills waiting longer than a day. */
  async sweep(): Promise<void> {
    const now = this.#world.clock.now()
    for (const bill of this.#book.bills.values()) {
      const waitedMs = now.getTime() - Date.parse(bill.createdAt)
      if (bill.state !== 'WAIT_USER_CONFIRM' || waitedMs <= CONFIRM_WITHIN_MS) continue
      await this.finish({ ...bill, state: 'FAIL', failReason: 'OVERDUE_CLOSE', updatedAt: chinaIso(now) })
    }
  }

  /** Records a bill's last state and tells the merchant. */
  async finish(bill: Bill): Promise<void> {
    await this.#world.record('wechat.bill', bill)
    if (bill.notifyUrl === undefined) return
    await this.#notify(bill.notifyUrl, 'MCHTRANSFER.BILL.FINISHED', '商家转账单据终态通知', 'mch_payment', {
      out_bill_no: bill.outBillNo,
      transfer_bill_no: bill.transferBillNo,
      state: bill.state,
      mch_id: this.#world.credentials.wechatPay.mchid,
      transfer_amount: bill.amountFen,
      openid: bill.openid,
      ...(bill.failReason === undefined ? {} : { fail_reason: bill.failReason }),
      create_time: bill.createdAt,
      update_time: bill.updatedAt,
    })
  }

  /** Records an authorisation that took effect or was closed and tells the merchant. */
  async settleAuthorisation(authorisation: Authorisation): Promise<void> {
    await this.#world.record('wechat.authorisation', authorisation)
    const closed = authorisation.state === 'CLOSED'
    const event = closed ? 'MCHTRANSFER.AUTHORIZATION.CLOSED' : 'MCHTRANSFER.AUTHORIZATION.CONFIRMED'
    const summary = closed ? '免确认收款授权关闭通知' : '免确认收款授权通知'
    await this.#notify(authorisation.notifyUrl, event, summary, 'mch_payment', this.describe(authorisation))
  }

  describe(one: Authorisation): Record<string, unknown> {
    return {
      out_authorization_no: one.outAuthorizationNo,
      appid: this.#world.credentials.wechatPay.appid,
      openid: one.openid,
      user_display_name: one.userDisplayName,
      state: one.state,
      create_time: one.createdAt,
      ...(one.authorizedAt === undefined
        ? {}
        : { authorization_id: one.authorizationId, authorize_time: one.authorizedAt }),
      ...(one.closedAt === undefined ? {} : { close_info: { close_time: one.closedAt, close_reason: 'MCH_CLOSE' } }),
    }
  }

  async #notify(url: string, event: string, summary: string, originalType: string, value: unknown): Promise<void> {
    const id = this.#world.newId()
    const body = JSON.stringify({
      id,
      create_time: chinaIso(this.#world.clock.now()),
      resource_type: 'encrypt-resource',
      event_type: event,
      summary,
      resource: encryptResource(this.#world.credentials.wechatPay, originalType, value),
    })
    await this.#world.callbacks.make({ id, url, body, signer: 'wechatPay' })
  }

  async #listed(openid: string | undefined): Promise<Bill[]> {
    await this.sweep()
    const all = [...this.#book.bills.values()].reverse()
    return openid === undefined ? all : all.filter((one) => one.openid === openid)
  }

  async #confirm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    await this.sweep()
    const bill = this.#book.bills.get(param(request, 'no'))
    if (!bill) return reply.code(404).send({ message: 'no such transfer' })
    if (bill.state !== 'WAIT_USER_CONFIRM') return reply.code(409).send({ message: `transfer is ${bill.state}` })
    const settled = this.#book.settle(bill, chinaIso(this.#world.clock.now()))
    await this.finish(settled)
    return reply.send(settled)
  }

  async #authorise(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const found = this.#book.authorisations.get(param(request, 'no'))
    if (!found) return reply.code(404).send({ message: 'no such authorisation' })
    if (found.state !== 'WAIT_USER_CONFIRM') return reply.code(409).send({ message: `authorisation is ${found.state}` })
    const at = chinaIso(this.#world.clock.now())
    const agreed: Authorisation = { ...found, state: 'TAKING_EFFECT', authorizedAt: at }
    await this.settleAuthorisation(agreed)
    return reply.send(agreed)
  }
}
