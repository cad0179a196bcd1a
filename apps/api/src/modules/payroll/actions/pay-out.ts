import type { Ctx } from '../../../kernel/context.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import type { Doors } from '../doors.ts'
import { post } from '../ledger-store.ts'
import {
  bindWages,
  failedRails,
  insertPayout,
  payoutMachine,
  readPaySettings,
  waysOf,
  type NewPayout,
  type PaySettings,
  type Payee,
  type PayoutRow,
} from '../payout-store.ts'
import { payoutSent } from '../rules/entries.ts'
import { nextRail, railsFor, type Rail } from '../rules/rails.ts'
import { lockPayable, type Wage } from '../wage-store.ts'

function payeeFor(rail: Rail, settings: PaySettings, name: string): Payee {
  if (rail === 'wechat' && settings.openid !== null) {
    return { kind: 'wallet', openid: settings.openid, name, authorisationNo: settings.authorisationNo }
  }
  if (rail === 'bank' && settings.bankAccount !== null) {
    return { kind: 'account', accountNo: settings.bankAccount, name: settings.bankAccountHolder ?? name }
  }
  throw new Error(`no way to pay by ${rail}`)
}

/**
 * Stores a payout, its ledger posting and the event that sends it: all in this transaction, nothing leaves
 * the house yet. The sending handler uses the payout's id towards the rail.
 */
export async function storePayout(ctx: Ctx, payout: NewPayout): Promise<PayoutRow> {
  const row = await insertPayout(ctx, payout)
  await post(ctx, [payoutSent(moneyOf(row))])
  recordBirth(ctx, payoutMachine, row, {
    by: 'system',
    event: 'payoutQueued',
    data: { rail: row.rail, amountFen: row.amount_fen, ...(row.replaces && { replaces: row.replaces }) },
  })
  return row
}

export function moneyOf(row: PayoutRow) {
  const payee =
    row.purpose === 'wage' && row.worker_id !== null
      ? { workerId: row.worker_id }
      : { employerId: row.employer_id, escrowId: row.escrow_id ?? '' }
  return { payoutId: row.id, rail: row.rail, amountFen: row.amount_fen, payee }
}

/**
 * Pays one worker all of one employer's wages that are due and funded, in one payout. Silent when there is
 * nothing to pay. Without a way to pay, the person is told and the wages wait.
 */
export async function payPair(
  ctx: Ctx,
  doors: Doors,
  pair: { employerId: string; workerId: string },
  replaces: string | null = null,
): Promise<PayoutRow | undefined> {
  const wages = await lockPayable(ctx, pair)
  const first = wages[0]
  if (!first) return undefined
  const settings = await readPaySettings(ctx, pair.workerId)
  const failed = await failedRails(
    ctx,
    pair.workerId,
    wages.map((wage) => wage.id),
  )
  const rail = nextRail(railsFor(waysOf(settings)), failed)
  if (rail === undefined || !settings) {
    ctx.emit({
      name: 'payWayMissing',
      subjectKind: 'person',
      subjectId: pair.workerId,
      data: { employerId: pair.employerId, amountFen: total(wages), tried: failed },
    })
    return undefined
  }
  const person = await doors.person(ctx, pair.workerId)
  const payout = {
    id: ctx.newId(),
    purpose: 'wage' as const,
    rail,
    ...pair,
    escrowId: null,
    county: first.county,
    amountFen: total(wages),
    payee: payeeFor(rail, settings, person.name),
    replaces,
  }
  const row = await storePayout(ctx, payout)
  await bindWages(ctx, payout, wages)
  return row
}

function total(wages: readonly Wage[]): number {
  return wages.reduce((sum, wage) => sum + wage.netFen, 0)
}
