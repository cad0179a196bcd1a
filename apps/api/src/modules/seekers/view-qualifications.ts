import { reasons as reasonTable, stateLabels, type PhotoSide } from '@linggong/contract'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { nameOfKind } from './qualification-kinds.ts'
import { maskedNumber, missingToSubmit } from './rules-qualifications.ts'
import { numberOf, type QualificationRow, type Refusal } from './store-qualifications.ts'

const words: Record<string, string> = reasonTable['qualification.refuse']

export const reasonsView = (refusal: Refusal) =>
  refusal.map(({ code, note }) => ({ code, label: words[code] ?? code, note }))

export const mustExpire = (ctx: Ctx, code: string): boolean =>
  ctx.deps.policy.at(businessDay(ctx.now)).list('qualification.mustExpire').includes(code)

/** As its holder sees it: the number in full; a clerk who helps sees it masked. */
export function ownView(ctx: Ctx, row: QualificationRow, photos: readonly PhotoSide[], own: boolean) {
  const number = numberOf(ctx, row)
  const given = { number, validUntil: row.valid_until, photos, mustExpire: mustExpire(ctx, row.code) }
  const open = row.state === 'entered' || row.state === 'refused'
  return {
    id: row.id,
    code: row.code,
    name: row.name ?? nameOfKind(row.code),
    state: row.state,
    stateLabel: stateLabels.qualification[row.state],
    number: own ? number : null,
    numberMasked: number && maskedNumber(number),
    issuedBy: row.issued_by,
    validUntil: row.valid_until,
    photos: [...photos],
    reasons: row.state === 'refused' ? reasonsView(row.refusal) : [],
    missing: open ? missingToSubmit(given, businessDay(ctx.now)) : [],
    dueAt: row.state === 'submitted' && row.due_at ? wireTime(row.due_at) : null,
  }
}

/** As it stands in the county's list. */
export function reviewItem(ctx: Ctx, row: QualificationRow, personName: string) {
  const number = numberOf(ctx, row)
  const waiting = row.state === 'submitted'
  return {
    id: row.id,
    personId: row.person_id,
    personName,
    code: row.code,
    name: row.name ?? nameOfKind(row.code),
    state: row.state,
    stateLabel: stateLabels.qualification[row.state],
    numberMasked: number && maskedNumber(number),
    validUntil: row.valid_until,
    county: row.county!,
    submittedAt: wireTime(row.submitted_at!),
    dueAt: waiting && row.due_at ? wireTime(row.due_at) : null,
    late: waiting && row.due_at !== null && row.due_at < ctx.now,
  }
}
