import { canonicalJson, sha256Hex } from '@linggong/policy/canonical.ts'
import { wireTime } from '../../kernel/clock.ts'
import type { Content, PartialTerms, Shift } from './types.ts'

/**
 * The text an employer signs and its hash: the same content gives the same text whatever the order of
 * its fields. Shifts in order of time; times as on the wire.
 */
export function canonicalTerms(content: Content): { text: string; sha256: string } {
  const shifts = [...content.shifts].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  const text = canonicalJson({
    terms: content.terms,
    county: content.county,
    fillMode: content.fillMode,
    span: content.span,
    minAge: content.minAge,
    maxAge: content.maxAge,
    ageReason: content.ageReason,
    actualEmployerName: content.actualEmployerName,
    shifts: shifts.map((shift) => ({
      startsAt: wireTime(shift.startsAt),
      endsAt: wireTime(shift.endsAt),
      headcount: shift.headcount,
    })),
  })
  return { text, sha256: sha256Hex(text) }
}

/** The sentence shown and kept with the signature: what the employer agrees to, in its own words. */
export function intentWords(content: Content): string {
  const places = content.shifts.reduce((sum, shift) => sum + shift.headcount, 0)
  const title = content.terms.title ?? ''
  return `我方确认按所发布的内容招用“${title}”,共${content.shifts.length}个班次、${places}个名额;劳动者接受后双方按此签约。`
}

/** How the public sees an employer's name: a household's is a private person's. */
export function publicEmployerName(kind: string, name: string): string {
  if (kind !== 'household') return name
  return `${[...name][0] ?? ''}某(家庭用工)`
}

/** The day a copy starts on moves all shifts by whole days; clock times stay. */
export function movedToDay<T extends { startsAt: Date; endsAt: Date }>(shifts: readonly T[], firstDay: string): T[] {
  const first = shifts.reduce((least, shift) => Math.min(least, shift.startsAt.getTime()), Number.POSITIVE_INFINITY)
  if (!Number.isFinite(first)) return []
  const dayMs = 86_400_000
  // China has no daylight saving: a day is always 24 hours.
  const midnight = Date.parse(`${wireTime(new Date(first)).slice(0, 10)}T00:00:00+08:00`)
  const days = Math.round((Date.parse(`${firstDay}T00:00:00+08:00`) - midnight) / dayMs)
  const moved = (at: Date) => new Date(at.getTime() + days * dayMs)
  return shifts.map((shift) => ({ ...shift, startsAt: moved(shift.startsAt), endsAt: moved(shift.endsAt) }))
}

/**
 * When a posting stops taking people: what the employer asked for, at the latest the end of the last
 * shift, never beyond the policy's longest validity.
 */
export function expiryOf(content: Pick<Content, 'shifts' | 'wantedUntil'>, publishedAt: Date, maxDays: number): Date {
  const last = Math.max(...content.shifts.map((shift) => shift.endsAt.getTime()))
  const bound = publishedAt.getTime() + maxDays * 86_400_000
  return new Date(Math.min(last, bound, content.wantedUntil?.getTime() ?? last))
}

/** Content of a stored posting. */
export function contentOf(
  posting: {
    terms: PartialTerms
    county: string | null
    siteId: string | null
    fillMode: Content['fillMode']
    span: Content['span']
    minAge: number | null
    maxAge: number | null
    ageReason: string | null
    actualEmployerName: string | null
    contactPhone: unknown
    wantedUntil: Date | null
  },
  shifts: readonly Shift[],
): Content {
  return {
    terms: posting.terms,
    shifts,
    county: posting.county,
    siteId: posting.siteId,
    fillMode: posting.fillMode,
    span: posting.span,
    minAge: posting.minAge,
    maxAge: posting.maxAge,
    ageReason: posting.ageReason,
    actualEmployerName: posting.actualEmployerName,
    hasContactPhone: posting.contactPhone !== null,
    wantedUntil: posting.wantedUntil,
  }
}
