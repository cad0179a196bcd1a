import { payrollEndpoints } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { serve } from '../../kernel/http/serve.ts'
import { actingEmployer, actingWorker } from '../../kernel/rights.ts'
import { bindWallet } from './actions/bind-wallet.ts'
import { escrowRequired, requestEscrow } from './actions/escrow.ts'
import { changePaySettings, showPaySettings } from './actions/pay-settings.ts'
import * as read from './actions/read.ts'
import { recordCash, sendCashCodes } from './actions/record-cash.ts'
import { statementFile } from './actions/statement-file.ts'
import type { Doors } from './doors.ts'
import { escrowToView, payoutToView } from './view.ts'

/** The clerk's consent opens the worker's rows before anything is looked up. */
async function helping(ctx: Ctx, onBehalfOf: string | undefined): Promise<void> {
  if (ctx.actor.kind === 'staff' && onBehalfOf !== undefined) await actingWorker(ctx, onBehalfOf)
}

export function payrollRoutes(doors: Doors) {
  return serve(payrollEndpoints, {
    listMyWages: async (ctx, { query }) => {
      const { workerId } = await actingWorker(ctx, query.onBehalfOf)
      return read.listWages(ctx, { workerId }, query)
    },
    getMyWageSums: async (ctx, { query }) => {
      const { workerId } = await actingWorker(ctx, query.onBehalfOf)
      return read.sumWages(ctx, workerId)
    },
    listMyPayslips: async (ctx, { query }) => {
      const { workerId } = await actingWorker(ctx, query.onBehalfOf)
      return read.listPayslips(ctx, doors, workerId, query)
    },
    getPayslip: async (ctx, { params, query }) => {
      await helping(ctx, query.onBehalfOf)
      return read.showPayslip(ctx, doors, params.payslipId)
    },
    getPayslipPdf: async (ctx, { params, query }) => {
      await helping(ctx, query.onBehalfOf)
      return read.payslipPdf(ctx, params.payslipId)
    },
    verifyPayslip: (ctx, { params }) => read.verifyPayslip(ctx, params.code),
    listMyWaitingPayouts: async (ctx, { query }) => {
      const { workerId } = await actingWorker(ctx, query.onBehalfOf)
      return read.listWaiting(ctx, workerId)
    },
    getMyPaySettings: async (ctx, { query }) => {
      const { workerId } = await actingWorker(ctx, query.onBehalfOf)
      return showPaySettings(ctx, workerId)
    },
    putMyPaySettings: (ctx, { body }) => changePaySettings(ctx, doors, body),
    bindMyWallet: (ctx, { body }) => bindWallet(ctx, doors, body.code),
    getEngagementWages: async (ctx, { params, query }) => {
      await helping(ctx, query.onBehalfOf)
      return read.engagementWages(ctx, params.engagementId)
    },
    getEngagementPayCheck: async (ctx, { params, query }) => {
      await helping(ctx, query.onBehalfOf)
      return read.engagementPayCheck(ctx, params.engagementId)
    },
    requestEscrow: async (ctx, { params }) => {
      const posting = await doors.postingFacts(ctx, params.postingId)
      const { by } = await actingEmployer(ctx, posting.employerId)
      const escrow = await requestEscrow(ctx, doors, params.postingId, by === 'clerk' ? 'clerk' : 'employer')
      return escrowToView(escrow, await escrowRequired(ctx, doors, posting.employerId))
    },
    getEscrow: (ctx, { params }) => read.showEscrow(ctx, doors, params.postingId),
    getEmployerFunding: async (ctx, { params }) => {
      const { employerId } = await actingEmployer(ctx, params.employerId)
      return read.employerFunding(ctx, employerId)
    },
    openEmployerFunding: async (ctx, { params }) => {
      const { employerId } = await actingEmployer(ctx, params.employerId)
      // The bank is asked by the worker role: a slow bank must not hold a request.
      ctx.emit({ name: 'employerFundingRequested', subjectKind: 'employer', subjectId: employerId })
      return { ok: true as const }
    },
    listEmployerWages: async (ctx, { params, query }) => {
      const { employerId } = await actingEmployer(ctx, params.employerId)
      return read.listEmployerWages(ctx, employerId, query.unpaid, query)
    },
    getEmployerStatement: async (ctx, { params, query }) => {
      const { employerId } = await actingEmployer(ctx, params.employerId)
      return read.employerStatement(ctx, employerId, query)
    },
    getEmployerStatementFile: async (ctx, { params, query }) => {
      const { employerId } = await actingEmployer(ctx, params.employerId)
      return statementFile(ctx, doors, employerId, query)
    },
    sendCashCodes: (ctx, { body }) => sendCashCodes(ctx, doors, body),
    recordCashPayment: async (ctx, { body }) => payoutToView(await recordCash(ctx, doors, body)),
  })
}
