import { businessDay } from '../../kernel/clock.ts'
import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { takeArrearsSteps } from './actions/arrears.ts'
import { checkBankFile, makeBankFile } from './actions/bank-file.ts'
import { payPair } from './actions/pay-out.ts'
import { checkPayout } from './actions/send-payout.ts'
import { takeIncoming } from './actions/take-incoming.ts'
import type { Doors } from './doors.ts'
import { runningDeadlines } from './payout-store.ts'
import { proveLedger } from './proof.ts'
import { dayStart } from './rules/settlement.ts'
import { addDays } from '@linggong/policy'

const text = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('a due row of payroll lacks an id')
  return value
}

export function onTime(app: Application, doors: Doors): void {
  app.atDue('payroll.settle', async (ctx, { data }) => {
    await payPair(ctx, doors, { employerId: text(data.employerId), workerId: text(data.workerId) })
  })
  app.atDue('payroll.late', (ctx, { subjectId }) => takeArrearsSteps(ctx, subjectId))
  app.atDue('payroll.checkPayout', (ctx, { subjectId }) => checkPayout(ctx, doors, subjectId))
  app.atDue('payroll.bankFile', (ctx) => makeBankFile(ctx))
  app.atDue('payroll.checkFile', (ctx, { subjectId }) => checkBankFile(ctx, doors, subjectId))
  app.atDue('payroll.incoming', (ctx, { data }) =>
    pollIncoming(ctx, typeof data.after === 'string' ? data.after : undefined),
  )
  app.atDue('payroll.proof', async (ctx) => {
    await proveLedger(ctx)
    scheduleProof(ctx)
  })
}

/** Ids of matters that have no row: the ledger and the bank's list. */
const ledgerId = '00000000-0000-8000-8000-000000000001'
const incomingId = '00000000-0000-8000-8000-000000000002'

/** The proof runs as each business day begins. */
function scheduleProof(ctx: Ctx): void {
  const tomorrow = addDays(businessDay(ctx.now), 1)
  ctx.schedule({ kind: 'payroll.proof', key: 'payroll.proof', subjectId: ledgerId, dueAt: dayStart(tomorrow) })
}

/** Behind the bank's notices: its list, read on from the last notice read here. */
async function pollIncoming(ctx: Ctx, after: string | undefined): Promise<void> {
  const transfers = await ctx.deps.gateways.bank.incomingTransfers(after)
  for (const transfer of transfers) await takeIncoming(ctx, transfer)
  const minutes = ctx.deps.policy.number('payroll.payoutRetryMinutes', businessDay(ctx.now))
  const last = transfers.at(-1)?.noticeId ?? after
  ctx.schedule({
    kind: 'payroll.incoming',
    key: 'payroll.incoming',
    subjectId: incomingId,
    dueAt: new Date(ctx.now.getTime() + (transfers.length > 0 ? 0 : minutes * 60_000)),
    ...(last !== undefined && { data: { after: last } }),
  })
}

/** Starts the standing deadlines where none runs yet; the worker role calls it as it starts. */
export async function scheduleStanding(ctx: Ctx): Promise<void> {
  const running = await runningDeadlines(ctx, ['payroll.proof', 'payroll.incoming'])
  if (!running.has('payroll.proof')) scheduleProof(ctx)
  if (running.has('payroll.incoming')) return
  ctx.schedule({ kind: 'payroll.incoming', key: 'payroll.incoming', subjectId: incomingId, dueAt: ctx.now })
}
