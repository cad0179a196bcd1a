import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { readEngagements } from '../engagements/index.ts'
import { sendBankFile } from './actions/bank-file.ts'
import {
  closeEscrowIfDone,
  endEscrow,
  openEscrowAccount,
  openEscrowWherePromised,
  openFundsAccount,
} from './actions/escrow.ts'
import { drawPayslip } from './actions/issue-payslip.ts'
import { payPair } from './actions/pay-out.ts'
import { reckonCompensation, reckonWage } from './actions/reckon-wage.ts'
import { bookCash } from './actions/record-cash.ts'
import { scheduleCheck, sendPayout } from './actions/send-payout.ts'
import type { Doors } from './doors.ts'
import { readPaySettings, waysOf } from './payout-store.ts'
import { payCheck } from './rules/rails.ts'
import { payablePairs } from './wage-store.ts'

const engagementEnds = ['engagementPaid', 'engagementCancelled', 'engagementNoShow', 'engagementVoided'] as const
const postingEnds = ['postingClosed', 'postingExpired', 'postingWithdrawn', 'postingTakenDown'] as const

export function listen(app: Application, doors: Doors): void {
  for (const event of ['engagementConfirmed', 'engagementDisputed'] as const) {
    app.on(event, 'payroll.reckon', async (ctx, { subjectId }) => {
      await reckonWage(ctx, doors, subjectId)
    })
  }
  app.on('engagementConcluded', 'payroll.payCheck', (ctx, { subjectId }) => checkPayWay(ctx, subjectId))
  for (const event of engagementEnds) {
    app.on(event, 'payroll.escrow', async (ctx, { subjectId, data }) => {
      const [engagement] = await readEngagements(ctx, { ids: [subjectId] })
      if (!engagement) return
      // Before the escrow may close: what a late cancellation owes is paid from it.
      const { compensationBasisPoints } = data
      if (typeof compensationBasisPoints === 'number') {
        await reckonCompensation(ctx, doors, engagement, compensationBasisPoints)
      }
      await closeEscrowIfDone(ctx, engagement.postingId)
    })
  }
  app.on('postingPublished', 'payroll.escrow', (ctx, { subjectId }) => openEscrowWherePromised(ctx, doors, subjectId))
  for (const event of postingEnds) app.on(event, 'payroll.escrow', (ctx, { subjectId }) => endEscrow(ctx, subjectId))
  app.on('escrowRequested', 'payroll.account', (ctx, { subjectId }) => openEscrowAccount(ctx, doors, subjectId))
  for (const event of ['employerFundingRequested', 'wageAwaitsFunds'] as const) {
    app.on(event, 'payroll.account', (ctx, { subjectId, data }) =>
      openFundsAccount(ctx, doors, typeof data.employerId === 'string' ? data.employerId : subjectId),
    )
  }
  app.on('payoutQueued', 'payroll.send', async (ctx, { subjectId, data }) => {
    if (data.rail === 'cash') return bookCash(ctx, doors, subjectId)
    return sendPayout(ctx, doors, subjectId)
  })
  // A sending handler that keeps failing is set aside; this question goes on.
  app.on('payoutQueued', 'payroll.watch', async (ctx, { subjectId, data }) => {
    if (data.rail === 'wechat') scheduleCheck(ctx, subjectId)
  })
  app.on('bankFileMade', 'payroll.send', (ctx, { subjectId }) => sendBankFile(ctx, subjectId))
  app.on('payslipIssued', 'payroll.paper', (ctx, { subjectId }) => drawPayslip(ctx, doors, subjectId))
  app.on('paySettingsChanged', 'payroll.pay', async (ctx, { subjectId }) => {
    for (const pair of await payablePairs(ctx, subjectId)) await payPair(ctx, doors, pair)
  })
}

/** Before the shift: whoever cannot be paid yet is told in time to name a way. */
async function checkPayWay(ctx: Ctx, engagementId: string): Promise<void> {
  const [engagement] = await readEngagements(ctx, { ids: [engagementId], states: ['concluded'] })
  if (!engagement) return
  const check = payCheck(waysOf(await readPaySettings(ctx, engagement.workerId)))
  if (check.canBePaid) return
  ctx.emit({
    name: 'payWayNeeded',
    subjectKind: 'engagement',
    subjectId: engagementId,
    data: { workerId: engagement.workerId, employerId: engagement.employerId },
  })
}
