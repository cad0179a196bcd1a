import type { Problem } from '@linggong/contract'
import type { PostingDraft } from '@linggong/contract/postings/shapes.ts'
import { divisionByCode, findOccupation, occupationByCode, pointOf, unitOf } from '@linggong/reference'
import type { Ctx } from '../../kernel/context.ts'
import { qualificationKind } from '../seekers/index.ts'
import { siteFacts } from '../sites/index.ts'
import type { Saved } from './store.ts'
import type { PartialTerms } from './types.ts'

export type ReadDraft = { saved: Saved; problems: Problem[] }

export const contactField = 'postings.contact_phone'

function occupationOf(
  draft: PostingDraft,
  problems: Problem[],
): Pick<PartialTerms, 'occupationCode' | 'occupationName'> {
  const named = draft.occupation ? findOccupation(draft.occupation, 1)[0]?.occupation : undefined
  const found = draft.occupationCode ? occupationByCode(draft.occupationCode) : named
  if (found) return { occupationCode: found.code, occupationName: found.officialName }
  if (draft.occupationCode) {
    problems.push({ path: 'occupationCode', code: 'unknown', message: '没有这个工种,请从列表里选' })
  } else if (draft.occupation) {
    problems.push({
      path: 'occupation',
      code: 'unknown',
      message: `没认出“${draft.occupation}”是什么工种,请从列表里选`,
    })
  }
  return {}
}

/** Left out where none is asked for, as in what was published before they could be. */
function qualificationsOf(draft: PostingDraft, problems: Problem[]): Pick<PartialTerms, 'qualifications'> {
  const codes = [...new Set(draft.qualifications)]
  if (codes.some((code) => !qualificationKind(code)))
    problems.push({ path: 'qualifications', code: 'unknown', message: '有的证书不在列表里,请从列表里选' })
  return codes.length > 0 ? { qualifications: codes } : {}
}

function placeOf(
  draft: PostingDraft,
  problems: Problem[],
): { county: string | null } & Pick<PartialTerms, 'town' | 'lat' | 'lng'> {
  if (!draft.town) return { county: null }
  const division = divisionByCode(draft.town)
  if (!division || division.level === 'county') {
    problems.push({ path: 'town', code: 'unknown', message: '请选到乡镇(街道)' })
    return { county: null }
  }
  const own = draft.lat !== undefined && draft.lat !== null && draft.lng !== undefined && draft.lng !== null
  const point = own ? { lat: draft.lat as number, lng: draft.lng as number } : pointOf(division.code)
  return { county: unitOf(division.code), town: division.code, lat: point.lat, lng: point.lng }
}

/** Without what is not filled in: an absent field is missing, never null by accident. */
function filled<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}

function termsOf(draft: PostingDraft, problems: Problem[]): { terms: PartialTerms; county: string | null } {
  const { county, ...place } = placeOf(draft, problems)
  const terms: PartialTerms = {
    ...filled({
      title: draft.title,
      skills: draft.skills,
      placeName: draft.placeName,
      address: draft.address,
      payMethod: draft.payMethod,
      amountFen: draft.amountFen,
      settlementCycle: draft.settlementCycle,
      contactName: draft.contactName,
    }),
    ...occupationOf(draft, problems),
    ...qualificationsOf(draft, problems),
    ...place,
    description: draft.description ?? '',
    pieceUnit: draft.pieceUnit ?? null,
    overtimeAmountFen: draft.overtimeAmountFen ?? null,
    breakMinutes: draft.breakMinutes,
    breakPaid: draft.breakPaid,
    meals: draft.meals,
    lodging: draft.lodging,
    bring: draft.bring ?? null,
    insurance: draft.insurance ?? null,
    escrow: draft.escrow,
  }
  return { terms, county }
}

/** The counter a draft is written at, where a clerk writes it. */
function ownSite(ctx: Ctx): string | null {
  return ctx.actor.kind === 'staff' ? (ctx.actor.posts.find((post) => post.siteId !== null)?.siteId ?? null) : null
}

/**
 * Turns what was entered into what is stored. Nothing is guessed beyond the town's position and the
 * occupation's code; what cannot be understood comes back as problems. A contact phone that is left out
 * stays as it was (`keptPhone`): nobody can send back what is only shown masked.
 */
export async function readDraft(
  ctx: Ctx,
  draft: PostingDraft,
  target: { id: string; employerId: string; keptPhone?: Buffer | null },
): Promise<ReadDraft> {
  const problems: Problem[] = []
  const { terms, county } = termsOf(draft, problems)
  const siteId = draft.siteId ?? ownSite(ctx)
  if (siteId !== null && !(await siteFacts(ctx, siteId))) {
    problems.push({ path: 'siteId', code: 'unknown', message: '没有这个零工市场(驿站),请从列表里选' })
  }
  const kept = draft.contactPhone === undefined ? (target.keptPhone ?? null) : null
  const phone = draft.contactPhone ? ctx.deps.keyring.encrypt(contactField, draft.contactPhone) : kept
  const saved: Saved = {
    id: target.id,
    employerId: target.employerId,
    actualEmployerName: draft.actualEmployerName ?? null,
    county,
    siteId,
    terms,
    fillMode: draft.fillMode ?? null,
    span: draft.span,
    minAge: draft.minAge ?? null,
    maxAge: draft.maxAge ?? null,
    ageReason: draft.ageReason ?? null,
    contactPhone: phone,
    wantedUntil: draft.wantedUntil ? new Date(draft.wantedUntil) : null,
    shifts: draft.shifts.map((shift) => ({
      startsAt: new Date(shift.startsAt),
      endsAt: new Date(shift.endsAt),
      headcount: shift.headcount,
    })),
  }
  return { saved, problems }
}

/** The number of who to ask for, in full: for people who have work there. */
export function readContactPhone(ctx: Ctx, contactPhone: Buffer | null): string | null {
  return contactPhone && ctx.deps.keyring.decrypt(contactField, contactPhone)
}
