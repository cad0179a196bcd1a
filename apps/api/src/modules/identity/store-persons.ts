import type { VerificationLevel } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { phoneField } from './codes.ts'

export const idNumberField = 'persons.id_number'

/** A person in full: only for acts that concern that person. */
export type PersonFacts = {
  id: string
  name: string
  sex: 'male' | 'female'
  /** `YYYY-MM-DD` */
  birthDate: string
  idNumber: string
  phone: string | null
  verification: VerificationLevel
}

type PersonRow = {
  id: string
  name: string
  sex: 'male' | 'female'
  birth_date: string
  id_number_enc: Buffer
  id_number_index: Buffer
  phone_enc: Buffer | null
  phone_index: Buffer | null
  verification: VerificationLevel
}

function toFacts(ctx: Ctx, row: PersonRow): PersonFacts {
  const { keyring } = ctx.deps
  return {
    id: row.id,
    name: row.name,
    sex: row.sex,
    birthDate: row.birth_date,
    idNumber: keyring.decrypt(idNumberField, row.id_number_enc),
    phone: row.phone_enc ? keyring.decrypt(phoneField, row.phone_enc) : null,
    verification: row.verification,
  }
}

export async function findPersons(ctx: Ctx, ids: readonly string[]): Promise<PersonFacts[]> {
  const rows = await ctx.tx.byIds<PersonRow>(
    'identity-persons',
    'select * from persons where id = any ($1::uuid[])',
    ids,
  )
  return rows.map((row) => toFacts(ctx, row))
}

export async function findPersonNames(ctx: Ctx, ids: readonly string[]): Promise<Array<{ id: string; name: string }>> {
  return ctx.tx.query('select id, name from persons where id = any ($1::uuid[]) order by created_at, id', [ids])
}

/** Ids alone, whoever asks: exact finding is the only way past the wall, and its callers record it. */
export async function findPersonIds(
  ctx: Ctx,
  by: { idNumber?: string; phone?: string; phoneIndex?: Buffer },
): Promise<string[]> {
  const { keyring } = ctx.deps
  const rows = await ctx.tx.query<{ id: string }>('select id from persons_by_index($1, $2)', [
    by.idNumber === undefined ? [] : keyring.indexes(idNumberField, by.idNumber),
    by.phoneIndex ? [by.phoneIndex] : by.phone === undefined ? [] : keyring.indexes(phoneField, by.phone),
  ])
  return rows.map((row) => row.id)
}

/** False when somebody with this identity number is there already. */
export async function insertPerson(
  ctx: Ctx,
  person: PersonFacts & { verificationReference: string | null },
): Promise<boolean> {
  const { keyring } = ctx.deps
  const rows = await ctx.tx.query(
    `insert into persons (id, name, sex, birth_date, id_number_enc, id_number_index, phone_enc, phone_index,
       verification, verified_at, verification_reference, created_at, created_channel)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning id`,
    [
      person.id,
      person.name,
      person.sex,
      person.birthDate,
      keyring.encrypt(idNumberField, person.idNumber),
      keyring.index(idNumberField, person.idNumber),
      person.phone === null ? null : keyring.encrypt(phoneField, person.phone),
      person.phone === null ? null : keyring.index(phoneField, person.phone),
      person.verification,
      person.verification === 'none' ? null : ctx.now,
      person.verificationReference,
      ctx.now,
      ctx.channel,
    ],
  )
  return rows.length > 0
}

export async function setVerified(ctx: Ctx, id: string, level: VerificationLevel, reference: string): Promise<void> {
  await ctx.tx.query(
    'update persons set verification = $2, verified_at = $3, verification_reference = $4 where id = $1',
    [id, level, ctx.now, reference],
  )
}

export async function setPhone(ctx: Ctx, id: string, phone: string): Promise<void> {
  const { keyring } = ctx.deps
  await ctx.tx.query('update persons set phone_enc = $2, phone_index = $3 where id = $1', [
    id,
    keyring.encrypt(phoneField, phone),
    keyring.index(phoneField, phone),
  ])
}

export async function insertConsent(
  ctx: Ctx,
  personId: string,
  kind: 'dataProcessing',
  version: string,
): Promise<void> {
  await ctx.tx.query(
    'insert into consents (id, person_id, kind, version, channel, at) values ($1, $2, $3, $4, $5, $6)',
    [ctx.newId(), personId, kind, version, ctx.channel, ctx.now],
  )
}

export async function findConsents(
  ctx: Ctx,
  personId: string,
): Promise<Array<{ kind: string; version: string; channel: string; at: Date }>> {
  return ctx.tx.query('select kind, version, channel, at from consents where person_id = $1 order by at, id', [
    personId,
  ])
}

export async function addPersonRole(ctx: Ctx, personId: string, role: 'crewLeader'): Promise<void> {
  await ctx.tx.query('insert into person_roles (person_id, role, since) values ($1, $2, $3) on conflict do nothing', [
    personId,
    role,
    ctx.now,
  ])
}

export type RevealRow = {
  at: Date
  staff_name: string
  county: string | null
  site_id: string | null
  fields: string[]
  purpose: string
}

export async function insertReveal(
  ctx: Ctx,
  reveal: {
    personId: string
    staffId: string
    staffName: string
    siteId: string | null
    county: string | null
    fields: readonly string[]
    purpose: string
  },
): Promise<void> {
  await ctx.tx.query(
    `insert into reveals (id, person_id, staff_id, staff_name, site_id, county, fields, purpose, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ctx.newId(),
      reveal.personId,
      reveal.staffId,
      reveal.staffName,
      reveal.siteId,
      reveal.county,
      reveal.fields,
      reveal.purpose,
      ctx.now,
    ],
  )
}

export async function revealedSince(
  ctx: Ctx,
  asked: { personId: string; staffId: string; field: string; since: Date },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    'select id from reveals where person_id = $1 and staff_id = $2 and $3 = any (fields) and at >= $4 limit 1',
    [asked.personId, asked.staffId, asked.field, asked.since],
  )
  return rows.length > 0
}

export async function findReveals(ctx: Ctx, personId: string): Promise<RevealRow[]> {
  return ctx.tx.query<RevealRow>(
    `select at, staff_name, county, site_id, fields, purpose from reveals
     where person_id = $1 order by at desc, id desc limit 500`,
    [personId],
  )
}
