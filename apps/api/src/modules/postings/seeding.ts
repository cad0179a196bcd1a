import type { PostingState } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { NewDueRow } from '../../kernel/context.ts'
import { boardRowsOf, type PublicEmployer } from './actions/publish-posting.ts'
import { canonicalTerms, contentOf, intentWords, publicEmployerName } from './rules-terms.ts'
import { boardColumns, type BoardRow } from './store-board.ts'
import type { FillMode, Posting, Shift, Span } from './types.ts'
import { findableParts, lexemesOf, vectorText, wordsVersion } from './words.ts'

/**
 * Rows for the seed writer. Each `…Columns` is the column list of a `copy TABLE (…) from stdin`, and the
 * function beside it makes the values in that order. `search` is the text form of a tsvector.
 */
export type CopyValue = string | number | boolean | Date | Buffer | readonly string[] | null

export type SeedPosting = {
  id: string
  employer: PublicEmployer
  actualEmployerName: string | null
  /** Reporting unit. */
  county: string
  siteId: string | null
  /** published, closed, expired, withdrawn or takenDown. */
  state: PostingState
  terms: WorkTerms
  fillMode: FillMode
  span: Span
  /** Ciphertext of the contact's number; one per employer is enough. */
  contactPhone: Buffer | null
  createdAt: Date
  publishedAt: Date
  /** In order of time; `openPlaces` of a published posting's shifts. */
  shifts: ReadonlyArray<{ id: string; startsAt: Date; endsAt: Date; headcount: number; openPlaces: number }>
  /** History from before the platform: without signature. */
  imported: boolean
}

const lastEnd = (posting: SeedPosting) => new Date(Math.max(...posting.shifts.map((shift) => shift.endsAt.getTime())))
const ended = (posting: SeedPosting) => (posting.state === 'published' ? posting.publishedAt : lastEnd(posting))

export const postingColumns = [
  'id',
  'employer_id',
  'actual_employer_name',
  'county',
  'site_id',
  'state',
  'state_since',
  'terms',
  'occupation_code',
  'fill_mode',
  'span',
  'contact_phone',
  'expires_at',
  'last_ends_at',
  'created_at',
  'channel',
  'submitted_at',
  'published_at',
  'imported',
] as const
export function postingRow(posting: SeedPosting): CopyValue[] {
  const end = lastEnd(posting)
  return [
    posting.id,
    posting.employer.id,
    posting.actualEmployerName,
    posting.county,
    posting.siteId,
    posting.state,
    ended(posting),
    JSON.stringify(posting.terms),
    posting.terms.occupationCode,
    posting.fillMode,
    posting.span,
    posting.contactPhone,
    end,
    end,
    posting.createdAt,
    'platform',
    posting.publishedAt,
    posting.publishedAt,
    posting.imported,
  ]
}

const shiftStates: Partial<Record<PostingState, Shift['state']>> = {
  published: 'open',
  withdrawn: 'cancelled',
  takenDown: 'cancelled',
}

export const shiftColumns = [
  'id',
  'posting_id',
  'employer_id',
  'county',
  'site_id',
  'seq',
  'starts_at',
  'ends_at',
  'headcount',
  'state',
] as const
export function shiftRows(posting: SeedPosting): CopyValue[][] {
  const state = shiftStates[posting.state] ?? 'closed'
  return posting.shifts.map((shift, index) => [
    shift.id,
    posting.id,
    posting.employer.id,
    posting.county,
    posting.siteId,
    index + 1,
    shift.startsAt,
    shift.endsAt,
    shift.headcount,
    state,
  ])
}

// Seeded texts come from templates: the same part is cut once.
const cut = new Map<string, string[]>()

function lexemesOfPart(part: string): string[] {
  const known = cut.get(part)
  if (known) return known
  const lexemes = lexemesOf(part)
  cut.set(part, lexemes)
  return lexemes
}

function asPosting(posting: SeedPosting): { posting: Posting; shifts: Shift[] } {
  const { employer, shifts, imported: _, ...rest } = posting
  return {
    posting: {
      ...rest,
      employerId: employer.id,
      stateSince: ended(posting),
      minAge: null,
      maxAge: null,
      ageReason: null,
      wantedUntil: null,
      expiresAt: lastEnd(posting),
      lastEndsAt: lastEnd(posting),
      termsSha256: null,
      submittedAt: posting.publishedAt,
    },
    shifts: shifts.map((shift, index) => ({ ...shift, postingId: posting.id, seq: index + 1, state: 'open' as const })),
  }
}

export { boardColumns }

/** Board rows of a published posting: one per shift, or one for a job taken whole. */
export function boardRows(seed: SeedPosting): CopyValue[][] {
  const { posting, shifts } = asPosting(seed)
  const open = new Map(seed.shifts.map((shift) => [shift.id, shift.openPlaces]))
  const fewest = Math.min(...open.values())
  const { employer, actualEmployerName, terms } = seed
  const employerName = publicEmployerName(employer.kind, employer.name)
  const lexemes = new Set(findableParts({ terms, employerName, actualEmployerName }).flatMap(lexemesOfPart))
  const rows = boardRowsOf(posting, shifts, employer, { publishedAt: seed.publishedAt, expiresAt: lastEnd(seed) })
  return rows.map((row) => {
    const placed = { ...row, open_places: seed.span === 'wholeJob' ? fewest : (open.get(row.shift_id) ?? 0) }
    return boardColumns.map((column) => {
      if (column === 'search') return vectorText([...lexemes])
      return column === 'dictionary_version' ? wordsVersion() : (placed[column satisfies keyof BoardRow] ?? null)
    })
  })
}

export const signatureColumns = [
  'id',
  'posting_id',
  'employer_id',
  'county',
  'site_id',
  'person_id',
  'proved_by',
  'phone_masked',
  'terms_text',
  'terms_sha256',
  'intent_words',
  'factor',
  'proved_at',
  'at',
  'channel',
] as const
/** The employer's signature on a seeded posting, as if given when it was published. */
export function signatureRow(
  id: string,
  seed: SeedPosting,
  signer: { personId: string; phoneMasked: string },
): CopyValue[] {
  const { posting, shifts } = asPosting(seed)
  const content = contentOf(posting, shifts)
  const { text, sha256 } = canonicalTerms(content)
  return [
    id,
    seed.id,
    seed.employer.id,
    seed.county,
    seed.siteId,
    signer.personId,
    'person',
    signer.phoneMasked,
    text,
    sha256,
    intentWords(content),
    'smsCode',
    seed.publishedAt,
    seed.publishedAt,
    'platform',
  ]
}

/** The deadline a published posting has: its end. */
export const dueOf = (seed: SeedPosting): NewDueRow => ({
  kind: 'postingEnd',
  subjectId: seed.id,
  dueAt: lastEnd(seed),
})
