import type { EmployerState } from '@linggong/contract'
import type { Ctx, DueRow } from '../../kernel/context.ts'
import { transition } from '../../kernel/transition.ts'
import { askIdentity, scheduleRecheck } from './checks.ts'
import { employerMachine, type EmployerMove } from './employers.ts'
import { findEmployers, type EmployerRow } from './store-employers.ts'
import { findPersons, setVerified } from './store-persons.ts'
import { checkOrganisation, markVerified } from './verification.ts'

async function recheckPerson(ctx: Ctx, id: string, attempt: number): Promise<void> {
  const [person] = await findPersons(ctx, [id])
  if (!person || person.verification !== 'none') return
  const { identityCheck } = ctx.deps.gateways
  const answer = await askIdentity(
    identityCheck.checkPerson({ requestId: ctx.newId(), name: person.name, idNumber: person.idNumber }),
  )
  if (answer.result === 'unavailable') return scheduleRecheck(ctx, 'person', id, attempt)
  if (answer.result === 'match') await setVerified(ctx, id, 'nameAndNumber', answer.referenceNo)
  const name = answer.result === 'match' ? 'personVerified' : 'personVerificationFailed'
  ctx.audit({ subjectKind: 'person', subjectId: id, act: name, capacity: 'system', concerns: [id] })
  ctx.emit({ name, subjectKind: 'person', subjectId: id })
}

async function recheckEmployer(ctx: Ctx, id: string, attempt: number): Promise<void> {
  const [employer] = await findEmployers(ctx, [id])
  if (!employer || employer.state !== 'unverified') return
  const answer = await checkOrganisation(ctx, employer)
  if (answer.result === 'unavailable') return scheduleRecheck(ctx, 'employer', id, attempt)
  if (answer.result === 'match') return void (await markVerified(ctx, employer, 'system', answer.referenceNo))
  ctx.audit({
    subjectKind: 'employer',
    subjectId: id,
    act: 'employerVerificationFailed',
    capacity: 'system',
    county: employer.county,
    concerns: [id],
  })
  ctx.emit({ name: 'employerVerificationFailed', subjectKind: 'employer', subjectId: id })
}

/** A check that could not be made at registration is made now. */
export async function recheck(ctx: Ctx, row: DueRow): Promise<void> {
  const attempt = Number(row.data.attempt ?? 0)
  if (row.data.what === 'person') await recheckPerson(ctx, row.subjectId, attempt)
  else await recheckEmployer(ctx, row.subjectId, attempt)
}

/**
 * The time between two checks is over (employer.reverifyMonths): the register is asked again, and an employer it
 * no longer confirms, or cannot confirm now, lapses; `employerLapsed` asks its people to see to it.
 */
export async function reverifyEmployer(ctx: Ctx, row: DueRow): Promise<void> {
  const [employer] = await findEmployers(ctx, [row.subjectId])
  if (!employer || employer.state !== 'verified') return
  const answer = await checkOrganisation(ctx, employer)
  if (answer.result === 'match') return void (await markVerified(ctx, employer, 'system', answer.referenceNo))
  await transition<EmployerRow, EmployerState, EmployerMove>(ctx, employerMachine, employer.id, {
    move: 'lapse',
    by: 'system',
    data: { answer: answer.result },
  })
}
