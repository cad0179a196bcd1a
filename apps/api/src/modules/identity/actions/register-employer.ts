import type { EmployerKind } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { scheduleRecheck } from '../checks.ts'
import { employerDetail, employerMachine, requireVerified } from '../employers.ts'
import { numberProblems } from '../rules.ts'
import { employerIdOf, insertEmployer, putMember, type EmployerRow } from '../store-employers.ts'
import { refuseCounted, refuseWhenTriedOut, triesKey } from '../tries.ts'
import { checkOrganisation, markVerified } from '../verification.ts'

export type EmployerRegistration = {
  kind: EmployerKind
  name: string
  uscc?: string | undefined
  legalPersonName?: string | undefined
  agencyLicence?: string | undefined
  county: string
  town?: string | undefined
  address: string
  contactName: string
  contactPhone?: string | undefined
  onBehalfOf?: string | undefined
}

function checkRegistration(ctx: Ctx, given: EmployerRegistration): void {
  const problems = numberProblems({ uscc: given.uscc, contactPhone: given.contactPhone }, ctx.deps.config.world)
  const units = ctx.deps.policy.reportingUnits(businessDay(ctx.now))
  if (!units.some((unit) => unit.code === given.county)) {
    problems.push({ path: 'county', code: 'countyUnknown', message: '请从列表里选一个县(市、区)' })
  }
  if (given.kind === 'household' && given.uscc !== undefined) {
    problems.push({ path: 'uscc', code: 'notForHousehold', message: '家庭或个人用工不用填统一社会信用代码' })
  }
  if (problems.length > 0) refuse('InputInvalid', { problems })
}

async function store(ctx: Ctx, given: EmployerRegistration, personId: string): Promise<EmployerRow> {
  const id = ctx.newId()
  const household = given.kind === 'household'
  await ctx.tx.widen({ employers: [id] }, 'the person founds this employer and becomes its owner')
  if (given.uscc !== undefined && (await employerIdOf(ctx, given.uscc))) refuse('EmployerAlreadyRegistered')
  const row = await insertEmployer(ctx, {
    id,
    kind: given.kind,
    name: given.name,
    uscc: given.uscc ?? null,
    personId: household ? personId : null,
    legalPersonName: household ? null : (given.legalPersonName ?? null),
    agencyLicence: given.agencyLicence ?? null,
    county: given.county,
    town: given.town ?? null,
    address: given.address,
    contactName: given.contactName,
    contactPhone: given.contactPhone ?? null,
  })
  return row ?? refuse('EmployerAlreadyRegistered')
}

/**
 * Registers an employer and makes the person its owner. A mismatch with the register of organisations is
 * refused; where the register cannot answer, the employer waits unverified and is checked again.
 */
export async function registerEmployer(ctx: Ctx, given: EmployerRegistration) {
  checkRegistration(ctx, given)
  const { workerId: personId, by, onBehalfOf } = await actingWorker(ctx, given.onBehalfOf)
  await requireVerified(ctx, personId)
  const missKey = triesKey(ctx, 'registerEmployer', personId)
  await refuseWhenTriedOut(ctx, missKey)
  const row = await store(ctx, given, personId)
  await putMember(ctx, row.id, personId, 'owner')
  recordBirth(ctx, employerMachine, row, {
    by: by === 'clerk' ? 'clerk' : 'employer',
    event: 'employerRegistered',
    ...(onBehalfOf && { onBehalfOf }),
  })
  const checked = await checkOrganisation(ctx, row)
  if (checked.result === 'mismatch') return refuseCounted(ctx, missKey, 'EmployerDataDiffer')
  if (checked.result === 'match')
    return employerDetail(ctx, await markVerified(ctx, row, 'system', checked.referenceNo))
  scheduleRecheck(ctx, 'employer', row.id, 0)
  return employerDetail(ctx, row)
}
