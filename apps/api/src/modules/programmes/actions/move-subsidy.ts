import type { Capacity, ProgrammeStep } from '@linggong/contract'
import { addDays, addWorkingDays } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { yuanDigits } from '../../../kernel/money.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { transition } from '../../../kernel/transition.ts'
import { keepUntil } from '../keeping.ts'
import { subsidyMachine } from '../machine.ts'
import { capacitiesOfRoles, heldValue } from '../rules.ts'
import { commitMoney, countPaid, findAppropriation, leftOf } from '../store-money.ts'
import { filesOf, markLinePaid } from '../store-payments.ts'
import { noteStep } from '../steps.ts'
import * as store from '../store.ts'
import { lockSubsidy, objectionsOf } from '../store-objections.ts'
import { judgeSubsidy, requireGrant } from './lodge-subsidy.ts'

export const clearKind = 'programmes.clearSubsidy'

type Reason = { code: string; note?: string | undefined }
type Opinion = { opinion?: string | undefined }
const note = ({ opinion }: Opinion) => (opinion === undefined ? {} : { reason: { code: 'opinion', note: opinion } })

/** Who did which step, for the papers; a repeat of a step writes nothing. */
async function step(
  ctx: Ctx,
  { row, already }: { row: store.SubsidyRow; already: boolean },
  move: ProgrammeStep,
  by: Capacity,
  said: { opinion?: string | undefined; reasonCode?: string | undefined } = {},
): Promise<void> {
  if (already) return
  const { id: subjectId, site_id: siteId, county } = row
  await noteStep(ctx, { subjectKind: 'subsidy', subjectId, siteId, county, move, by, ...said })
}

async function found(ctx: Ctx, id: string): Promise<store.SubsidyRow> {
  return (await store.findSubsidy(ctx, id)) ?? refuse('NotFound')
}

type Step = 'handle' | 'check' | 'approve'
const columns = { handle: 'handled_by', check: 'checked_by', approve: 'approved_by' } as const

/** 经办, 复核, 审批: three steps by three officers; before the last the rules are asked once more. */
export async function officerStep(ctx: Ctx, id: string, move: Step, said: Opinion): Promise<store.SubsidyRow> {
  const { staffId } = requireStaff(ctx.actor)
  const before = await found(ctx, id)
  if ([before.handled_by, before.checked_by].includes(staffId) && before[columns[move]] !== staffId)
    refuse('SubsidyNeedsOtherPerson')
  if (move === 'approve') {
    const asked = { siteId: before.site_id, what: before.what, ...(before.year > 0 && { year: before.year }) }
    requireGrant((await judgeSubsidy(ctx, asked, { own: id })).decision)
  }
  const done = await transition<store.SubsidyRow, store.SubsidyRow['state'], Step>(ctx, subsidyMachine, id, {
    move,
    by: 'officer',
    set: { [columns[move]]: staffId },
    ...note(said),
  })
  await step(ctx, done, move, 'officer', said)
  return done.row
}

/** The finance office sets money aside. Refuses AppropriationWrong, AppropriationExhausted { left } yuan. */
export async function confirmSubsidy(ctx: Ctx, id: string, asked: Opinion & { appropriationId: string }) {
  const { staffId } = requireStaff(ctx.actor)
  const before = await found(ctx, id)
  const money = await findAppropriation(ctx, asked.appropriationId)
  if (!money || money.county !== before.county) return refuse('AppropriationWrong')
  const { row, already } = await transition<store.SubsidyRow, store.SubsidyRow['state'], 'confirm'>(
    ctx,
    subsidyMachine,
    id,
    {
      move: 'confirm',
      by: 'finance',
      set: { confirmed_by: staffId, appropriation_id: asked.appropriationId },
      ...note(asked),
    },
  )
  await step(ctx, { row, already }, 'confirm', 'finance', { opinion: asked.opinion })
  if (!already && !(await commitMoney(ctx, asked.appropriationId, row.amount_fen)))
    refuse('AppropriationExhausted', { facts: { left: yuanDigits(leftOf(money)) } })
  return row
}

