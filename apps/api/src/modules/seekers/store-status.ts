import type { NeedsSharing } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export const needsField = 'worker_needs.needs'
export const evidenceField = 'hard_to_employ.evidence_number'

export type Needs = { needs: string[]; note: string | null }
export type NeedsRow = Needs & { share: NeedsSharing }

export async function findNeeds(ctx: Ctx, personId: string): Promise<NeedsRow | undefined> {
  const [row] = await ctx.tx.named<{ needs_enc: Buffer; share: NeedsSharing }>(
    'seekers-needs',
    'select needs_enc, share from worker_needs where person_id = $1',
    [personId],
  )
  if (!row) return undefined
  const { needs, note } = JSON.parse(ctx.deps.keyring.decrypt(needsField, row.needs_enc)) as Needs
  return { needs, note, share: row.share }
}

export async function putNeeds(ctx: Ctx, personId: string, { needs, note, share }: NeedsRow): Promise<void> {
  await ctx.tx.query(
    `insert into worker_needs (person_id, needs_enc, share, updated_at) values ($1, $2, $3, $4)
     on conflict (person_id) do update set needs_enc = excluded.needs_enc, share = excluded.share,
       updated_at = excluded.updated_at`,
    [personId, ctx.deps.keyring.encrypt(needsField, JSON.stringify({ needs, note })), share, ctx.now],
  )
}

export type StatusRow = {
  id: string
  category: string
  evidence: string
  valid_from: string
  valid_until: string
  ended_at: Date | null
}

export async function findStatus(ctx: Ctx, personId: string): Promise<StatusRow[]> {
  return ctx.tx.named<StatusRow>(
    'seekers-status',
    `select id, category, evidence, valid_from, valid_until, ended_at from hard_to_employ
     where person_id = $1 order by entered_at desc, id desc`,
    [personId],
  )
}

/** False where a recognition of this category is in force already. */
export async function insertStatus(
  ctx: Ctx,
  row: {
    id: string
    personId: string
    county: string
    category: string
    evidence: string
    evidenceNumber: string | null
    validFrom: string
    validUntil: string
    enteredBy: string
  },
): Promise<boolean> {
  const number = row.evidenceNumber
  const rows = await ctx.tx.query(
    `insert into hard_to_employ (id, person_id, county, category, evidence, evidence_number_enc, valid_from,
       valid_until, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (person_id, category) where ended_at is null do nothing returning id`,
    [
      row.id,
      row.personId,
      row.county,
      row.category,
      row.evidence,
      number === null ? null : ctx.deps.keyring.encrypt(evidenceField, number),
      row.validFrom,
      row.validUntil,
      row.enteredBy,
      ctx.now,
    ],
  )
  return rows.length > 0
}

/** Those that ran out are ended, so that a new one of the category can be entered. */
export async function endLapsed(ctx: Ctx, personId: string, today: string): Promise<void> {
  await ctx.tx.query(
    `update hard_to_employ set ended_at = $3, end_reason = '到期'
     where person_id = $1 and ended_at is null and valid_until < $2::date`,
    [personId, today, ctx.now],
  )
}

export async function endStatusRow(
  ctx: Ctx,
  ended: { id: string; personId: string; by: string; reason: string },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update hard_to_employ set ended_at = $3, ended_by = $4, end_reason = $5
     where id = $1 and person_id = $2 and ended_at is null returning id`,
    [ended.id, ended.personId, ctx.now, ended.by, ended.reason],
  )
  return rows.length > 0
}

/** Everybody who is recognised on this day. Needs the system scope. */
export async function allRecognisedOn(ctx: Ctx, day: string): Promise<Set<string>> {
  const rows = await ctx.tx.named<{ person_id: string }>(
    'seekers-all-recognised',
    `select distinct person_id from hard_to_employ where ended_at is null and $1::date between valid_from and valid_until`,
    [day],
  )
  return new Set(rows.map((row) => row.person_id))
}

/** Those of the persons who are recognised on this day. Of others than oneself it needs the system scope. */
export async function recognisedOn(ctx: Ctx, personIds: readonly string[], day: string): Promise<Set<string>> {
  const rows = await ctx.tx.named<{ person_id: string }>(
    'seekers-recognised',
    `select distinct person_id from hard_to_employ
     where person_id = any ($1::uuid[]) and ended_at is null and $2::date between valid_from and valid_until`,
    [personIds, day],
  )
  return new Set(rows.map((row) => row.person_id))
}
