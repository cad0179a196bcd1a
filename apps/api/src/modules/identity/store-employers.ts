import type { EmployerKind, EmployerState, MemberRole } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export const usccField = 'employers.uscc'
export const contactPhoneField = 'employers.contact_phone'

export type EmployerRow = Record<string, unknown> & {
  id: string
  kind: EmployerKind
  name: string
  uscc_enc: Buffer | null
  uscc_index: Buffer | null
  person_id: string | null
  legal_person_name: string | null
  agency_licence: string | null
  county: string
  town: string | null
  address: string
  contact_name: string
  contact_phone_enc: Buffer | null
  state: EmployerState
  verified_at: Date | null
  reverify_by: Date | null
  paid_engagements: number
  created_at: Date
}

export type NewEmployer = {
  id: string
  kind: EmployerKind
  name: string
  uscc: string | null
  personId: string | null
  legalPersonName: string | null
  agencyLicence: string | null
  county: string
  town: string | null
  address: string
  contactName: string
  contactPhone: string | null
}

/** Undefined when this organisation (or this person's household) is registered already. */
export async function insertEmployer(ctx: Ctx, employer: NewEmployer): Promise<EmployerRow | undefined> {
  const { keyring } = ctx.deps
  const [row] = await ctx.tx.query<EmployerRow>(
    `insert into employers (id, kind, name, uscc_enc, uscc_index, person_id, legal_person_name, agency_licence, county,
       town, address, contact_name, contact_phone_enc, state, state_since, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'unverified', $14, $14)
     on conflict do nothing returning *`,
    [
      employer.id,
      employer.kind,
      employer.name,
      employer.uscc && keyring.encrypt(usccField, employer.uscc),
      employer.uscc && keyring.index(usccField, employer.uscc),
      employer.personId,
      employer.legalPersonName,
      employer.agencyLicence,
      employer.county,
      employer.town,
      employer.address,
      employer.contactName,
      employer.contactPhone && keyring.encrypt(contactPhoneField, employer.contactPhone),
      ctx.now,
    ],
  )
  return row
}

export async function employerIdOf(ctx: Ctx, uscc: string): Promise<string | undefined> {
  const [row] = await ctx.tx.query<{ id: string }>('select id from employer_by_index($1)', [
    ctx.deps.keyring.indexes(usccField, uscc),
  ])
  return row?.id
}

export async function findEmployers(ctx: Ctx, ids: readonly string[]): Promise<EmployerRow[]> {
  return ctx.tx.byIds<EmployerRow>('identity-employers', 'select * from employers where id = any ($1::uuid[])', ids)
}

export async function listEmployersPage(
  ctx: Ctx,
  query: { state?: EmployerState | undefined; name?: string | undefined; after?: string | undefined; limit: number },
): Promise<EmployerRow[]> {
  return ctx.tx.query<EmployerRow>(
    `select * from employers
     where ($1::text is null or state = $1) and ($2::text is null or position($2 in name) > 0)
       and ($3::uuid is null or id > $3)
     order by id limit $4`,
    [query.state ?? null, query.name || null, query.after ?? null, query.limit],
  )
}

/** The check was passed again without a change of state. */
export async function renewVerification(ctx: Ctx, id: string, reference: string, reverifyBy: Date): Promise<void> {
  await ctx.tx.query(
    `update employers set verified_at = $2, verification_reference = $3, reverify_by = $4 where id = $1`,
    [id, ctx.now, reference, reverifyBy],
  )
}

export async function addPaidEngagements(ctx: Ctx, id: string, count: number): Promise<void> {
  await ctx.tx.query('update employers set paid_engagements = paid_engagements + $2 where id = $1', [id, count])
}

export type MemberRow = { employer_id: string; person_id: string; role: MemberRole; since: Date }

export async function putMember(ctx: Ctx, employerId: string, personId: string, role: MemberRole): Promise<void> {
  await ctx.tx.query(
    `insert into employer_members (employer_id, person_id, role, since) values ($1, $2, $3, $4)
     on conflict (employer_id, person_id) do update set role = excluded.role, ended_at = null,
       since = case when employer_members.ended_at is null then employer_members.since else excluded.since end`,
    [employerId, personId, role, ctx.now],
  )
}

export async function findMembers(ctx: Ctx, employerId: string): Promise<MemberRow[]> {
  return ctx.tx.query<MemberRow>(
    `select employer_id, person_id, role, since from employer_members
     where employer_id = $1 and ended_at is null order by since, person_id`,
    [employerId],
  )
}

export async function findMemberships(ctx: Ctx, personId: string): Promise<MemberRow[]> {
  return ctx.tx.query<MemberRow>(
    `select employer_id, person_id, role, since from employer_members
     where person_id = $1 and ended_at is null order by since, employer_id`,
    [personId],
  )
}

export async function endMemberRow(ctx: Ctx, employerId: string, personId: string): Promise<void> {
  await ctx.tx.query(
    'update employer_members set ended_at = $3 where employer_id = $1 and person_id = $2 and ended_at is null',
    [employerId, personId, ctx.now],
  )
}
