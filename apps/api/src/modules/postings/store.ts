import type { PostingState } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { FillMode, PartialTerms, Posting, Shift, ShiftForTaking, ShiftTime, Span } from './types.ts'

export type PostingRow = {
  id: string
  employer_id: string
  actual_employer_name: string | null
  county: string | null
  site_id: string | null
  state: PostingState
  state_since: Date
  terms: PartialTerms
  fill_mode: FillMode | null
  span: Span
  min_age: number | null
  max_age: number | null
  age_reason: string | null
  contact_phone: Buffer | null
  wanted_until: Date | null
  expires_at: Date | null
  last_ends_at: Date | null
  terms_sha256: string | null
  created_at: Date
  submitted_at: Date | null
  published_at: Date | null
}

export function toPosting(row: PostingRow): Posting {
  return {
    id: row.id,
    employerId: row.employer_id,
    actualEmployerName: row.actual_employer_name,
    county: row.county,
    siteId: row.site_id,
    state: row.state,
    stateSince: row.state_since,
    terms: row.terms,
    fillMode: row.fill_mode,
    span: row.span,
    minAge: row.min_age,
    maxAge: row.max_age,
    ageReason: row.age_reason,
    contactPhone: row.contact_phone,
    wantedUntil: row.wanted_until,
    expiresAt: row.expires_at,
    lastEndsAt: row.last_ends_at,
    termsSha256: row.terms_sha256,
    createdAt: row.created_at,
    submittedAt: row.submitted_at,
    publishedAt: row.published_at,
  }
}

type ShiftRow = {
  id: string
  posting_id: string
  seq: number
  starts_at: Date
  ends_at: Date
  headcount: number
  state: Shift['state']
}

const toShift = (row: ShiftRow): Shift => ({
  id: row.id,
  postingId: row.posting_id,
  seq: row.seq,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  headcount: row.headcount,
  state: row.state,
})

/** One posting this scope may see; `lock` keeps it for a change. */
export async function findPosting(ctx: Ctx, id: string, lock = false): Promise<Posting | undefined> {
  const [row] = await ctx.tx.named<PostingRow>(
    lock ? 'postings-lock' : 'postings-one',
    `select * from postings where id = $1${lock ? ' for update' : ''}`,
    [id],
  )
  return row && toPosting(row)
}

export async function findShifts(ctx: Ctx, postingIds: readonly string[]): Promise<Shift[]> {
  if (postingIds.length === 0) return []
  const rows = await ctx.tx.byIds<ShiftRow>(
    'postings-shifts',
    `select id, posting_id, seq, starts_at, ends_at, headcount, state from shifts
     where posting_id = any ($1::uuid[]) order by posting_id, starts_at, seq`,
    postingIds,
  )
  return rows.map(toShift)
}

/** Columns a save writes; the same for a new draft and for a changed one. */
export type Saved = {
  id: string
  employerId: string
  actualEmployerName: string | null
  county: string | null
  siteId: string | null
  terms: PartialTerms
  fillMode: FillMode | null
  span: Span
  minAge: number | null
  maxAge: number | null
  ageReason: string | null
  contactPhone: Buffer | null
  wantedUntil: Date | null
  shifts: readonly ShiftTime[]
}

const savedValues = (saved: Saved): unknown[] => [
  saved.id,
  saved.employerId,
  saved.actualEmployerName,
  saved.county,
  saved.siteId,
  JSON.stringify(saved.terms),
  saved.terms.occupationCode ?? null,
  saved.fillMode,
  saved.span,
  saved.minAge,
  saved.maxAge,
  saved.ageReason,
  saved.contactPhone,
  saved.wantedUntil,
]

