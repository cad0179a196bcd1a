import type { Capacity } from '@linggong/contract'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { transition } from '../../kernel/transition.ts'
import { askIdentity, reverifyKind } from './checks.ts'
import { employerMachine, type EmployerMove } from './employers.ts'
import { addMonths } from './rules.ts'
import { renewVerification, usccField, type EmployerRow } from './store-employers.ts'
import { findPersons } from './store-persons.ts'

type States = EmployerRow['state']

/** Asks the register of organisations; a household is as real as its person. */
export async function checkOrganisation(
  ctx: Ctx,
  employer: EmployerRow,
): Promise<{ result: 'match' | 'mismatch' | 'unavailable'; referenceNo: string }> {
  if (employer.person_id) {
    const [person] = await findPersons(ctx, [employer.person_id])
    return { result: person && person.verification !== 'none' ? 'match' : 'unavailable', referenceNo: '' }
  }
  if (!employer.uscc_enc || !employer.legal_person_name) return { result: 'mismatch', referenceNo: '' }
  return askIdentity(
    ctx.deps.gateways.identityCheck.checkOrganisation({
      requestId: ctx.newId(),
      name: employer.name,
      uscc: ctx.deps.keyring.decrypt(usccField, employer.uscc_enc),
      legalPersonName: employer.legal_person_name,
    }),
  )
}

/** Moves to verified, or renews the date when it is; sets the day of the next check (employer.reverifyMonths). */
export async function markVerified(
  ctx: Ctx,
  employer: EmployerRow,
  by: Capacity,
  reference: string,
): Promise<EmployerRow> {
  const months = ctx.deps.policy.number('employer.reverifyMonths', businessDay(ctx.now), { county: employer.county })
  const reverifyBy = addMonths(ctx.now, months)
  ctx.schedule({ kind: reverifyKind, subjectId: employer.id, dueAt: reverifyBy })
  if (employer.state === 'verified') {
    await renewVerification(ctx, employer.id, reference, reverifyBy)
    ctx.audit({
      subjectKind: 'employer',
      subjectId: employer.id,
      act: 'renew',
      capacity: by,
      county: employer.county,
      concerns: [employer.id],
    })
    return { ...employer, verified_at: ctx.now, reverify_by: reverifyBy }
  }
  const { row } = await transition<EmployerRow, States, EmployerMove>(ctx, employerMachine, employer.id, {
    move: 'verify',
    by,
    set: { verified_at: ctx.now, verification_reference: reference, reverify_by: reverifyBy },
  })
  return row
}
