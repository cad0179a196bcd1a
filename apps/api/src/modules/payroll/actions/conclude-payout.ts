import type { Ctx } from '../../../kernel/context.ts'
import { transition, transitionMany } from '../../../kernel/transition.ts'
import type { Doors } from '../doors.ts'
import { post } from '../ledger-store.ts'
import { payoutMachine, readPayout, releaseWages, wageIdsOf, type PayoutRow } from '../payout-store.ts'
import type { FailureCode } from '../rails.ts'
import { payoutReturned, payoutSucceeded } from '../rules/entries.ts'
import { markPaid } from '../wage-store.ts'
import { settleArrears } from './arrears.ts'
import { issuePayslip } from './issue-payslip.ts'
import { moneyOf, payPair } from './pay-out.ts'
import { payEngagements } from './pay-engagements.ts'

/**
 * The rail says the money has arrived. The first word counts, a repeat changes nothing. A rail that says
 * «paid» after it said «failed» has paid twice or lied: that is a defect to look at, not to smooth over.
 */
export async function succeedPayout(ctx: Ctx, _doors: Doors, payoutId: string, reference: string): Promise<void> {
  const { row, already } = await transition<PayoutRow, PayoutRow['state'], 'succeed'>(ctx, payoutMachine, payoutId, {
    move: 'succeed',
    by: 'system',
    set: { rail_reference: reference, person_token: null },
    data: { reference },
  })
  if (already) return
  ctx.cancelDue(`payroll.checkPayout:${payoutId}`)
  await post(ctx, [payoutSucceeded(moneyOf(row))])
  if (row.purpose === 'refund') return
  const wages = await markPaid(ctx, await wageIdsOf(ctx, payoutId))
  await settleArrears(ctx, wages)
  await payEngagements(ctx, wages)
  await issuePayslip(ctx, row)
}

/**
 * The rail did not deliver. This payout stays failed for good; the wages are free again and go out in a new
 * payout on the next rail, or wait until the person names another way.
 */
export async function failPayout(
  ctx: Ctx,
  doors: Doors,
  payoutId: string,
  code: FailureCode,
  detail: string,
): Promise<void> {
  const [row] = await transitionMany<PayoutRow, PayoutRow['state'], 'fail'>(ctx, payoutMachine, [payoutId], {
    move: 'fail',
    by: 'system',
    reason: { code },
    set: { failure_code: code, person_token: null },
    data: { detail },
  })
  if (!row) {
    const current = await readPayout(ctx, payoutId)
    if (current?.state === 'succeeded') throw new Error(`payout ${payoutId} succeeded and is now said to have failed`)
    return
  }
  ctx.cancelDue(`payroll.checkPayout:${payoutId}`)
  await post(ctx, [payoutReturned(moneyOf(row))])
  if (row.purpose === 'refund' || row.worker_id === null) {
    ctx.emit({
      name: 'refundFailed',
      subjectKind: 'escrow',
      subjectId: row.escrow_id ?? row.id,
      data: { payoutId, code },
    })
    return
  }
  await releaseWages(ctx, payoutId)
  await payPair(ctx, doors, { employerId: row.employer_id, workerId: row.worker_id }, payoutId)
}
