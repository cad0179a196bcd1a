import { erasedAtOnce, keptParts, type KeptPart } from '@linggong/contract'
import { addDays, type KeyOfKind } from '@linggong/policy'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requirePerson } from '../../../kernel/rights.ts'
import { personFacts, proveIntent, requestCode } from '../../identity/index.ts'
import { blockersOf, keptOf, type Kept } from '../rules.ts'
import * as store from '../store.ts'
import { clearKind, endKind, heldNumberField } from './carry-out.ts'

const limitKeys: Record<KeptPart, KeyOfKind<'number'>> = {
  work: 'posting.recordRetentionMonths',
  contract: 'contract.retentionMonths',
  ledger: 'payroll.ledgerRetentionMonths',
  voucher: 'voucher.retentionMonths',
}

/** How long each part is kept, by the policy of today. Refuses NoPolicyInForce: nothing is deleted that may have to be kept. */
function limitsOf(ctx: Ctx) {
  const of = (part: KeptPart) => {
    const found = ctx.deps.policy.answer(limitKeys[part], businessDay(ctx.now))
    if (found.status === 'noPolicy') return refuse('NoPolicyInForce')
    const { document, clause } = found.source
    return { months: found.value, document, clause, provisional: found.provisional }
  }
  return { work: of('work'), contract: of('contract'), ledger: of('ledger'), voucher: of('voucher') }
}

async function standing(ctx: Ctx) {
  const { personId } = requirePerson(ctx.actor)
  await ctx.tx.widen({ system: true }, 'what others keep about the person decides whether and what may be deleted')
  const blockers = blockersOf(await store.countBlocking(ctx, personId))
  const kept = keptOf(await store.lastDaysOf(ctx, personId), limitsOf(ctx), businessDay(ctx.now))
  return { personId, blockers, kept }
}

const keptViews = (kept: readonly Kept[]) => kept.map((one) => ({ ...one, what: keptParts[one.part] }))

/** What erasing oneself would do, and what forbids it for now. */
export async function readErasure(ctx: Ctx) {
  const { blockers, kept } = await standing(ctx)
  return { blockers, goes: [...erasedAtOnce], kept: keptViews(kept) }
}

/** Refuses ErasureNotYet with every reason at once. */
function requireFree(blockers: Awaited<ReturnType<typeof standing>>['blockers']): void {
  const problems = blockers.map(({ kind, words }) => ({ path: '', code: kind, message: words }))
  if (problems.length > 0) refuse('ErasureNotYet', { problems })
}

export async function requestErasureCode(ctx: Ctx) {
  const { personId, blockers } = await standing(ctx)
  requireFree(blockers)
  return requestCode(ctx, { personId, purpose: 'eraseData', subjectId: personId })
}

/**
 * 个人信息保护法第四十七条: from here on the person cannot sign in and is found by nobody; the job deletes the rest. The number
 * itself moves aside, where only the wages that a law keeps still need it.
 */
export async function askErasure(ctx: Ctx, code: string) {
  const { personId, blockers, kept } = await standing(ctx)
  requireFree(blockers)
  await proveIntent(ctx, { personId, purpose: 'eraseData', subjectId: personId, code })
  const { idNumber } = await personFacts(ctx, personId)
  const id = ctx.newId()
  await store.insertErasure(ctx, {
    id,
    personId,
    idNumberEnc: ctx.deps.keyring.encrypt(heldNumberField, idNumber),
    kept,
  })
  ctx.audit({ subjectKind: 'person', subjectId: personId, act: 'askErasure', concerns: [personId] })
  ctx.schedule({ kind: clearKind, subjectId: id, dueAt: ctx.now })
  for (const { part, until } of kept) {
    const dueAt = new Date(`${addDays(until, 1)}T00:00:00+08:00`)
    ctx.schedule({ kind: endKind, key: `${endKind}:${part}:${id}`, subjectId: id, dueAt, data: { part } })
  }
  return { askedAt: wireTime(ctx.now), kept: keptViews(kept) }
}
