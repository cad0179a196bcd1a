import type { PostingState } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'

export type FillMode = 'grab' | 'apply' | 'dispatch'
export type Span = 'eachShift' | 'wholeJob'
export type PartialTerms = Partial<WorkTerms>

export type ShiftTime = { startsAt: Date; endsAt: Date; headcount: number }
export type Shift = ShiftTime & {
  id: string
  postingId: string
  seq: number
  state: 'planned' | 'open' | 'closed' | 'cancelled'
}

/** What a posting says, complete or not. */
export type Content = {
  terms: PartialTerms
  shifts: readonly ShiftTime[]
  county: string | null
  siteId: string | null
  fillMode: FillMode | null
  span: Span
  minAge: number | null
  maxAge: number | null
  ageReason: string | null
  actualEmployerName: string | null
  hasContactPhone: boolean
  wantedUntil: Date | null
}

export type Posting = {
  id: string
  employerId: string
  actualEmployerName: string | null
  county: string | null
  siteId: string | null
  state: PostingState
  stateSince: Date
  terms: PartialTerms
  fillMode: FillMode | null
  span: Span
  minAge: number | null
  maxAge: number | null
  ageReason: string | null
  contactPhone: Buffer | null
  wantedUntil: Date | null
  expiresAt: Date | null
  lastEndsAt: Date | null
  termsSha256: string | null
  createdAt: Date
  submittedAt: Date | null
  publishedAt: Date | null
}

export type Severity = 'block' | 'review' | 'warn'
export type Hit = {
  ruleId: string
  category: string
  severity: Severity
  words: string
  field: string | null
  from: number | null
  to: number | null
  article: string
  explanation: string
  wayOut: string
}

export type Reason = { code: string; note?: string | undefined }

/** A shift as dispatch, contracts and worktime build on it, with the terms as published. */
export type ShiftForTaking = {
  shiftId: string
  postingId: string
  employerId: string
  county: string
  siteId: string | null
  startsAt: Date
  endsAt: Date
  fillMode: FillMode
  span: Span
  /** State of the posting: only `published` can be taken. */
  state: PostingState
  terms: WorkTerms
}
