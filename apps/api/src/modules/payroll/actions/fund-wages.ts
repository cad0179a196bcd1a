import type { Ctx } from '../../../kernel/context.ts'
import { addToEscrow, escrowsOfPostings, lockEscrowOfPosting, takeCredit } from '../escrow-store.ts'
import { post } from '../ledger-store.ts'
import { wageEarned, wageFunded } from '../rules/entries.ts'
import { remainingFen } from '../rules/escrow.ts'
import { addFromEscrow, lockUnfunded, lockUnfundedOfPosting, markFunded, owedFen, type Wage } from '../wage-store.ts'
import { payEngagements } from './pay-engagements.ts'

const settleKey = (wage: Wage) => `payroll.settle:${wage.employerId}:${wage.workerId}:${wage.dueAt.toISOString()}`

/** One deadline per pair and payday: all wages of that day go out together. */
export function scheduleSettlement(ctx: Ctx, wage: Wage): void {
  ctx.schedule({
    kind: 'payroll.settle',
    key: settleKey(wage),
    subjectId: wage.workerId,
    dueAt: wage.dueAt > ctx.now ? wage.dueAt : ctx.now,
    data: { employerId: wage.employerId, workerId: wage.workerId },
  })
}

function money(escrow: { received_fen: number; released_fen: number; refunded_fen: number }) {
  return { receivedFen: escrow.received_fen, releasedFen: escrow.released_fen, refundedFen: escrow.refunded_fen }
}

/** Posts a new wage, takes its money from the posting's escrow or the employer's credit, and sets its deadlines. */
export async function bookWage(ctx: Ctx, wage: Wage): Promise<void> {
  ctx.audit({
    subjectKind: 'wage',
    subjectId: wage.id,
    act: 'reckon',
    capacity: 'system',
    county: wage.county,
    concerns: [wage.workerId, wage.employerId],
    data: {
      engagementId: wage.engagementId,
      part: wage.part,
      grossFen: wage.grossFen,
      withheldFen: wage.withheldFen,
      netFen: wage.netFen,
    },
  })
  ctx.emit({
    name: 'wageReckoned',
    subjectKind: 'wage',
    subjectId: wage.id,
    data: { engagementId: wage.engagementId, part: wage.part, grossFen: wage.grossFen, netFen: wage.netFen },
  })
  if (wage.grossFen === 0) return payEngagements(ctx, [wage])
  const [known] = await escrowsOfPostings(ctx, [wage.postingId])
  const escrow = known && (await lockEscrowOfPosting(ctx, wage.postingId))
  const fromEscrowFen = escrow ? Math.min(remainingFen(money(escrow)), wage.grossFen) : 0
  const escrowId = escrow && fromEscrowFen > 0 ? escrow.id : null
  if (escrowId !== null) {
    await addToEscrow(ctx, escrowId, { releasedFen: fromEscrowFen })
    await addFromEscrow(ctx, wage.id, escrowId, fromEscrowFen)
  }
  await post(ctx, [wageEarned({ ...wage, wageId: wage.id, escrowId, fromEscrowFen })])
  const restFen = wage.grossFen - fromEscrowFen
  const funded = restFen === 0 || (await takeCredit(ctx, wage.employerId, restFen))
  if (funded) await markFunded(ctx, [wage.id])
  else awaitFunds(ctx, wage, restFen)
  scheduleSettlement(ctx, wage)
}

/** The employer is told what to pay in and until when; past that moment it is arrears. */
function awaitFunds(ctx: Ctx, wage: Wage, owed: number): void {
  ctx.emit({
    name: 'wageAwaitsFunds',
    subjectKind: 'wage',
    subjectId: wage.id,
    data: { employerId: wage.employerId, workerId: wage.workerId, owedFen: owed, lateAt: wage.lateAt.toISOString() },
  })
  ctx.schedule({ kind: 'payroll.late', key: `payroll.late:${wage.id}`, subjectId: wage.id, dueAt: wage.lateAt })
}

/** Escrow money has come: wages of the posting that wait for it are funded, the oldest first. */
export async function fundFromEscrow(ctx: Ctx, postingId: string): Promise<void> {
  const escrow = await lockEscrowOfPosting(ctx, postingId)
  if (!escrow) return
  let left = remainingFen(money(escrow))
  for (const wage of await lockUnfundedOfPosting(ctx, postingId)) {
    const amountFen = Math.min(left, owedFen(wage))
    if (amountFen === 0) break
    await addToEscrow(ctx, escrow.id, { releasedFen: amountFen })
    await addFromEscrow(ctx, wage.id, escrow.id, amountFen)
    // Named by an id of its own: the same wage may be helped by several transfers.
    await post(ctx, [wageFunded(ctx.newId(), wage.employerId, escrow.id, amountFen)])
    left -= amountFen
    if (amountFen === owedFen(wage)) nowFunded(ctx, wage)
  }
}

/** Credit pays what the employer owes, the oldest first; nobody younger is served before an older one. */
export async function fundFromCredit(ctx: Ctx, employerId: string): Promise<void> {
  for (const wage of await lockUnfunded(ctx, employerId)) {
    if (!(await takeCredit(ctx, employerId, owedFen(wage)))) return
    await markFunded(ctx, [wage.id])
    nowFunded(ctx, wage)
  }
}

function nowFunded(ctx: Ctx, wage: Wage): void {
  ctx.cancelDue(`payroll.late:${wage.id}`)
  scheduleSettlement(ctx, wage)
}