export async function insertDraft(
  ctx: Ctx,
  saved: Saved,
  birth: { createdBy: string | null; repeatedFrom: string | null },
): Promise<void> {
  await ctx.tx.query(
    `insert into postings (id, employer_id, actual_employer_name, county, site_id, terms, occupation_code, fill_mode,
       span, min_age, max_age, age_reason, contact_phone, wanted_until, state, state_since, created_at, created_by,
       channel, repeated_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'draft', $15, $15, $16, $17, $18)`,
    [...savedValues(saved), ctx.now, birth.createdBy, ctx.channel, birth.repeatedFrom],
  )
  await insertShifts(ctx, saved)
}

/** Replaces the content of a draft; its shifts are made anew. */
export async function replaceDraft(ctx: Ctx, saved: Saved): Promise<void> {
  await ctx.tx.query(
    `update postings set actual_employer_name = $3, county = $4, site_id = $5, terms = $6, occupation_code = $7,
       fill_mode = $8, span = $9, min_age = $10, max_age = $11, age_reason = $12, contact_phone = $13,
       wanted_until = $14, version = version + 1
     where id = $1 and employer_id = $2 and state = 'draft'`,
    savedValues(saved),
  )
  await ctx.tx.query(`delete from shifts where posting_id = $1 and state = 'planned'`, [saved.id])
  await insertShifts(ctx, saved)
}

async function insertShifts(ctx: Ctx, saved: Saved): Promise<void> {
  if (saved.shifts.length === 0) return
  await ctx.tx.query(
    `insert into shifts (id, posting_id, employer_id, county, site_id, seq, starts_at, ends_at, headcount, state)
     select id, $1, $2, $3, $4, seq, starts_at, ends_at, headcount, 'planned'
     from unnest($5::uuid[], $6::int[], $7::timestamptz[], $8::timestamptz[], $9::int[])
       as s (id, seq, starts_at, ends_at, headcount)`,
    [
      saved.id,
      saved.employerId,
      saved.county,
      saved.siteId,
      saved.shifts.map(() => ctx.newId()),
      saved.shifts.map((_shift, index) => index + 1),
      saved.shifts.map((shift) => shift.startsAt),
      saved.shifts.map((shift) => shift.endsAt),
      saved.shifts.map((shift) => shift.headcount),
    ],
  )
}

export async function setShiftState(ctx: Ctx, postingId: string, state: Shift['state']): Promise<void> {
  await ctx.tx.named('postings-shift-state', 'update shifts set state = $2 where posting_id = $1', [postingId, state])
}

/** Postings of one employer, newest first; `after` is the id the last page ended with. */
export async function listByEmployer(
  ctx: Ctx,
  employerId: string,
  page: { after?: string | undefined; limit: number; state?: PostingState | undefined },
): Promise<Posting[]> {
  const rows = await ctx.tx.query<PostingRow>(
    `select * from postings where employer_id = $1 and ($2::uuid is null or id < $2) and ($3::text is null or state = $3)
     order by id desc limit $4`,
    [employerId, page.after ?? null, page.state ?? null, page.limit],
  )
  return rows.map(toPosting)
}

export type ShiftOfEmployer = Shift & { postingState: PostingState; title: string | null }

/** Shifts of one employer that begin in `[from, until)` and still stand, in order of time. */
export async function shiftsOfEmployer(
  ctx: Ctx,
  employerId: string,
  period: { from: Date; until: Date },
): Promise<ShiftOfEmployer[]> {
  const rows = await ctx.tx.query<ShiftRow & { posting_state: PostingState; title: string | null }>(
    `select s.id, s.posting_id, s.seq, s.starts_at, s.ends_at, s.headcount, s.state,
       p.state as posting_state, p.terms->>'title' as title
     from shifts s join postings p on p.id = s.posting_id
     where s.employer_id = $1 and s.starts_at >= $2 and s.starts_at < $3
       and s.state <> 'cancelled' and p.state not in ('withdrawn', 'takenDown')
     order by s.starts_at, s.id`,
    [employerId, period.from, period.until],
  )
  return rows.map((row) => ({ ...toShift(row), postingState: row.posting_state, title: row.title }))
}

