import { hash } from '@node-rs/argon2'
import type { EmployerKind, EmployerState, MemberRole } from '@linggong/contract'
import type { Ctx, Deps } from '../../kernel/context.ts'
import type { Keyring } from '../../kernel/crypto/keyring.ts'
import { phoneField } from './codes.ts'
import type { Post } from './rules.ts'
import { contactPhoneField, usccField } from './store-employers.ts'
import { idNumberField } from './store-persons.ts'
import { insertPost, insertStaff, totpField } from './store-staff.ts'

/**
 * Rows for the seed writer. Each `…Columns` is the column list of a `copy TABLE (…) from stdin`, and the
 * function beside it makes one row of values in that order: text, number, boolean, Date, Buffer (bytea),
 * arrays, or null. Personal fields are encrypted here; about 30,000 persons a second and core.
 */
export type CopyValue = string | number | boolean | Date | Buffer | readonly string[] | null

export type SeedPerson = {
  id: string
  name: string
  sex: 'male' | 'female'
  birthDate: string
  idNumber: string
  phone: string | null
  createdAt: Date
}
export const personColumns = [
  'id',
  'name',
  'sex',
  'birth_date',
  'id_number_enc',
  'id_number_index',
  'phone_enc',
  'phone_index',
  'verification',
  'verified_at',
  'created_at',
  'created_channel',
] as const
export function personRow(keyring: Keyring, person: SeedPerson): CopyValue[] {
  const { phone } = person
  return [
    person.id,
    person.name,
    person.sex,
    person.birthDate,
    keyring.encrypt(idNumberField, person.idNumber),
    keyring.index(idNumberField, person.idNumber),
    phone && keyring.encrypt(phoneField, phone),
    phone && keyring.index(phoneField, phone),
    'nameAndNumber',
    person.createdAt,
    person.createdAt,
    'platform',
  ]
}

export const consentColumns = ['id', 'person_id', 'kind', 'version', 'channel', 'at'] as const
export function consentRow(consent: { id: string; personId: string; version: string; at: Date }): CopyValue[] {
  return [consent.id, consent.personId, 'dataProcessing', consent.version, 'platform', consent.at]
}

export const personRoleColumns = ['person_id', 'role', 'since'] as const
export function crewLeaderRow(personId: string, since: Date): CopyValue[] {
  return [personId, 'crewLeader', since]
}

export type SeedEmployer = {
  id: string
  kind: EmployerKind
  name: string
  /** null for a household, which has `personId` instead */
  uscc: string | null
  personId: string | null
  legalPersonName: string | null
  agencyLicence: string | null
  county: string
  town: string | null
  address: string
  contactName: string
  contactPhone: string | null
  state: EmployerState
  createdAt: Date
  verifiedAt: Date | null
  reverifyBy: Date | null
  paidEngagements: number
}
export const employerColumns = [
  'id',
  'kind',
  'name',
  'uscc_enc',
  'uscc_index',
  'person_id',
  'legal_person_name',
  'agency_licence',
  'county',
  'town',
  'address',
  'contact_name',
  'contact_phone_enc',
  'state',
  'state_since',
  'verified_at',
  'reverify_by',
  'paid_engagements',
  'created_at',
] as const
export function employerRow(keyring: Keyring, employer: SeedEmployer): CopyValue[] {
  const { uscc, contactPhone } = employer
  return [
    employer.id,
    employer.kind,
    employer.name,
    uscc && keyring.encrypt(usccField, uscc),
    uscc && keyring.index(usccField, uscc),
    employer.personId,
    employer.legalPersonName,
    employer.agencyLicence,
    employer.county,
    employer.town,
    employer.address,
    employer.contactName,
    contactPhone && keyring.encrypt(contactPhoneField, contactPhone),
    employer.state,
    employer.verifiedAt ?? employer.createdAt,
    employer.verifiedAt,
    employer.reverifyBy,
    employer.paidEngagements,
    employer.createdAt,
  ]
}

export const memberColumns = ['employer_id', 'person_id', 'role', 'since'] as const
export function memberRow(member: {
  employerId: string
  personId: string
  role: MemberRole
  since: Date
}): CopyValue[] {
  return [member.employerId, member.personId, member.role, member.since]
}

export type NewStaff = {
  id: string
  login: string
  name: string
  password: string
  /** Base32, as an authenticator app takes it. */
  totpSecret: string
  posts: readonly Post[]
}

/** A password as it is stored (argon2id); takes some 50 ms. */
export function passwordHash(password: string): Promise<string> {
  return hash(password)
}

/** Creates a staff account with its posts. Needs the system scope. False when the login is taken. */
export async function createStaff(ctx: Ctx, staff: NewStaff): Promise<boolean> {
  const fresh = await insertStaff(ctx, {
    id: staff.id,
    login: staff.login.toLowerCase(),
    name: staff.name,
    passwordHash: await passwordHash(staff.password),
    totpSecret: staff.totpSecret,
  })
  if (!fresh) return false
  for (const post of staff.posts) await insertPost(ctx, staff.id, post)
  ctx.audit({ subjectKind: 'staff', subjectId: staff.id, act: 'create', capacity: 'system' })
  return true
}

export const staffColumns = ['id', 'login', 'name', 'password_hash', 'totp_secret_enc', 'created_at'] as const
export function staffRow(
  deps: Pick<Deps, 'keyring'>,
  staff: { id: string; login: string; name: string; passwordHash: string; totpSecret: string; createdAt: Date },
): CopyValue[] {
  return [
    staff.id,
    staff.login,
    staff.name,
    staff.passwordHash,
    deps.keyring.encrypt(totpField, staff.totpSecret),
    staff.createdAt,
  ]
}
export const postColumns = ['id', 'staff_id', 'role', 'county', 'site_id', 'since'] as const
export function postRow(post: Post & { id: string; staffId: string; since: Date }): CopyValue[] {
  return [post.id, post.staffId, post.role, post.county, post.siteId, post.since]
}
