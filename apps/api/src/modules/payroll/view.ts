import { reasonLabel, stateLabels } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/errors.ts'
import type { EscrowNeed } from './actions/escrow.ts'
import type { EscrowRow } from './escrow-store.ts'
import type { PaySettings, PayoutRow } from './payout-store.ts'
import { remainingFen } from './rules/escrow.ts'
import { owedFen, type Owed, type Wage } from './wage-store.ts'
import { railZh, wageStatusZh } from './words.ts'

export function wageToView(wage: Wage & { onItsWay?: boolean }, now: Date) {
  return {
    id: wage.id,
    engagementId: wage.engagementId,
    part: wage.part,
    employerId: wage.employerId,
    workerId: wage.workerId,
    postingTitle: wage.reckoning.postingTitle,
    county: wage.county,
    workedOn: wage.workedOn,
    payMethod: wage.payMethod,
    settlementCycle: wage.settlementCycle,
    minutes: wage.minutes,
    lines: wage.reckoning.lines,
    grossFen: wage.grossFen,
    withheldFen: wage.withheldFen,
    netFen: wage.netFen,
    topUpFen: wage.topUpFen,
    dueAt: wireTime(wage.dueAt),
    lateAt: wireTime(wage.lateAt),
    funded: wage.fundedAt !== null,
    owedFen: wage.paidAt === null ? owedFen(wage) : 0,
    paidAt: wage.paidAt && wireTime(wage.paidAt),
    statusZh: wageStatusZh(wage, wage.onItsWay ?? false, now),
  }
}

/** `merchantNo`: only the payee's own phone gets what opens the wallet's receipt page. */
export function payoutToView(payout: PayoutRow, merchantNo?: string) {
  return {
    id: payout.id,
    state: payout.state,
    stateLabel: stateLabels.payout[payout.state],
    rail: payout.rail,
    railLabel: railZh(payout.rail),
    amountFen: payout.amount_fen,
    queuedAt: wireTime(payout.queued_at),
    stateSince: wireTime(payout.state_since),
    failureLabel: payout.failure_code && reasonLabel('payout.fail', payout.failure_code),
    personToken: merchantNo === undefined ? null : payout.person_token,
    merchantNo: merchantNo ?? null,
  }
}

/** `need`: whether it had to be; `owed`: wages of the posting above its escrow; of a new escrow there are none. */
export function escrowToView(escrow: EscrowRow, need: EscrowNeed, owed?: Owed) {
  const money = { receivedFen: escrow.received_fen, releasedFen: escrow.released_fen, refundedFen: escrow.refunded_fen }
  return {
    id: escrow.id,
    postingId: escrow.posting_id,
    state: escrow.state,
    stateLabel: stateLabels.escrow[escrow.state],
    whyRequired: need.required ? need.sentence : null,
    requiredFen: escrow.required_fen,
    ...money,
    remainingFen: remainingFen(money),
    owedFen: owed?.owedFen ?? 0,
    owedUntil: owed?.owedUntil ? wireTime(owed.owedUntil) : null,
    fundBy: wireTime(escrow.fund_by),
    accountNo: escrow.account_no,
    accountName: escrow.account_name,
    bankName: escrow.bank_name,
  }
}

export function settingsToView(settings: PaySettings | undefined) {
  if (!settings) return null
  return {
    preferredRail: settings.preferredRail,
    hasWallet: settings.openid !== null,
    authorised: settings.authorisationNo !== null,
    bankAccountTail: settings.bankAccount?.slice(-4) ?? null,
    bankName: settings.bankName,
    bankAccountHolder: settings.bankAccountHolder,
  }
}

export type Cursor = { at: Date; id: string }

/** `next` of the page before, as `instant|id`; anything else is refused. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const [instant = '', id = ''] = text.split('|')
  const at = new Date(instant)
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) {
    return refuse('InputInvalid', {
      problems: [{ path: 'query.after', code: 'unreadable', message: '翻页位置不对,请从第一页看起' }],
    })
  }
  return { at, id }
}

export function pageOf<T, V>(
  rows: readonly T[],
  limit: number,
  cursor: (row: T) => Cursor,
  view: (row: T) => V,
): { items: V[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const end = last && cursor(last)
  return { items: shown.map(view), next: end ? `${end.at.toISOString()}|${end.id}` : null }
}