/** Other postings of the employer for the same occupation that are on their way or public. */
export async function sameWork(
  ctx: Ctx,
  posting: { id: string; employerId: string; occupationCode: string },
): Promise<
  Array<{
    id: string
    termsSha256: string | null
    submittedAt: Date | null
    address: string | null
    town: string | null
    shifts: Shift[]
  }>
> {
  const rows = await ctx.tx.named<PostingRow>(
    'postings-alike',
    `select * from postings where employer_id = $1 and occupation_code = $2 and id <> $3
       and state in ('submitted', 'inReview', 'published') order by id desc limit 200`,
    [posting.employerId, posting.occupationCode, posting.id],
  )
  const shifts = await findShifts(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    id: row.id,
    termsSha256: row.terms_sha256,
    submittedAt: row.submitted_at,
    address: row.terms.address ?? null,
    town: row.terms.town ?? null,
    shifts: shifts.filter((shift) => shift.postingId === row.id),
  }))
}

/** Published postings of an employer, to be taken down when it is suspended. */
export async function publishedOf(ctx: Ctx, employerId: string): Promise<string[]> {
  const rows = await ctx.tx.query<{ id: string }>(
    `select id from postings where employer_id = $1 and state = 'published' order by id`,
    [employerId],
  )
  return rows.map((row) => row.id)
}

/** How often an employer's postings ended in which way: context for a reviewer. */
export async function countStates(ctx: Ctx, employerId: string): Promise<Map<string, number>> {
  const rows = await ctx.tx.query<{ what: string; count: number }>(
    `select what, count(*) as count from (
       select case when published_at is not null then 'published' end as what from postings where employer_id = $1
       union all select state from postings where employer_id = $1 and state in ('withdrawn', 'takenDown')
       union all select 'returned' from posting_decisions where employer_id = $1 and act = 'return'
     ) counted where what is not null group by what`,
    [employerId],
  )
  return new Map(rows.map((row) => [row.what, row.count]))
}

type TakingRow = {
  id: string
  posting_id: string
  employer_id: string
  county: string
  site_id: string | null
  starts_at: Date
  ends_at: Date
  fill_mode: FillMode
  span: Span
  posting_state: PostingState
  terms: WorkTerms
}

/** A hot path: the shifts named, and all of the job where it is taken whole, in order of time. */
export async function findForTaking(ctx: Ctx, shiftIds: readonly string[]): Promise<ShiftForTaking[]> {
  const rows = await ctx.tx.byIds<TakingRow>(
    'postings-for-taking',
    `with named as (select distinct posting_id from shifts where id = any ($1::uuid[]))
     select s.id, s.posting_id, s.employer_id, s.county, s.site_id, s.starts_at, s.ends_at, p.fill_mode, p.span,
       p.state as posting_state, p.terms
     from named n
     join postings p on p.id = n.posting_id
     join shifts s on s.posting_id = p.id and (p.span = 'wholeJob' or s.id = any ($1::uuid[]))
     where p.published_at is not null and s.state <> 'cancelled'
     order by s.starts_at, s.id`,
    shiftIds,
  )
  return rows.map((row) => ({
    shiftId: row.id,
    postingId: row.posting_id,
    employerId: row.employer_id,
    county: row.county,
    siteId: row.site_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    fillMode: row.fill_mode,
    span: row.span,
    state: row.posting_state,
    terms: row.terms,
  }))
}

/** One code for each of the shifts. */
export async function findOccupations(ctx: Ctx, shiftIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx.named<{ code: string | null }>(
    'postings-occupations-of-shifts',
    `select p.terms->>'occupationCode' as code from shifts s join postings p on p.id = s.posting_id
     where s.id = any ($1::uuid[])`,
    [shiftIds],
  )
  return rows.flatMap((row) => row.code ?? [])
}
