import type { IncomingTransfer } from '../../../gateways/index.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { addCredit, addToEscrow, insertIncoming, lockEscrow, ownerOfAccount } from '../escrow-store.ts'
import { post } from '../ledger-store.ts'
import { escrowFunded, fundsReceived } from '../rules/entries.ts'
import { closeEscrowIfDone, holdIfFunded } from './escrow.ts'
import { fundFromCredit, fundFromEscrow } from './fund-wages.ts'

/**
 * Takes one transfer the bank tells of, once: by its notice id and by the bank's own reference. Money for an
 * account number nobody has is kept for a person to look at, and posted nowhere.
 */
export async function takeIncoming(ctx: Ctx, transfer: IncomingTransfer): Promise<boolean> {
  const owner = await ownerOfAccount(ctx, transfer.accountNo)
  const id = ctx.newId()
  if (!(await insertIncoming(ctx, { ...transfer, id }, owner))) return false
  if (owner.employerId === null) {
    ctx.emit({
      name: 'incomingTransferUnmatched',
      subjectKind: 'incomingTransfer',
      subjectId: id,
      data: { amountFen: transfer.amountFen },
    })
    return true
  }
  if (owner.escrowId !== null) await intoEscrow(ctx, id, owner.escrowId, transfer.amountFen)
  else await intoCredit(ctx, id, owner.employerId, transfer.amountFen)
  return true
}

async function intoEscrow(ctx: Ctx, transferId: string, escrowId: string, amountFen: number): Promise<void> {
  const before = await lockEscrow(ctx, escrowId)
  if (!before) throw new Error('an escrow has vanished')
  await post(ctx, [escrowFunded(transferId, before.employer_id, escrowId, amountFen)])
  const escrow = await addToEscrow(ctx, escrowId, { receivedFen: amountFen })
  await holdIfFunded(ctx, escrow)
  if (escrow.state === 'awaitingFunds' && escrow.received_fen < escrow.required_fen) {
    const missingFen = escrow.required_fen - escrow.received_fen
    ctx.emit({ name: 'escrowPartlyFunded', subjectKind: 'escrow', subjectId: escrowId, data: { missingFen } })
  }
  await fundFromEscrow(ctx, escrow.posting_id)
  // Money that comes when everything is over goes back.
  await closeEscrowIfDone(ctx, escrow.posting_id)
}

async function intoCredit(ctx: Ctx, transferId: string, employerId: string, amountFen: number): Promise<void> {
  await post(ctx, [fundsReceived(transferId, employerId, amountFen)])
  await addCredit(ctx, employerId, amountFen)
  // Whoever has the page of the account open sees it come.
  ctx.tell({ kind: 'employer', id: employerId }, 'pay')
  await fundFromCredit(ctx, employerId)
}
