import {
  employerKinds,
  employerLifecycle,
  possibleTransitions,
  stateLabels,
  type Capacity,
  type EmployerKind,
  type EmployerState,
} from '@linggong/contract'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import type { Machine } from '../../kernel/transition.ts'
import { maskedPhone, maskedUscc } from './rules.ts'
import { contactPhoneField, findEmployers, usccField, type EmployerRow } from './store-employers.ts'
import { findPersons } from './store-persons.ts'

export type EmployerMove = keyof typeof employerLifecycle.transitions

export const employerMachine: Machine<EmployerState, EmployerMove> = {
  lifecycle: employerLifecycle,
  table: 'employers',
  concernsOf: (row) => ({ concerns: [row.id], county: String(row.county) }),
}

/** An employer in full, for contracts, postings and payroll. */
export type EmployerFacts = {
  id: string
  kind: EmployerKind
  name: string
  /** null for a household */
  uscc: string | null
  /** The person a household is. */
  personId: string | null
  legalPersonName: string | null
  agencyLicence: string | null
  county: string
  town: string | null
  address: string
  state: EmployerState
  contactName: string
  /** Contact's phone; of a household without one, null (see the person). */
  phone: string | null
  /** Fewer paid engagements than the policy asks for (employer.newUntilPaidEngagements). */
  isNew: boolean
}

function toFacts(ctx: Ctx, row: EmployerRow): EmployerFacts {
  const { keyring, policy } = ctx.deps
  const enough = policy.number('employer.newUntilPaidEngagements', businessDay(ctx.now), { county: row.county })
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    uscc: row.uscc_enc && keyring.decrypt(usccField, row.uscc_enc),
    personId: row.person_id,
    legalPersonName: row.legal_person_name,
    agencyLicence: row.agency_licence,
    county: row.county,
    town: row.town,
    address: row.address,
    state: row.state,
    contactName: row.contact_name,
    phone: row.contact_phone_enc && keyring.decrypt(contactPhoneField, row.contact_phone_enc),
    isNew: row.paid_engagements < enough,
  }
}

/** Decrypted facts of one employer. The scope must reach it; otherwise NotFound. */
export async function employerFacts(ctx: Ctx, employerId: string): Promise<EmployerFacts> {
  const [row] = await findEmployers(ctx, [employerId])
  return row ? toFacts(ctx, row) : refuse('NotFound')
}

/** Of several; those out of reach are left out, the order is that of `ids`. */
export async function employersFacts(ctx: Ctx, ids: readonly string[]): Promise<EmployerFacts[]> {
  const byId = new Map((await findEmployers(ctx, ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [toFacts(ctx, row)] : []
  })
}

export function employerSummary(row: EmployerRow) {
  return {
    id: row.id,
    kind: row.kind,
    kindLabel: employerKinds[row.kind],
    name: row.name,
    county: row.county,
    state: row.state,
    stateLabel: stateLabels.employer[row.state],
    isAgency: row.agency_licence !== null,
  }
}

/** In which capacity the asking one may move this employer's life cycle. */
export function employerCapacity(ctx: Ctx, employerId: string): Capacity | undefined {
  const { actor } = ctx
  if (actor.kind === 'system') return 'system'
  if (actor.kind === 'person') return actor.employerIds.includes(employerId) ? 'employer' : undefined
  if (actor.kind !== 'staff') return undefined
  if (actor.roles.includes('countyOfficer') || actor.roles.includes('cityOfficer')) return 'officer'
  return actor.assists.employers.includes(employerId) ? 'clerk' : undefined
}

export function employerDetail(ctx: Ctx, row: EmployerRow) {
  const { keyring } = ctx.deps
  const capacity = employerCapacity(ctx, row.id)
  return {
    ...employerSummary(row),
    maskedUscc: row.uscc_enc && maskedUscc(keyring.decrypt(usccField, row.uscc_enc)),
    legalPersonName: row.legal_person_name,
    agencyLicence: row.agency_licence,
    town: row.town,
    address: row.address,
    contactName: row.contact_name,
    maskedContactPhone: row.contact_phone_enc && maskedPhone(keyring.decrypt(contactPhoneField, row.contact_phone_enc)),
    verifiedAt: row.verified_at && wireTime(row.verified_at),
    reverifyBy: row.reverify_by && wireTime(row.reverify_by),
    possible: capacity ? possibleTransitions(employerLifecycle, row.state, capacity) : [],
  }
}

/** Whether this person may act for anybody at all: real name proved. Refuses PersonNotVerified. */
export async function requireVerified(ctx: Ctx, personId: string): Promise<void> {
  const [person] = await findPersons(ctx, [personId])
  if (!person) refuse('NotFound')
  if (person.verification === 'none') refuse('PersonNotVerified')
}
