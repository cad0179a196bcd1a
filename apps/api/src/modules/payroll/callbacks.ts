import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GatewayError } from '../../gateways/index.ts'
import type { Ctx, Deps } from '../../kernel/context.ts'
import { unitOfWork } from '../../kernel/unit-of-work.ts'
import { failPayout, succeedPayout } from './actions/conclude-payout.ts'
import { takeIncoming } from './actions/take-incoming.ts'
import type { Doors } from './doors.ts'
import { forgetAuthorisation, readPayout } from './payout-store.ts'
import { answerOf, payoutIdOf } from './rails.ts'

type Raw = { method: string; url: string; headers: FastifyRequest['headers']; body: string }

function rawOf(request: FastifyRequest): Raw {
  return {
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: typeof request.body === 'string' ? request.body : '',
  }
}

function asSystem(deps: Deps, name: string, work: (ctx: Ctx) => Promise<void>): Promise<void> {
  const requestId = deps.ids.next(deps.clock.now())
  return unitOfWork(
    deps,
    { actor: { kind: 'system', name }, channel: 'platform', requestId, scope: { system: true } },
    work,
  )
}

/** A notice of WeChat Pay, signed and sealed; the same one may come any number of times. */
export async function takeWechatNotice(deps: Deps, doors: Doors, raw: Raw): Promise<void> {
  const notice = deps.gateways.wechatPay.readNotice(raw)
  if (notice.kind === 'authorisationChanged') {
    if (notice.state === 'CLOSED')
      await asSystem(deps, 'payroll.wechatNotice', (ctx) => forgetAuthorisation(ctx, notice.outAuthorizationNo))
    return
  }
  const payoutId = payoutIdOf(notice.outBillNo)
  await asSystem(deps, 'payroll.wechatNotice', async (ctx) => {
    const payout = payoutId === undefined ? undefined : await readPayout(ctx, payoutId)
    if (!payout) return deps.log.warn({ notice: notice.noticeId }, 'WeChat Pay tells of a transfer we do not know')
    if (payout.amount_fen !== notice.amountFen)
      throw new Error(`WeChat Pay names another amount for payout ${payout.id}`)
    const answer = answerOf(notice)
    if (answer.outcome === 'succeeded') await succeedPayout(ctx, doors, payout.id, answer.reference)
    else if (answer.outcome === 'failed') await failPayout(ctx, doors, payout.id, answer.code, answer.detail)
  })
}

/** The bank tells of money that came in. */
export async function takeBankNotice(deps: Deps, raw: Raw): Promise<void> {
  const transfer = deps.gateways.bank.readNotice(raw)
  await asSystem(deps, 'payroll.bankNotice', async (ctx) => {
    await takeIncoming(ctx, transfer)
  })
}

/**
 * Routes for the rails' notices. They are no part of the contract: the caller proves itself by a signature
 * over the raw body, which therefore is not parsed here.
 */
export async function registerCallbacks(server: FastifyInstance, deps: Deps, doors: Doors): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    const take = (path: string, work: (raw: Raw) => Promise<void>) =>
      scope.post(path, async (request, reply) => {
        try {
          await work(rawOf(request))
          return reply.status(200).send({ code: 'SUCCESS', message: '成功' })
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error
          deps.log.warn({ path, code: error.code }, 'a notice was refused')
          return reply.status(401).send({ code: 'FAIL', message: '签名不对' })
        }
      })
    take('/callbacks/wechat-pay', (raw) => takeWechatNotice(deps, doors, raw))
    take('/callbacks/bank', (raw) => takeBankNotice(deps, raw))
  })
}
