import type { RevealPurpose } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { employerFacts, showPerson } from '../../identity/index.ts'
import { capacitiesToTrouble } from '../rules-troubles.ts'
import { findDispute } from '../store.ts'
import { lockTrouble } from '../store-troubles.ts'
import { capacitiesIn } from '../view.ts'
import { ownedBy } from '../view-troubles.ts'

type Sides = { worker_id: string; worker_name: string; employer_id: string }

/** Only to who has taken the matter, for as long as it is open; each person shown can read who saw it and what for. */
async function phonesOf(ctx: Ctx, sides: Sides, purpose: RevealPurpose) {
  await ctx.tx.widen({ system: true }, 'who has taken the matter calls both sides; each look is written down')
  const wanted = { fields: ['phone'], purpose } as const
  const { phone: workerPhone = null } = await showPerson(ctx, sides.worker_id, wanted)
  const employer = await employerFacts(ctx, sides.employer_id)
  // A household without a phone of its own is reached as the person it is.
  const householdPhone =
    employer.phone === null && employer.personId !== null
      ? ((await showPerson(ctx, employer.personId, wanted)).phone ?? null)
      : null
  return {
    worker: { name: sides.worker_name, phone: workerPhone },
    employer: {
      name: employer.name,
      contactName: employer.contactName,
      phone: employer.phone ?? householdPhone,
    },
  }
}

/** Refuses NotFound, TroubleSolved, TroubleNotTaken, TroubleOwnedByOther. */
export async function showTroublePhones(ctx: Ctx, id: string) {
  requireStaff(ctx.actor)
  const row = (await lockTrouble(ctx, id)) ?? refuse('NotFound')
  if (capacitiesToTrouble(ctx.actor, row).length === 0) refuse('NotFound')
  if (row.state !== 'open') refuse('TroubleSolved')
  const owned = ownedBy(ctx, row)
  if (owned === 'nobody') refuse('TroubleNotTaken')
  if (owned === 'other') refuse('TroubleOwnedByOther')
  return phonesOf(ctx, row, 'contactAboutWork')
}

/** Refuses NotFound, DisputeClosed, DisputeNotTaken, DisputeOwnedByOther. */
export async function showDisputePhones(ctx: Ctx, id: string) {
  const { staffId } = requireStaff(ctx.actor)
  const row = (await findDispute(ctx, id, true)) ?? refuse('NotFound')
  const mediates = capacitiesIn(ctx, row).some((one) => one === 'mediator' || one === 'officer')
  if (!mediates) refuse('NotFound')
  if (row.state !== 'open') refuse('DisputeClosed')
  if (row.owner_id === null) refuse('DisputeNotTaken')
  if (row.owner_id !== staffId) refuse('DisputeOwnedByOther')
  return phonesOf(ctx, row, 'mediate')
}
