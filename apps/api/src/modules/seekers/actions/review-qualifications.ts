import { addDays } from '@linggong/policy'
import { possibleTransitions, qualificationLifecycle, reasons as reasonTable, stateLabels } from '@linggong/contract'
import type { PhotoSide, Problem, QualificationShow } from '@linggong/contract'
import { occupationByCode } from '@linggong/reference'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx, DueRow } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { transition, transitionMany } from '../../../kernel/transition.ts'
import { ageOn, hasSeen, maskedIdNumber, personFacts, personsFacts, recordReveal } from '../../identity/index.ts'
import { qualificationMachine } from '../machine.ts'
import { kindOf } from '../qualification-kinds.ts'
import { lapsed } from '../rules-qualifications.ts'
import {
  findPhotos,
  findQualifications,
  historyOf,
  listForReview,
  lockQualification,
  numberOf,
  type QualificationRow,
} from '../store-qualifications.ts'
import { mustExpire, reasonsView, reviewItem } from '../view-qualifications.ts'
import { endRows, expiresKey, expiringKey, openPhoto, tellMarket } from './qualifications.ts'

const lookingAt = 'the county looks at the certificates these people have handed in'

/** Counties this person decides for. */
function countiesOf(ctx: Ctx): string[] {
  return requireStaff(ctx.actor).posts.flatMap((post) =>
    post.role === 'countyOfficer' && post.siteId === null && post.county !== null ? [post.county] : [],
  )
}

/** The last day that counts as ending soon. */
function soonUntil(ctx: Ctx): string {
  const today = businessDay(ctx.now)
  return addDays(today, ctx.deps.policy.number('qualification.expiringDays', today))
}

export async function listReviews(ctx: Ctx, query: { show: QualificationShow; limit: number }) {
  const { rows, total } = await listForReview(ctx, { ...query, counties: countiesOf(ctx), until: soonUntil(ctx) })
  const personIds = [...new Set(rows.map((row) => row.person_id))]
  if (personIds.length > 0) await ctx.tx.widen({ persons: personIds }, lookingAt)
  const names = new Map((await personsFacts(ctx, personIds)).map(({ id, name }) => [id, name]))
  return { items: rows.map((row) => reviewItem(ctx, row, names.get(row.person_id) ?? '')), total }
}

/** One of the own county, locked, with its holder opened to the transaction. Refuses NotFound. */
async function reviewed(ctx: Ctx, id: string): Promise<QualificationRow> {
  const row = await lockQualification(ctx, id)
  if (!row || row.county === null || !countiesOf(ctx).includes(row.county)) return refuse('NotFound')
  await ctx.tx.widen({ persons: [row.person_id] }, lookingAt)
  return row
}

/** Everything a decision needs, the number in full; written down for the holder to read. */
export async function openReview(ctx: Ctx, id: string) {
  const row = await reviewed(ctx, id)
  await recordReveal(ctx, row.person_id, { fields: ['qualification'], purpose: 'checkQualification' })
  const person = await personFacts(ctx, row.person_id)
  const kind = kindOf(row.code)
  const today = businessDay(ctx.now)
  const required = ctx.deps.policy.value('qualification.required', today)
  const occupations = new Set(required.filter((one) => one.anyOf.includes(row.code)).map((one) => one.occupation))
  return {
    ...reviewItem(ctx, row, person.name),
    number: numberOf(ctx, row),
    issuedBy: row.issued_by,
    officialName: kind?.name ?? row.name ?? row.code,
    lawBasis: kind?.lawBasis ?? '',
    requiredFor: [...occupations].map((code) => occupationByCode(code)?.officialName ?? code),
    mustExpire: mustExpire(ctx, row.code),
    photos: (await findPhotos(ctx, [id])).map(({ side }) => side),
    reasons: reasonsView(row.refusal),
    person: {
      name: person.name,
      idNumberMasked: maskedIdNumber(person.idNumber),
      age: person.birthDate ? ageOn(person.birthDate, today) : null,
      verified: person.verification !== 'none',
    },
    earlier: (await historyOf(ctx, row.person_id, row.code))
      .filter((one) => one.id !== id)
      .map((one) => ({
        at: wireTime(one.decided_at!),
        stateLabel: stateLabels.qualification[one.state],
        validUntil: one.valid_until,
        reasons: reasonsView(one.refusal),
      })),
    possible: possibleTransitions(qualificationLifecycle, row.state, 'officer'),
  }
}

/** Only for an officer who has opened the certificate since it was handed in: so the holder can read of it. */
export async function readReviewedPhoto(ctx: Ctx, at: { qualificationId: string; side: PhotoSide }) {
  const row = await reviewed(ctx, at.qualificationId)
  if (!(await hasSeen(ctx, row.person_id, 'qualification', row.submitted_at!))) refuse('NotFound')
  return openPhoto(
    ctx,
    (await findPhotos(ctx, [row.id])).find(({ side }) => side === at.side),
  )
}

