import type { PhotoSide, QualificationState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { MachineRow } from '../../kernel/transition.ts'

export const numberField = 'worker_qualifications.number'
export const photoKeyField = 'qualification_photos.key'

export type Refusal = Array<{ code: string; note: string | null }>

export type QualificationRow = MachineRow & {
  person_id: string
  code: string
  name: string | null
  /** Written before numbers were encrypted; emptied as soon as the platform has encrypted it. */
  number: string | null
  number_enc: Buffer | null
  issued_by: string | null
  valid_until: string | null
  state: QualificationState
  state_since: Date
  county: string | null
  submitted_at: Date | null
  due_at: Date | null
  decided_at: Date | null
  refusal: Refusal
}

export const numberOf = (ctx: Ctx, row: QualificationRow): string | null =>
  row.number_enc === null ? row.number : ctx.deps.keyring.decrypt(numberField, row.number_enc)

const sealed = (ctx: Ctx, number: string | null): Buffer | null =>
  number === null ? null : ctx.deps.keyring.encrypt(numberField, number)

export type QualificationFacts = { number: string | null; issuedBy: string | null; validUntil: string | null }

export async function insertQualification(
  ctx: Ctx,
  one: QualificationFacts & { id: string; personId: string; code: string; name: string },
): Promise<QualificationRow> {
  const [row] = await ctx.tx.query<QualificationRow>(
    `insert into worker_qualifications (id, person_id, code, name, number_enc, issued_by, valid_until, created_at,
       state, state_since)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'entered', $8) returning *`,
    [one.id, one.personId, one.code, one.name, sealed(ctx, one.number), one.issuedBy, one.validUntil, ctx.now],
  )
  return row!
}

export async function setFacts(ctx: Ctx, id: string, facts: QualificationFacts): Promise<void> {
  await ctx.tx.query(
    `update worker_qualifications set number = null, number_enc = $2, issued_by = $3, valid_until = $4 where id = $1`,
    [id, sealed(ctx, facts.number), facts.issuedBy, facts.validUntil],
  )
}

/** Those of these people that were not taken off, by kind, the oldest first. */
export function findQualifications(ctx: Ctx, personIds: readonly string[]): Promise<QualificationRow[]> {
  return ctx.tx.named<QualificationRow>(
    'seekers-qualifications',
    `select * from worker_qualifications where person_id = any ($1::uuid[]) and state <> 'ended'
     order by code, created_at, id`,
    [personIds],
  )
}

/** Locked, so that what is decided about it holds. */
export async function lockQualification(ctx: Ctx, id: string): Promise<QualificationRow | undefined> {
  const [row] = await ctx.tx.query<QualificationRow>(
    `select * from worker_qualifications where id = $1 and state <> 'ended' for update`,
    [id],
  )
  return row
}

/** Everything of this kind that the person ever handed in, newest first. */
export function historyOf(ctx: Ctx, personId: string, code: string): Promise<QualificationRow[]> {
  return ctx.tx.query<QualificationRow>(
    `select * from worker_qualifications where person_id = $1 and code = $2 and decided_at is not null
     order by decided_at desc, id desc limit 20`,
    [personId, code],
  )
}

/** A sealed photo in the object store, by hash; `key` (base64) opens it. */
export type NewPhoto = {
  qualificationId: string
  personId: string
  side: PhotoSide
  sha256: string
  bytes: number
  mediaType: string
  key: string
}

export type PhotoRow = {
  id: string
  qualification_id: string
  side: PhotoSide
  sha256: string
  media_type: string
  key_enc: Buffer
}

export function findPhotos(ctx: Ctx, qualificationIds: readonly string[]): Promise<PhotoRow[]> {
  return ctx.tx.query<PhotoRow>(
    `select id, qualification_id, side, sha256, media_type, key_enc from qualification_photos
     where qualification_id = any ($1::uuid[]) and key_enc is not null order by side desc`,
    [qualificationIds],
  )
}

/** How many photos of this person's certificates have come since then, whatever became of them. */
export async function photosSince(ctx: Ctx, personId: string, since: string): Promise<number> {
  const [row] = await ctx.tx.query<{ count: number }>(
    'select count(*)::int as count from qualification_photos where person_id = $1 and taken_at >= $2::timestamptz',
    [personId, since],
  )
  return row!.count
}

/** The photo of this side from now on; of an older one the key is thrown away. */
export async function replacePhoto(ctx: Ctx, photo: NewPhoto): Promise<void> {
  await ctx.tx.query('update qualification_photos set key_enc = null where qualification_id = $1 and side = $2', [
    photo.qualificationId,
    photo.side,
  ])
  await ctx.tx.query(
    `insert into qualification_photos (id, qualification_id, person_id, side, sha256, bytes, media_type, key_enc, taken_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ctx.newId(),
      photo.qualificationId,
      photo.personId,
      photo.side,
      photo.sha256,
      photo.bytes,
      photo.mediaType,
      ctx.deps.keyring.encrypt(photoKeyField, photo.key),
      ctx.now,
    ],
  )
}

/** What is taken off is closed for good: the keys of its photos are thrown away, and the number of one nobody verified. */
export async function closeForGood(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.tx.query('update qualification_photos set key_enc = null where qualification_id = any ($1::uuid[])', [ids])
  await ctx.tx.query(
    `update worker_qualifications set number = null, number_enc = null
     where id = any ($1::uuid[]) and decided_at is null`,
    [ids],
  )
}

const shows = {
  waiting: { where: `state = 'submitted'`, order: 'due_at, id' },
  expiring: { where: `state = 'verified' and valid_until <= $2::date`, order: 'valid_until, id' },
  decided: { where: `state in ('verified', 'refused', 'expired')`, order: 'decided_at desc, id desc' },
} as const

/** Of these counties; `until`: the last day that counts as soon. */
export async function listForReview(
  ctx: Ctx,
  asked: { show: keyof typeof shows; counties: readonly string[]; until: string; limit: number },
): Promise<{ rows: QualificationRow[]; total: number }> {
  const { where, order } = shows[asked.show]
  const rows = await ctx.tx.query<QualificationRow & { total: number }>(
    `select *, count(*) over ()::int as total from worker_qualifications
     where county = any ($1::text[]) and $2::date is not null and ${where} order by ${order} limit $3`,
    [asked.counties, asked.until, asked.limit],
  )
  return { rows, total: rows[0]?.total ?? 0 }
}

/** Up to `limit` rows whose number is not encrypted yet, or that have no name. Needs the system scope. */
export function unsealedRows(ctx: Ctx, limit: number): Promise<QualificationRow[]> {
  return ctx.tx.query<QualificationRow>(
    `select * from worker_qualifications where number is not null or name is null order by id limit $1 for update`,
    [limit],
  )
}

export async function sealRows(
  ctx: Ctx,
  rows: ReadonlyArray<{ id: string; number: string | null; name: string }>,
): Promise<void> {
  await ctx.tx.query(
    `update worker_qualifications q set number = null, name = coalesce(q.name, one.name),
       number_enc = coalesce(q.number_enc, one.number_enc)
     from unnest($1::uuid[], $2::bytea[], $3::text[]) as one (id, number_enc, name) where q.id = one.id`,
    [rows.map(({ id }) => id), rows.map(({ number }) => sealed(ctx, number)), rows.map(({ name }) => name)],
  )
}

export type Held = { personId: string; code: string; state: QualificationState; validUntil: string | null }

/** What these people, or all, hold: for dispatch. Without numbers. */
export function heldBy(ctx: Ctx, of: { personIds: readonly string[] } | 'verified'): Promise<Held[]> {
  return ctx.tx.query<Held>(
    `select person_id as "personId", code, state, valid_until as "validUntil" from worker_qualifications
     where ${of === 'verified' ? `state = 'verified'` : `state <> 'ended' and person_id = any ($1::uuid[])`}`,
    of === 'verified' ? [] : [of.personIds],
  )
}

/** Whose certificate this is; undefined where there is none the scope may see. */
export async function holderOfQualification(ctx: Ctx, id: string): Promise<string | undefined> {
  const [row] = await ctx.tx.query<{ person_id: string }>('select person_id from worker_qualifications where id = $1', [
    id,
  ])
  return row?.person_id
}
