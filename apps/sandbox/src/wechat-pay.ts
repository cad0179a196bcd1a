/**
 * WeChat Pay APIv3 merchant transfer (商家转账, user-confirmed and pre-authorised), the server's side.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012716434 (transfer), 4012716437 (query), 4012716458 (cancel),
 * 4015901167 (authorisation), 4014399371 (transfer after authorisation), 4012712115 (notice).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chinaIso } from './clock.ts'
import { underFault } from './faults.ts'
import { param, rawBody, tryParse, isRecord } from './input.ts'
import { merchantSignatureProblem, platformHeaders } from './wechat-signing.ts'
import { WechatError, WechatPerson } from './wechat-person.ts'
import type { World } from './world.ts'
import { WechatMerchant } from './wechat-merchant.ts'
import type { WechatBook } from './wechat-bills.ts'

type Act = (request: FastifyRequest, body: Record<string, unknown>) => Promise<Record<string, unknown>>

const BILLS = '/v3/fund-app/mch-transfer/transfer-bills'
const AUTHORISATIONS = '/v3/fund-app/mch-transfer/user-confirm-authorization'

export class WechatPayService {
  readonly #world: World
  readonly #merchant: WechatMerchant
  readonly #person: WechatPerson

  constructor(world: World, book: WechatBook) {
    this.#world = world
    this.#person = new WechatPerson(world, book)
    this.#merchant = new WechatMerchant(world, book, this.#person)
  }

  /** Closes bills the person let lie for a day. */
  sweep(): Promise<void> {
    return this.#person.sweep()
  }

  routes(app: FastifyInstance): void {
    const api = (method: 'GET' | 'POST', url: string, act: Act) =>
      app.route({ method, url, handler: (request, reply) => this.#api(request, reply, act) })
    const merchant = this.#merchant
    api('POST', BILLS, (_request, body) => merchant.transfer(body))
    api('POST', `${BILLS}/transfer`, (_request, body) => merchant.transferAuthorised(body))
    api('GET', `${BILLS}/out-bill-no/:no`, (request) => merchant.query(param(request, 'no')))
    api('POST', `${BILLS}/out-bill-no/:no/cancel`, (request) => merchant.cancel(param(request, 'no')))
    api('POST', AUTHORISATIONS, (_request, body) => merchant.authorise(body))
    api('GET', `${AUTHORISATIONS}/out-authorization-no/:no`, (request) => merchant.authorisation(param(request, 'no')))
    api('POST', `${AUTHORISATIONS}/out-authorization-no/:no/close`, (request) =>
      merchant.closeAuthorisation(param(request, 'no')),
    )
    this.#person.routes(app)
  }

  async #api(request: FastifyRequest, reply: FastifyReply, act: Act): Promise<FastifyReply> {
    const keys = this.#world.credentials.wechatPay
    const problem = merchantSignatureProblem(request, keys, this.#world.clock.now())
    // Only a request whose signature held gets a signed answer.
    if (problem) return reply.code(401).send({ code: 'SIGN_ERROR', message: problem })
    const lie = () => {
      const body = tryParse(rawBody(request))
      const outBillNo = isRecord(body) ? body['out_bill_no'] : param(request, 'no')
      const at = chinaIso(this.#world.clock.now())
      return reply.send({ out_bill_no: outBillNo, transfer_bill_no: '0', create_time: at, state: 'SUCCESS' })
    }
    const work = () => this.#answer(request, reply, act)
    return underFault(this.#world.faults.strike('wechatPay'), reply, work, lie)
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, act: Act): Promise<FastifyReply> {
    await this.#person.sweep()
    const { status, value } = await run(request, act)
    // A repeat must not be answered before what it repeats is safe.
    await this.#world.flushed()
    const body = JSON.stringify(value)
    return reply
      .code(status)
      .header('content-type', 'application/json; charset=utf-8')
      .headers(platformHeaders(this.#world.credentials.wechatPay, body, this.#world.clock.now()))
      .send(body)
  }
}

async function run(request: FastifyRequest, act: Act): Promise<{ status: number; value: Record<string, unknown> }> {
  const parsed = rawBody(request) === '' ? {} : tryParse(rawBody(request))
  try {
    if (!isRecord(parsed)) throw new WechatError(400, 'PARAM_ERROR', '请求报文不是合法的JSON')
    return { status: 200, value: await act(request, parsed) }
  } catch (error) {
    if (error instanceof WechatError) {
      return { status: error.status, value: { code: error.code, message: error.message } }
    }
    throw error
  }
}
