import type { Ctx } from '../../kernel/context.ts'
import type { Posting } from './types.ts'

/** The employer's signature on one text of a posting, for the whole headcount. */
export type EmployerSignature = {
  id: string
  postingId: string
  employerId: string
  /** null: proved by the employer's contact at the counter. */
  personId: string | null
  phoneMasked: string
  termsText: string
  termsSha256: string
  intentWords: string
  factor: string
  provedAt: Date
  at: Date
  channel: string
}

export async function insertSignature(
  ctx: Ctx,
  posting: Posting,
  signature: Pick<
    EmployerSignature,
    'personId' | 'phoneMasked' | 'termsText' | 'termsSha256' | 'intentWords' | 'factor' | 'provedAt'
  >,
): Promise<void> {
  await ctx.tx.named(
    'postings-sign',
    `insert into posting_signatures (id, posting_id, employer_id, county, site_id, person_id, terms_text, terms_sha256,
       intent_words, factor, proved_at, at, channel, proved_by, phone_masked)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ctx.newId(),
      posting.id,
      posting.employerId,
      posting.county,
      posting.siteId,
      signature.personId,
      signature.termsText,
      signature.termsSha256,
      signature.intentWords,
      signature.factor,
      signature.provedAt,
      ctx.now,
      ctx.channel,
      signature.personId === null ? 'employerContact' : 'person',
      signature.phoneMasked,
    ],
  )
}

/** Voids the signature that stands; true when there was one. */
export async function voidSignature(ctx: Ctx, postingId: string, reason: string): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update posting_signatures set voided_at = $2, void_reason = $3
     where posting_id = $1 and voided_at is null returning id`,
    [postingId, ctx.now, reason],
  )
  return rows.length > 0
}

export async function findSignature(ctx: Ctx, postingId: string): Promise<EmployerSignature | undefined> {
  const [row] = await ctx.tx.query<{
    id: string
    posting_id: string
    employer_id: string
    person_id: string | null
    phone_masked: string
    terms_text: string
    terms_sha256: string
    intent_words: string
    factor: string
    proved_at: Date
    at: Date
    channel: string
  }>('select * from posting_signatures where posting_id = $1 and voided_at is null', [postingId])
  return (
    row && {
      id: row.id,
      postingId: row.posting_id,
      employerId: row.employer_id,
      personId: row.person_id,
      phoneMasked: row.phone_masked,
      termsText: row.terms_text,
      termsSha256: row.terms_sha256,
      intentWords: row.intent_words,
      factor: row.factor,
      provedAt: row.proved_at,
      at: row.at,
      channel: row.channel,
    }
  )
}
