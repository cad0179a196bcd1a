import type { Ctx } from '../../../kernel/context.ts'
import { refuse, sqlState } from '../../../kernel/errors.ts'
import { actingEmployer, actingWorker } from '../../../kernel/rights.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import type { Doors } from '../doors.ts'
import { addCredit } from '../escrow-store.ts'
import { post } from '../ledger-store.ts'
import {
  bindWages,
  insertPayout,
  payeeOf,
  payoutMachine,
  readPayout,
  wageIdsOf,
  type PayoutRow,
} from '../payout-store.ts'
import { cashPaid, payoutSent } from '../rules/entries.ts'
import { findWages, lockWages, markFunded, owedFen, wagesById, type Wage } from '../wage-store.ts'
import { succeedPayout } from './conclude-payout.ts'
import { moneyOf } from './pay-out.ts'

export type CashPayment = {
  wageIds: readonly string[]
  workerId: string
  workerCode: string
  employerId: string
  employerCode: string
}

/** Each side's code is bound to the other: the worker's to the employer, the employer's to the worker. */
export async function sendCashCodes(ctx: Ctx, doors: Doors, sides: { workerId: string; employerId: string }) {
  await actingWorker(ctx, sides.workerId)
  await actingEmployer(ctx, sides.employerId)
  const worker = await doors.requestCode(ctx, {
    personId: sides.workerId,
    purpose: 'cashReceipt',
    subjectId: sides.employerId,
  })
  const employer = await doors.requestCode(ctx, {
    employerId: sides.employerId,
    purpose: 'cashPayment',
    subjectId: sides.workerId,
  })
  return { workerPhone: worker.maskedPhone, employerPhone: employer.maskedPhone }
}

/**
 * A clerk records that the employer handed the net wages over in cash. Both sides prove themselves by a
 * code sent to their own phones, bound to the worker and the employer. The unique key on live payouts
 * refuses wages that are on their way otherwise. What follows (ledger, payslip) runs from the event.
 */
export async function recordCash(ctx: Ctx, doors: Doors, cash: CashPayment): Promise<PayoutRow> {
  await actingWorker(ctx, cash.workerId)
  await actingEmployer(ctx, cash.employerId)
  const wages = await payableInCash(ctx, cash)
  await doors.proveIntent(ctx, {
    personId: cash.workerId,
    purpose: 'cashReceipt',
    subjectId: cash.employerId,
    code: cash.workerCode,
  })
  await doors.proveIntent(ctx, {
    employerId: cash.employerId,
    purpose: 'cashPayment',
    subjectId: cash.workerId,
    code: cash.employerCode,
  })
  const worker = await doors.person(ctx, cash.workerId)
  const first = wages[0] ?? refuse('NotFound')
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : refuse('NotFound')
  const payout = {
    id: ctx.newId(),
    purpose: 'wage' as const,
    rail: 'cash' as const,
    workerId: cash.workerId,
    employerId: cash.employerId,
    escrowId: null,
    county: first.county,
    amountFen: wages.reduce((sum, wage) => sum + wage.netFen, 0),
    payee: { kind: 'cash' as const, name: worker.name, recordedBy: staffId },
    replaces: null,
  }
  const row = await insertPayout(ctx, payout)
  await bindOnce(ctx, payout, wages)
  recordBirth(ctx, payoutMachine, row, {
    by: 'clerk',
    event: 'payoutQueued',
    onBehalfOf: cash.workerId,
    data: { rail: 'cash', amountFen: row.amount_fen },
  })
  return row
}

async function bindOnce(ctx: Ctx, payout: Parameters<typeof bindWages>[1], wages: readonly Wage[]): Promise<void> {
  try {
    await bindWages(ctx, payout, wages)
  } catch (error) {
    if (sqlState(error) === '23505') return refuse('WageAlreadyOnItsWay')
    throw error
  }
}

async function payableInCash(ctx: Ctx, cash: CashPayment): Promise<Wage[]> {
  const wages = await wagesById(ctx, cash.wageIds)
  if (wages.length !== new Set(cash.wageIds).size) refuse('NotFound')
  if (wages.some((wage) => wage.workerId !== cash.workerId || wage.employerId !== cash.employerId))
    refuse('WagesOfSeveralPeople')
  if (wages.some((wage) => wage.paidAt !== null)) refuse('WageAlreadyPaid')
  if (wages.some((wage) => wage.fundedAt !== null || wage.fromEscrowFen > 0)) refuse('WageInEscrow')
  const known = await findWages(ctx, {
    workerId: cash.workerId,
    employerId: cash.employerId,
    unpaid: true,
    limit: 1_000,
  })
  const ids = new Set(cash.wageIds)
  if (known.some((wage) => ids.has(wage.id) && wage.onItsWay)) refuse('WageAlreadyOnItsWay')
  return wages
}

/**
 * Books recorded cash: the employer's debt ends from its own pocket, the worker has received. Where other
 * money funded a wage in between, what was paid in cash becomes the employer's credit instead of being lost.
 */
export async function bookCash(ctx: Ctx, doors: Doors, payoutId: string): Promise<void> {
  const payout = await readPayout(ctx, payoutId)
  if (!payout || payout.state !== 'queued' || payout.rail !== 'cash') return
  const payee = payeeOf(ctx, payout)
  const wages = await lockWages(ctx, await wageIdsOf(ctx, payoutId))
  const handedFen = wages.reduce((sum, wage) => sum + wage.grossFen, 0)
  const owed = wages.reduce((sum, wage) => sum + owedFen(wage), 0)
  await post(ctx, [cashPaid(payoutId, payout.employer_id, handedFen), payoutSent(moneyOf(payout))])
  await markFunded(
    ctx,
    wages.map((wage) => wage.id),
  )
  if (handedFen > owed) await addCredit(ctx, payout.employer_id, handedFen - owed)
  await succeedPayout(ctx, doors, payoutId, payee.kind === 'cash' ? payee.recordedBy : '')
}
