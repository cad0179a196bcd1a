import {
  objectionOutcomes,
  objectionWays,
  possibleTransitions,
  stateLabels,
  subsidyLifecycle,
} from '@linggong/contract'
import type { SubsidyDecision } from '@linggong/policy'
import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { rolesOf } from '../../kernel/rights.ts'
import { operatorsFacts, sitesFacts } from '../sites/index.ts'
import { capacitiesOfRoles, isOthersStep } from './rules.ts'
import { stepViews } from './steps.ts'
import { leftOf, type AppropriationRow, type PurchasedServiceRow } from './store-money.ts'
import { filesOf, linesOf, payeesOf, type FileRow, type PayeeRow } from './store-payments.ts'
import { objectionsOf } from './store-objections.ts'
import type { SubsidyRow } from './store.ts'

export const decisionView = ({
  decision,
  amountFen,
  reasons,
  provisional,
}: SubsidyDecision | SubsidyRow['decision']) => ({
  decision,
  amountFen,
  reasons: [...reasons],
  provisional,
})

export const payeeView = (row: PayeeRow, holderName: string) => ({
  holderName,
  bankName: row.bank_name,
  accountTail: row.account_tail,
  recordedAt: wireTime(row.recorded_at),
})

/** Names are read once for all rows. */
export async function subsidyViews(ctx: Ctx, rows: readonly SubsidyRow[]) {
  const sites = new Map(
    (await sitesFacts(ctx, [...new Set(rows.map((row) => row.site_id))])).map((one) => [one.id, one]),
  )
  const operatorIds = [...new Set(rows.map((row) => row.operator_id))]
  const operators = new Map((await operatorsFacts(ctx, operatorIds)).map((one) => [one.id, one]))
  const payees = new Map((await payeesOf(ctx, [...sites.keys()])).map((one) => [one.site_id, one]))
  const files = new Map(
    (
      await filesOf(
        ctx,
        rows.map((row) => row.id),
      )
    ).map((one) => [one.thing_id, one.number]),
  )
  const capacities = capacitiesOfRoles(rolesOf(ctx.actor))
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
  /** An account of an earlier operator is not the applicant's. */
  const payeeOf = (row: SubsidyRow) => {
    const payee = payees.get(row.site_id)
    return payee?.operator_id === row.operator_id ? payeeView(payee, operators.get(row.operator_id)?.name ?? '') : null
  }
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    siteName: sites.get(row.site_id)?.name ?? '',
    county: row.county,
    operatorId: row.operator_id,
    operatorName: operators.get(row.operator_id)?.name ?? '',
    what: row.what,
    year: row.year === 0 ? null : row.year,
    state: row.state,
    stateLabel: stateLabels.subsidy[row.state],
    stateSince: wireTime(row.state_since),
    appliedOn: row.applied_on,
    amountFen: row.amount_fen,
    decision: decisionView(row.decision),
    appropriationId: row.appropriation_id,
    noticeFrom: row.notice_from,
    noticeTo: row.notice_to,
    voucherNumber: row.voucher_number,
    paidOn: row.paid_on,
    payee: payeeOf(row),
    paymentFileNumber: files.get(row.id) ?? null,
    possible: [
      ...new Set(capacities.flatMap((capacity) => possibleTransitions(subsidyLifecycle, row.state, capacity))),
    ].filter((move) => !isOthersStep(row, move, staffId)),
  }))
}

export async function subsidyView(ctx: Ctx, row: SubsidyRow) {
  const [view] = await subsidyViews(ctx, [row])
  if (!view) throw new Error('one row, one view')
  return view
}

/** One subsidy with its steps and objections; who decides it may record one while the notice runs. */
export async function wholeSubsidyView(ctx: Ctx, row: SubsidyRow) {
  const view = await subsidyView(ctx, row)
  const hears = row.state === 'inNotice' && capacitiesOfRoles(rolesOf(ctx.actor)).includes('officer')
  return {
    ...view,
    possible: hears ? [...view.possible, 'object'] : view.possible,
    steps: await stepViews(ctx, row.id),
    objections: (await objectionsOf(ctx, row.id)).map((one) => ({
      id: one.id,
      receivedOn: one.received_on,
      answerBy: one.answer_by,
      wayLabel: objectionWays[one.way],
      words: one.words,
      outcome: one.outcome,
      outcomeLabel: one.outcome && objectionOutcomes[one.outcome],
      outcomeNote: one.outcome_note,
    })),
  }
}

/** Lines of all files are read at once. */
export async function paymentFileViews(ctx: Ctx, files: readonly FileRow[]) {
  const lines = Map.groupBy(
    await linesOf(
      ctx,
      files.map((one) => one.id),
    ),
    (line) => line.file_id,
  )
  return files.map((file) => ({
    id: file.id,
    county: file.county,
    number: file.number,
    madeAt: wireTime(file.made_at),
    madeByName: file.made_by_name,
    amountFen: file.amount_fen,
    lines: (lines.get(file.id) ?? []).map((line) => ({
      line: line.line,
      subsidyId: line.subsidy_id,
      evaluationId: line.evaluation_id,
      serviceId: line.service_id,
      siteName: line.site_name,
      payeeName: line.payee_name,
      bankName: line.bank_name,
      accountTail: line.account_tail,
      amountFen: line.amount_fen,
      documentNumber: line.document_number,
      purpose: line.purpose,
      paidOn: line.paid_on,
      voucherNumber: line.voucher_number,
      returnedAt: line.returned_at && wireTime(line.returned_at),
      returnedNote: line.returned_note,
    })),
  }))
}

export const appropriationView = (row: AppropriationRow) => ({
  id: row.id,
  county: row.county,
  year: row.year,
  documentNumber: row.document_number,
  source: row.source,
  amountFen: row.amount_fen,
  committedFen: row.committed_fen,
  paidFen: row.paid_fen,
  carriedOutFen: row.carried_out_fen,
  leftFen: leftOf(row),
  carriedFrom: row.carried_from,
})

export const purchasedServiceView = (row: PurchasedServiceRow) => ({
  id: row.id,
  siteId: row.site_id,
  contractNumber: row.contract_number,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
})
