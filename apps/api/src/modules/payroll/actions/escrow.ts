import { minimumWage, PolicyNotInForce } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { employerStandingLevel, mustSetAside, readEngagements } from '../../engagements/index.ts'
import type { Doors, PostingFacts } from '../doors.ts'
import {
  addToEscrow,
  escrowMachine,
  escrowsOfPostings,
  insertEscrow,
  lockEscrowOfPosting,
  markEnding,
  payerOfEscrow,
  readEscrow,
  readFunds,
  setEscrowAccount,
  setFundsAccount,
  type EscrowRow,
} from '../escrow-store.ts'
import { escrowAmountFen, refundableFen } from '../rules/escrow.ts'
import { storePayout } from './pay-out.ts'

export type EscrowNeed = { required: false } | { required: true; sentence: string }

/** Whether this employer must set wages aside before its posting counts as safe, and why in plain words (✎ policy). */
export async function escrowRequired(ctx: Ctx, doors: Doors, employerId: string): Promise<EscrowNeed> {
  const employer = await doors.employer(ctx, employerId)
  const day = businessDay(ctx.now)
  if (employer.isNew && ctx.deps.policy.boolean('escrow.compulsoryForNewEmployer', day)) {
    return { required: true, sentence: '刚登记的单位,付清过几个班的工钱以前,工资要先托管。' }
  }
  await ctx.tx.widen({ employers: [employerId] }, 'its level alone: whether wages must be set aside')
  const level = await employerStandingLevel(ctx, employerId)
  if (!ctx.deps.policy.value('escrow.compulsoryStandingLevels', day).includes(level)) return { required: false }
  return { required: true, sentence: mustSetAside(level) }
}

function amountOf(ctx: Ctx, posting: PostingFacts): number {
  const first = posting.shifts[0] ?? refuse('PostingNotOpenForEscrow')
  const minimum = minimumWage(ctx.deps.policy, posting.county, businessDay(first.startsAt))
  if (minimum.status === 'noPolicy') throw new PolicyNotInForce(minimum)
  return escrowAmountFen(posting.terms, posting.shifts, posting.span, minimum.hourlyFen)
}

const fundable: ReadonlySet<string> = new Set(['submitted', 'inReview', 'published'])

/**
 * Opens the escrow of a posting: headcount × pay of every shift. The bank gives it an account number of its
 * own a moment later. Refuses PostingNotOpenForEscrow, EscrowAlreadyAsked.
 */
export async function requestEscrow(
  ctx: Ctx,
  doors: Doors,
  postingId: string,
  by: 'employer' | 'clerk' | 'system',
): Promise<EscrowRow> {
  const posting = await doors.postingFacts(ctx, postingId)
  if (!fundable.has(posting.state)) refuse('PostingNotOpenForEscrow')
  const starts = Math.min(...posting.shifts.map((shift) => shift.startsAt.getTime()))
  const leadMs = ctx.deps.policy.number('escrow.fundBeforeShiftMinutes', businessDay(ctx.now)) * 60_000
  const escrow = await insertEscrow(ctx, {
    id: ctx.newId(),
    postingId,
    employerId: posting.employerId,
    county: posting.county,
    requiredFen: amountOf(ctx, posting),
    fundBy: new Date(Math.max(starts - leadMs, ctx.now.getTime())),
  })
  if (!escrow) return refuse('EscrowAlreadyAsked')
  recordBirth(ctx, escrowMachine, escrow, {
    by,
    event: 'escrowRequested',
    data: { postingId, requiredFen: escrow.required_fen, ...(by === 'clerk' && { onBehalf: true }) },
  })
  return escrow
}

/** A published posting whose terms promise escrow, or whose employer must give it, gets one by itself. */
export async function openEscrowWherePromised(ctx: Ctx, doors: Doors, postingId: string): Promise<void> {
  const [known] = await escrowsOfPostings(ctx, [postingId])
  if (known) return
  const posting = await doors.postingFacts(ctx, postingId)
  if (posting.state !== 'published') return
  const need = await escrowRequired(ctx, doors, posting.employerId)
  if (posting.terms.escrow || need.required) await requestEscrow(ctx, doors, postingId, 'system')
}

