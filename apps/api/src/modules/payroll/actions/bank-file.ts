import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { transitionMany } from '../../../kernel/transition.ts'
import type { Doors } from '../doors.ts'
import {
  insertFile,
  lockFile,
  lockUnfiled,
  openPayoutsOfFile,
  payeeOf,
  payoutMachine,
  stampFile,
} from '../payout-store.ts'
import { bankFailure } from '../rails.ts'
import { failPayout, succeedPayout } from './conclude-payout.ts'

/** Lines one file may hold: the bank's own limit, and one handler's work. */
const linesPerFile = 500

/** The file's number at the bank: letters and digits, made with the file and never changed. */
const fileNo = (id: string) => id.replaceAll('-', '')

/** Layout of the bank's file: no commas or line ends in a field. */
const plain = (text: string) => text.replace(/[,\r\n]/g, ' ').trim()

/**
 * Puts the waiting bank payouts into one file. The file is committed before it is sent, so that every
 * try sends the same content under the same number.
 */
export async function makeBankFile(ctx: Ctx): Promise<void> {
  const payouts = await lockUnfiled(ctx, linesPerFile)
  const first = payouts[0]
  if (!first) return
  const lines = payouts.flatMap((payout) => {
    const payee = payeeOf(ctx, payout)
    if (payee.kind !== 'account') return []
    const purpose = payout.purpose === 'wage' ? '工资' : '托管工资退回'
    return [
      {
        payoutId: payout.id,
        accountName: plain(payee.name),
        accountNo: payee.accountNo,
        amountFen: payout.amount_fen,
        purpose,
      },
    ]
  })
  const id = ctx.newId()
  await insertFile(ctx, id, lines)
  ctx.emit({ name: 'bankFileMade', subjectKind: 'payoutFile', subjectId: id, data: { payouts: lines.length } })
  if (payouts.length === linesPerFile) {
    ctx.schedule({ kind: 'payroll.bankFile', key: `payroll.bankFile:${id}`, subjectId: first.id, dueAt: ctx.now })
  }
}

function scheduleFileCheck(ctx: Ctx, id: string): void {
  const minutes = ctx.deps.policy.number('payroll.payoutRetryMinutes', businessDay(ctx.now))
  ctx.schedule({
    kind: 'payroll.checkFile',
    key: `payroll.checkFile:${id}`,
    subjectId: id,
    dueAt: new Date(ctx.now.getTime() + minutes * 60_000),
  })
}

/** Hands the file to the bank; a repeat is harmless, the bank takes a number once. */
export async function sendBankFile(ctx: Ctx, id: string): Promise<void> {
  const file = await lockFile(ctx, id)
  if (!file || file.sentAt !== null) return
  await ctx.deps.gateways.bank.submitPayrollFile({ fileNo: fileNo(id), lines: file.lines })
  await stampFile(ctx, id, 'sent_at')
  await transitionMany(ctx, payoutMachine, await openPayoutsOfFile(ctx, id), { move: 'send', by: 'system' })
  scheduleFileCheck(ctx, id)
}

/** Fetches the bank's results; asks again until every line has one. */
export async function checkBankFile(ctx: Ctx, doors: Doors, id: string): Promise<void> {
  const file = await lockFile(ctx, id)
  if (!file || file.finishedAt !== null) return
  if (file.sentAt === null) return sendBankFile(ctx, id)
  const state = await ctx.deps.gateways.bank.payrollFile(fileNo(id))
  if (state?.state !== 'finished') return scheduleFileCheck(ctx, id)
  const ours = new Set(file.lines.map((line) => line.payoutId))
  for (const result of state.results) {
    if (!ours.delete(result.payoutId)) throw new Error(`the bank reports a payout that is not open in file ${id}`)
    if (result.outcome === 'paid') await succeedPayout(ctx, doors, result.payoutId, result.bankReference)
    else await failPayout(ctx, doors, result.payoutId, bankFailure(result.reason), result.reason)
  }
  if (ours.size > 0) throw new Error(`the bank's result lacks ${ours.size} of our lines in file ${id}`)
  await stampFile(ctx, id, 'finished_at')
}
