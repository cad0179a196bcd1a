import { GatewayError, type Transfer } from '../../gateways/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { Payee } from './payout-store.ts'

/** What a rail says about a payout. */
export type RailAnswer =
  | { outcome: 'sent'; reference: string }
  | { outcome: 'awaitingPerson'; reference: string; personToken: string | null }
  | { outcome: 'succeeded'; reference: string }
  | { outcome: 'failed'; code: FailureCode; detail: string }

export type FailureCode = 'walletUnverified' | 'accountWrong' | 'personDidNotTap' | 'railRefused'

/** WeChat takes 32 letters and digits: the payout's id without its dashes. The same id at every try. */
export function outBillNo(payoutId: string): string {
  return payoutId.replaceAll('-', '')
}

export function payoutIdOf(billNo: string): string | undefined {
  const found = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(billNo)
  return found ? found.slice(1).join('-') : undefined
}

/** Published reasons of a transfer that failed (商家转账 失败原因), by what the person can do about them. */
const wechatFailures: Record<string, FailureCode> = {
  PAYEE_ACCOUNT_ABNORMAL: 'walletUnverified',
  ACCOUNT_NOT_EXIST: 'walletUnverified',
  REALNAME_ACCOUNT_RECEIVED_QUOTA_EXCEED: 'walletUnverified',
  NAME_NOT_CORRECT: 'accountWrong',
  OPENID_INVALID: 'accountWrong',
  OVERDUE_CLOSE: 'personDidNotTap',
}

/** Refusals that say nothing about the payee: trying again later with the same number may succeed. */
const passing: ReadonlySet<string> = new Set([
  'NOT_ENOUGH',
  'FREQUENCY_LIMITED',
  'FREQUENCY_LIMIT_EXCEED',
  'RATELIMIT_EXCEEDED',
  'SYSTEM_ERROR',
  'SIGN_ERROR',
  'NO_AUTH',
])

export function answerOf(transfer: Transfer): RailAnswer {
  const reference = transfer.transferBillNo
  switch (transfer.state) {
    case 'SUCCESS':
      return { outcome: 'succeeded', reference }
    case 'FAIL':
      return {
        outcome: 'failed',
        code: wechatFailures[transfer.failReason ?? ''] ?? 'railRefused',
        detail: transfer.failReason ?? '',
      }
    case 'CANCELLED':
      return { outcome: 'failed', code: 'personDidNotTap', detail: 'CANCELLED' }
    case 'WAIT_USER_CONFIRM':
      return { outcome: 'awaitingPerson', reference, personToken: transfer.packageInfo ?? null }
    default:
      return { outcome: 'sent', reference }
  }
}

/** What the transfer's own rules ask: a name from 2,000 yuan, none below 0.3 yuan (文档 4012716434). */
function nameFor(payee: Extract<Payee, { kind: 'wallet' }>, amountFen: number): { realName?: string } {
  return amountFen >= wechatNameFromFen ? { realName: payee.name } : {}
}
/** Protocol bound of WeChat Pay, not a rule of ours: below it a name is refused. */
const wechatNameFromFen = 30

/**
 * Hands a payout to WeChat. A repeat with the same payout is answered with what became of the first try.
 * Throws GatewayError where the outcome is unknown or the refusal will pass: the caller tries again.
 */
export async function sendByWechat(
  ctx: Ctx,
  order: { payoutId: string; amountFen: number; payee: Extract<Payee, { kind: 'wallet' }>; workZh: string },
): Promise<RailAnswer> {
  const number = outBillNo(order.payoutId)
  const { wechatPay } = ctx.deps.gateways
  try {
    const transfer = await wechatPay.transfer({
      outBillNo: number,
      openid: order.payee.openid,
      ...nameFor(order.payee, order.amountFen),
      amountFen: order.amountFen,
      remark: '工资',
      reports: [
        { type: '岗位类型', content: order.workZh },
        { type: '报酬说明', content: '工资' },
      ],
      ...(order.payee.authorisationNo === null ? {} : { outAuthorizationNo: order.payee.authorisationNo }),
    })
    return answerOf(transfer)
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'rejected') throw error
    if (passing.has(error.code)) throw error
    // A refusal of this try says nothing about an earlier one under the same number.
    const known = await wechatPay.query(number)
    return known ? answerOf(known) : { outcome: 'failed', code: 'railRefused', detail: error.code }
  }
}

/** What became of a payout at WeChat; undefined when WeChat never took it. */
export async function askWechat(ctx: Ctx, payoutId: string): Promise<RailAnswer | undefined> {
  const known = await ctx.deps.gateways.wechatPay.query(outBillNo(payoutId))
  return known && answerOf(known)
}

const bankFailures: Record<string, FailureCode> = { accountNotFound: 'accountWrong', nameMismatch: 'accountWrong' }

export function bankFailure(reason: string): FailureCode {
  return bankFailures[reason] ?? 'railRefused'
}