/** Public notice: from the next day, for the working days of the policy (Chinese calendar). */
export async function publishSubsidy(ctx: Ctx, id: string): Promise<store.SubsidyRow> {
  const before = await found(ctx, id)
  const today = businessDay(ctx.now)
  const { applied_on: appliedOn, county } = before
  const days = heldValue(ctx.deps.policy, 'subsidy.publicNoticeWorkingDays', appliedOn, county)
  const until = addWorkingDays(ctx.deps.policy, today, days ?? refuse('NoPolicyInForce')).date
  const { row, already } = await transition<store.SubsidyRow, store.SubsidyRow['state'], 'publish'>(
    ctx,
    subsidyMachine,
    id,
    {
      move: 'publish',
      by: 'officer',
      set: { notice_from: today, notice_to: until },
    },
  )
  await step(ctx, { row, already }, 'publish', 'officer')
  const dueAt = new Date(`${addDays(until, 1)}T00:00:00+08:00`)
  if (!already) ctx.schedule({ kind: clearKind, subjectId: id, dueAt })
  return row
}

/** Deadline: the notice is over. An objection that is open or upheld keeps the money back. */
export async function clearSubsidy(ctx: Ctx, id: string): Promise<void> {
  await lockSubsidy(ctx, id)
  const row = await store.findSubsidy(ctx, id)
  if (row?.state !== 'inNotice') return
  if ((await objectionsOf(ctx, id)).some(({ outcome }) => outcome !== 'rejected')) return
  const done = await transition<store.SubsidyRow, store.SubsidyRow['state'], 'clear'>(ctx, subsidyMachine, id, {
    move: 'clear',
    by: 'system',
  })
  await step(ctx, done, 'clear', 'system')
}

export async function paySubsidy(ctx: Ctx, id: string, paid: { voucherNumber: string; paidOn: string }) {
  const before = await found(ctx, id)
  if (before.state === 'cleared' && (await filesOf(ctx, [id])).length === 0) refuse('PaymentFileMissing')
  try {
    const { row, already } = await transition<store.SubsidyRow, store.SubsidyRow['state'], 'pay'>(
      ctx,
      subsidyMachine,
      id,
      {
        move: 'pay',
        by: 'finance',
        set: { voucher_number: paid.voucherNumber, paid_on: paid.paidOn, keep_until: keepUntil(ctx, paid.paidOn) },
      },
    )
    if (!already) await markLinePaid(ctx, { subsidyId: id }, paid)
    if (!already && row.appropriation_id) await countPaid(ctx, row.appropriation_id, row.amount_fen)
    await step(ctx, { row, already }, 'pay', 'finance', { opinion: paid.voucherNumber })
    return row
  } catch (error) {
    if (store.isTaken(error)) return refuse('VoucherUsed')
    throw error
  }
}

export async function closeSubsidy(ctx: Ctx, id: string): Promise<store.SubsidyRow> {
  await found(ctx, id)
  const done = await transition<store.SubsidyRow, store.SubsidyRow['state'], 'close'>(ctx, subsidyMachine, id, {
    move: 'close',
    by: 'officer',
  })
  await step(ctx, done, 'close', 'officer')
  return done.row
}

/** Refused, taken back or claimed back: the money set aside and the day of application are free again. */
export async function endSubsidy(ctx: Ctx, id: string, move: 'refuse' | 'withdraw' | 'reclaim', reason: Reason) {
  const before = await found(ctx, id)
  const capacities = capacitiesOfRoles(requireStaff(ctx.actor).roles)
  if (move === 'refuse' && (await filesOf(ctx, [id])).length > 0) refuse('PaymentUnderWay')
  const by = move === 'withdraw' && capacities.includes('operator') ? 'operator' : 'officer'
  const { row, already } = await transition<store.SubsidyRow, store.SubsidyRow['state'], typeof move>(
    ctx,
    subsidyMachine,
    id,
    {
      move,
      by,
      reason: { code: reason.code, ...(reason.note && { note: reason.note }) },
    },
  )
  if (already) return row
  await step(ctx, { row, already }, move, by, { opinion: reason.note, reasonCode: reason.code })
  await store.releaseSubsidyDay(ctx, id)
  if (before.appropriation_id) {
    if (move === 'reclaim') await countPaid(ctx, before.appropriation_id, -before.amount_fen)
    await commitMoney(ctx, before.appropriation_id, -before.amount_fen)
  }
  ctx.cancelDue(`${clearKind}:${id}`)
  return row
}
