import type { EmployerState } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { reverifyKind } from '../checks.ts'
import { employerCapacity, employerDetail, employerMachine, type EmployerMove } from '../employers.ts'
import { findEmployers, type EmployerRow } from '../store-employers.ts'
import { checkOrganisation, markVerified } from '../verification.ts'

type Reason = { code: string; note?: string | undefined }

function words(reason: Reason): { code: string; note?: string } {
  return { code: reason.code, ...(reason.note && { note: reason.note }) }
}

/** An officer of the employer's county stops it: no new postings until restored. */
export async function suspendEmployer(ctx: Ctx, id: string, reason: Reason) {
  const { row } = await transition<EmployerRow, EmployerState, EmployerMove>(ctx, employerMachine, id, {
    move: 'suspend',
    by: 'officer',
    reason: words(reason),
  })
  ctx.cancelDue(`${reverifyKind}:${id}`)
  return employerDetail(ctx, row)
}

/** The suspension is lifted; the time of the next check begins anew. */
export async function restoreEmployer(ctx: Ctx, id: string, reason: Reason) {
  const { row, already } = await transition<EmployerRow, EmployerState, EmployerMove>(ctx, employerMachine, id, {
    move: 'restore',
    by: 'officer',
    reason: words(reason),
  })
  return employerDetail(ctx, already ? row : await markVerified(ctx, row, 'officer', ''))
}

/**
 * Checks an unverified or lapsed employer again, or a verified one before its time. Members and clerks
 * have the register asked; an officer may go by the papers.
 */
export async function verifyEmployer(ctx: Ctx, id: string, papersSeen: boolean) {
  const capacity = employerCapacity(ctx, id)
  if (!capacity) return refuse('NotFound')
  if (capacity === 'clerk') await ctx.tx.widen({ employers: [id] }, 'the employer has asked this clerk for help')
  const [row] = await findEmployers(ctx, [id])
  if (!row) return refuse('NotFound')
  if (row.state === 'suspended') return refuse('EmployerSuspended')
  if (capacity === 'officer' && papersSeen)
    return employerDetail(ctx, await markVerified(ctx, row, 'officer', 'papers'))
  if (row.person_id) await ctx.tx.widen({ persons: [row.person_id] }, 'a household is verified as its person')
  const checked = await checkOrganisation(ctx, row)
  if (checked.result === 'mismatch') return refuse('EmployerDataDiffer')
  if (checked.result === 'unavailable') return refuse(row.person_id ? 'PersonNotVerified' : 'OutsideServiceDown')
  return employerDetail(ctx, await markVerified(ctx, row, 'system', checked.referenceNo))
}