function requireValid(ctx: Ctx, row: QualificationRow, validUntil: string | null): void {
  const problems: Problem[] = lapsed(validUntil, businessDay(ctx.now))
  if (validUntil === null && mustExpire(ctx, row.code))
    problems.push({ path: 'validUntil', code: 'missing', message: '这种证有期限,请照证上写的填有效到哪天' })
  if (problems.length > 0) refuse('QualificationInvalid', { problems })
}

const afterDay = (day: string): Date => new Date(`${addDays(day, 1)}T00:00:00+08:00`)

/** It is genuine: counts from now on, until the day given. The one that counted before ends. */
export async function verify(ctx: Ctx, id: string, validUntil: string | null) {
  const { staffId } = requireStaff(ctx.actor)
  const row = await reviewed(ctx, id)
  requireValid(ctx, row, validUntil)
  if (row.state === 'submitted') {
    const held = await findQualifications(ctx, [row.person_id])
    const before = held.filter((one) => one.code === row.code && one.id !== id && one.state !== 'submitted')
    await endRows(ctx, before, { by: 'system' })
  }
  const moved = await transition<QualificationRow, string, string>(ctx, qualificationMachine, id, {
    move: 'verify',
    by: 'officer',
    set: { valid_until: validUntil, decided_at: ctx.now, decided_by: staffId, refusal: '[]' },
    data: { validUntil },
  })
  if (!moved.already) {
    if (validUntil !== null) planEnd(ctx, id, validUntil)
    tellMarket(ctx, row.person_id)
  }
  return reviewItem(ctx, moved.row, (await personFacts(ctx, row.person_id)).name)
}

function planEnd(ctx: Ctx, id: string, validUntil: string): void {
  const remindOn = addDays(validUntil, -ctx.deps.policy.number('qualification.expiringDays', businessDay(ctx.now)))
  const remindAt = new Date(`${remindOn}T09:00:00+08:00`)
  ctx.schedule({
    kind: 'seekers.qualificationExpires',
    key: expiresKey(id),
    subjectId: id,
    dueAt: afterDay(validUntil),
  })
  if (remindAt > ctx.now)
    ctx.schedule({ kind: 'seekers.qualificationExpiring', key: expiringKey(id), subjectId: id, dueAt: remindAt })
}

function requireReasons(given: ReadonlyArray<{ code: string; note?: string | undefined }>): void {
  if (given.length === 0) refuse('ReasonMissing')
  const problems = given.flatMap(({ code, note }, index): Problem[] => {
    const path = `reasons.${index}`
    if (!Object.hasOwn(reasonTable['qualification.refuse'], code))
      return [{ path: `${path}.code`, code: 'unknown', message: '请从列表里选原因' }]
    if (code === 'other' && !note)
      return [{ path: `${path}.note`, code: 'missing', message: '选了“其他”,请写一句是什么原因' }]
    return []
  })
  if (problems.length > 0) refuse('QualificationInvalid', { problems })
}

/** Not good enough, or found false later; the holder reads every reason and can mend it. */
export async function refuseIt(
  ctx: Ctx,
  id: string,
  reasons: ReadonlyArray<{ code: string; note?: string | undefined }>,
) {
  requireReasons(reasons)
  const { staffId } = requireStaff(ctx.actor)
  const row = await reviewed(ctx, id)
  const [first] = reasons
  const moved = await transition<QualificationRow, string, string>(ctx, qualificationMachine, id, {
    move: 'refuse',
    by: 'officer',
    reason: { code: first!.code, ...(first!.note && { note: first!.note }) },
    set: {
      refusal: JSON.stringify(reasons.map(({ code, note }) => ({ code, note: note ?? null }))),
      decided_at: ctx.now,
      decided_by: staffId,
    },
  })
  if (row.state === 'verified') {
    ctx.cancelDue(expiresKey(id))
    ctx.cancelDue(expiringKey(id))
    tellMarket(ctx, row.person_id)
  }
  return reviewItem(ctx, moved.row, (await personFacts(ctx, row.person_id)).name)
}

/** The day is over: it does not count any more. */
export async function expire(ctx: Ctx, due: DueRow): Promise<void> {
  const row = await lockQualification(ctx, due.subjectId)
  if (row?.state !== 'verified' || row.valid_until === null || row.valid_until >= businessDay(ctx.now)) return
  await transitionMany(ctx, qualificationMachine, [row.id], { move: 'expire', by: 'system' })
  tellMarket(ctx, row.person_id)
}

export async function remindOfEnd(ctx: Ctx, due: DueRow): Promise<void> {
  const row = await lockQualification(ctx, due.subjectId)
  if (row?.state !== 'verified') return
  ctx.emit({ name: 'qualificationExpiring', subjectKind: 'qualification', subjectId: row.id })
}
