import type { Ctx } from '../../../kernel/context.ts'
import { transitionMany } from '../../../kernel/transition.ts'
import { businessDay } from '../../../kernel/clock.ts'
import type { Doors } from '../doors.ts'
import { countReminder, payeeOf, payoutMachine, readPayout, wageIdsOf, type PayoutRow } from '../payout-store.ts'
import { askWechat, sendByWechat, type RailAnswer } from '../rails.ts'
import { wagesById } from '../wage-store.ts'
import { failPayout, succeedPayout } from './conclude-payout.ts'

const finished: ReadonlySet<string> = new Set(['succeeded', 'failed'])

/**
 * Sends one queued payout. Runs in the outbox worker, after the payout was committed: what goes out has
 * always been written down first. A crash between the rail's answer and our commit makes the worker call
 * the rail again with the same number (the payout's id), which pays nothing twice and answers what
 * became of the first call. Recording the answer is one conditional update, so a notice that overtakes
 * us is not undone.
 */
export async function sendPayout(ctx: Ctx, doors: Doors, payoutId: string): Promise<void> {
  const payout = await readPayout(ctx, payoutId)
  if (!payout || payout.state !== 'queued') return
  if (payout.rail === 'bank') return scheduleFile(ctx, payoutId)
  const payee = payeeOf(ctx, payout)
  if (payee.kind !== 'wallet') return
  const [wage] = await wagesById(ctx, (await wageIdsOf(ctx, payoutId)).slice(0, 1))
  const answer = await sendByWechat(ctx, {
    payoutId,
    amountFen: payout.amount_fen,
    payee,
    workZh: (wage?.reckoning.postingTitle ?? '零工').slice(0, 32),
  })
  await recordAnswer(ctx, doors, payout, answer)
}

/** Bank payouts go out together: one file per round of the worker. */
function scheduleFile(ctx: Ctx, payoutId: string): void {
  ctx.schedule({ kind: 'payroll.bankFile', key: 'payroll.bankFile', subjectId: payoutId, dueAt: ctx.now })
}

export async function recordAnswer(ctx: Ctx, doors: Doors, payout: PayoutRow, answer: RailAnswer): Promise<void> {
  switch (answer.outcome) {
    case 'succeeded':
      return succeedPayout(ctx, doors, payout.id, answer.reference)
    case 'failed':
      return failPayout(ctx, doors, payout.id, answer.code, answer.detail)
    case 'sent':
    case 'awaitingPerson': {
      const waits = answer.outcome === 'awaitingPerson'
      const set = {
        rail_reference: answer.reference,
        ...(waits && answer.personToken !== null && { person_token: answer.personToken }),
      }
      // Already further on: leave it, the notice was faster.
      await transitionMany(ctx, payoutMachine, [payout.id], { move: waits ? 'awaitPerson' : 'send', by: 'system', set })
      scheduleCheck(ctx, payout.id)
    }
  }
}

/** Behind every notice stands a question: what became of it? Asked until the rail says how it ended. */
export function scheduleCheck(ctx: Ctx, payoutId: string): void {
  const minutes = ctx.deps.policy.number('payroll.payoutRetryMinutes', businessDay(ctx.now))
  ctx.schedule({
    kind: 'payroll.checkPayout',
    key: `payroll.checkPayout:${payoutId}`,
    subjectId: payoutId,
    dueAt: new Date(ctx.now.getTime() + minutes * 60_000),
  })
}

/** Asks the rail about a payout that has not ended; reminds the person whose tap it waits for. */
export async function checkPayout(ctx: Ctx, doors: Doors, payoutId: string): Promise<void> {
  const payout = await readPayout(ctx, payoutId)
  if (!payout || finished.has(payout.state) || payout.rail !== 'wechat') return
  const answer = await askWechat(ctx, payoutId)
  if (!answer) {
    // Never arrived there: the sending handler gave up, or its answer was lost before WeChat took it.
    if (payout.state === 'queued') return sendPayout(ctx, doors, payoutId)
    return scheduleCheck(ctx, payoutId)
  }
  if (answer.outcome === 'awaitingPerson' && payout.state === 'awaitingPerson') {
    await remindPerson(ctx, payout)
    return scheduleCheck(ctx, payoutId)
  }
  await recordAnswer(ctx, doors, payout, answer)
}

async function remindPerson(ctx: Ctx, payout: PayoutRow): Promise<void> {
  const day = businessDay(ctx.now)
  const coolDownMs = ctx.deps.policy.number('reminder.coolDownMinutes', day) * 60_000
  const most = ctx.deps.policy.number('reminder.maxPerMatter', day)
  const dueAt = payout.state_since.getTime() + (payout.reminders + 1) * coolDownMs
  if (payout.reminders >= most || ctx.now.getTime() < dueAt) return
  const count = await countReminder(ctx, payout.id)
  ctx.emit({
    name: 'payoutReminder',
    subjectKind: 'payout',
    subjectId: payout.id,
    data: { workerId: payout.worker_id, amountFen: payout.amount_fen, count },
  })
}