/** Asks the bank for the account number; the bank gives one owner the same number every time. */
export async function openEscrowAccount(ctx: Ctx, doors: Doors, escrowId: string): Promise<void> {
  const escrow = await readEscrow(ctx, escrowId)
  if (!escrow || escrow.account_no !== null) return
  const employer = await doors.employer(ctx, escrow.employer_id)
  const account = await ctx.deps.gateways.bank.virtualAccount({ ownerRef: escrow.id, ownerName: employer.name })
  await setEscrowAccount(ctx, escrowId, account)
  ctx.emit({
    name: 'escrowAccountOpened',
    subjectKind: 'escrow',
    subjectId: escrowId,
    data: { postingId: escrow.posting_id, employerId: escrow.employer_id, requiredFen: escrow.required_fen },
  })
}

export async function openFundsAccount(ctx: Ctx, doors: Doors, employerId: string): Promise<void> {
  const known = await readFunds(ctx, employerId)
  if (known?.accountNo) return
  const employer = await doors.employer(ctx, employerId)
  const account = await ctx.deps.gateways.bank.virtualAccount({ ownerRef: employerId, ownerName: employer.name })
  await setFundsAccount(ctx, employerId, account)
}

/** The posting has ended; its escrow closes once nobody can earn from it any more. */
export async function endEscrow(ctx: Ctx, postingId: string): Promise<void> {
  const [escrow] = await escrowsOfPostings(ctx, [postingId])
  if (!escrow) return
  await markEnding(ctx, escrow.id)
  await closeEscrowIfDone(ctx, postingId)
}

const undecided = ['accepted', 'concluded', 'working', 'worked', 'disputed', 'confirmed'] as const

/**
 * Sends back what was not worked (二(二); domain «Refund of what was not worked»): when the posting has ended
 * and no engagement of it can still earn. Confirmed ones are waited for, until their wage is paid.
 */
export async function closeEscrowIfDone(ctx: Ctx, postingId: string): Promise<void> {
  const [known] = await escrowsOfPostings(ctx, [postingId])
  if (!known || known.ending_since === null) return
  const escrow = await lockEscrowOfPosting(ctx, postingId)
  if (!escrow || escrow.ending_since === null) return
  const open = await readEngagements(ctx, { postingId, states: undecided, limit: 1 })
  if (open.length > 0) return
  const money = { receivedFen: escrow.received_fen, releasedFen: escrow.released_fen, refundedFen: escrow.refunded_fen }
  const restFen = refundableFen(money, true, 0)
  if (restFen > 0) await refund(ctx, escrow, restFen)
  else if (escrow.state === 'held') await transition(ctx, escrowMachine, escrow.id, { move: 'release', by: 'system' })
}

async function refund(ctx: Ctx, escrow: EscrowRow, amountFen: number): Promise<void> {
  const payer = await payerOfEscrow(ctx, escrow.id)
  if (!payer) {
    // Without the payer's account a person has to find out where the money belongs.
    ctx.emit({
      name: 'refundFailed',
      subjectKind: 'escrow',
      subjectId: escrow.id,
      data: { amountFen, code: 'payerUnknown' },
    })
    return
  }
  await addToEscrow(ctx, escrow.id, { refundedFen: amountFen })
  await storePayout(ctx, {
    id: ctx.newId(),
    purpose: 'refund',
    rail: 'bank',
    workerId: null,
    employerId: escrow.employer_id,
    escrowId: escrow.id,
    county: escrow.county,
    amountFen,
    payee: { kind: 'account', accountNo: payer.accountNo, name: payer.name },
    replaces: null,
  })
  if (escrow.state === 'awaitingFunds')
    await transition(ctx, escrowMachine, escrow.id, { move: 'hold', by: 'system', data: { partial: true } })
  if (escrow.state === 'awaitingFunds' || escrow.state === 'held') {
    await transition(ctx, escrowMachine, escrow.id, { move: 'refund', by: 'system', data: { amountFen } })
  }
}

/** Money that reached the escrow: held once it covers what was asked. */
export async function holdIfFunded(ctx: Ctx, escrow: EscrowRow): Promise<void> {
  if (escrow.state !== 'awaitingFunds' || escrow.received_fen < escrow.required_fen) return
  await transition(ctx, escrowMachine, escrow.id, {
    move: 'hold',
    by: 'system',
    data: { postingId: escrow.posting_id, receivedFen: escrow.received_fen },
  })
}
