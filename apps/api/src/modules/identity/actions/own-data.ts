import { assistWays, revealPurposes, type RevealPurpose } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker, requirePerson, requireStaff } from '../../../kernel/rights.ts'
import { issueCode, phoneField, takeCodeFirst } from '../codes.ts'
import { personFacts } from '../people.ts'
import { counterPost, maskedPhone } from '../rules.ts'
import { endSessionsOfPerson } from '../store-access.ts'
import { findEmployers, findMemberships } from '../store-employers.ts'
import { findConsents, findReveals, insertReveal, revealedSince, setPhone } from '../store-persons.ts'
import { findAssistsOf, findStaffName } from '../store-staff.ts'

/** Everything kept here about oneself, in full. */
export async function exportOwnData(ctx: Ctx) {
  const { personId } = requirePerson(ctx.actor)
  const { id, name, sex, birthDate, idNumber, phone, verification } = await personFacts(ctx, personId)
  const memberships = await findMemberships(ctx, personId)
  const employers = await findEmployers(
    ctx,
    memberships.map((one) => one.employer_id),
  )
  return {
    person: { id, name, sex, birthDate, idNumber, phone, verification },
    consents: (await findConsents(ctx, personId)).map((consent) => ({ ...consent, at: wireTime(consent.at) })),
    employers: memberships.flatMap((one) => {
      const employer = employers.find((candidate) => candidate.id === one.employer_id)
      return employer ? [{ id: employer.id, name: employer.name, role: one.role }] : []
    }),
    exportedAt: wireTime(ctx.now),
  }
}

const fieldNames: Record<string, string> = { idNumber: '身份证号码', phone: '手机号', qualification: '证书编号和照片' }

/** Who looked at my data, who acted for me: newest first. */
export async function listViews(ctx: Ctx) {
  const { personId } = requirePerson(ctx.actor)
  const reveals = (await findReveals(ctx, personId)).map((row) => ({
    at: row.at,
    kind: 'reveal' as const,
    staffName: row.staff_name,
    county: row.county,
    siteId: row.site_id,
    fields: row.fields,
    sentence: `${row.staff_name}看了您的${row.fields.map((field) => fieldNames[field] ?? field).join('、')},用途:${
      revealPurposes[row.purpose as RevealPurpose] ?? row.purpose
    }`,
  }))
  const assists = (await findAssistsOf(ctx, personId)).map((row) => ({
    at: row.created_at,
    kind: 'assist' as const,
    staffName: row.staff_name,
    county: row.county,
    siteId: row.site_id,
    fields: [],
    sentence: `${row.staff_name}经您同意(${assistWays[row.how]})为您代办`,
  }))
  const items = [...reveals, ...assists].sort((a, b) => b.at.getTime() - a.at.getTime())
  return { items: items.map((item) => ({ ...item, at: wireTime(item.at) })) }
}

/** A clerk whom the person has asked for help sees the full number, for a purpose the person can read. */
export async function revealPerson(
  ctx: Ctx,
  personId: string,
  wanted: { fields: ReadonlyArray<'idNumber' | 'phone'>; purpose: RevealPurpose },
) {
  requireStaff(ctx.actor)
  await actingWorker(ctx, personId)
  return showPerson(ctx, personId, wanted)
}

/**
 * Shows what was asked for and writes down who saw it and what for. Whether this staff member may see it, the caller
 * has decided; the scope must reach the person.
 */
export async function showPerson(
  ctx: Ctx,
  personId: string,
  wanted: { fields: ReadonlyArray<'idNumber' | 'phone'>; purpose: RevealPurpose },
) {
  const person = await personFacts(ctx, personId)
  await recordReveal(ctx, personId, wanted)
  return {
    ...(wanted.fields.includes('idNumber') && { idNumber: person.idNumber }),
    ...(wanted.fields.includes('phone') && { phone: person.phone }),
  }
}

/** Writes down that this staff member saw something of a person in full, and what for: the person can read it. */
export async function recordReveal(
  ctx: Ctx,
  personId: string,
  seen: { fields: ReadonlyArray<'idNumber' | 'phone' | 'qualification'>; purpose: RevealPurpose },
): Promise<void> {
  const staff = requireStaff(ctx.actor)
  const post = counterPost(staff.posts) ?? staff.posts[0]
  const { name } = await findStaffName(ctx, staff.staffId)
  await insertReveal(ctx, {
    personId,
    staffId: staff.staffId,
    staffName: name,
    siteId: post?.siteId ?? null,
    county: post?.county ?? null,
    ...seen,
  })
  ctx.audit({
    subjectKind: 'person',
    subjectId: personId,
    act: 'reveal',
    county: post?.county ?? null,
    concerns: [personId],
    data: { fields: seen.fields, purpose: seen.purpose },
  })
}

/** Whether this staff member has seen that of the person since then; the scope must reach the person. */
export async function hasSeen(ctx: Ctx, personId: string, field: 'qualification', since: Date): Promise<boolean> {
  const { staffId } = requireStaff(ctx.actor)
  return revealedSince(ctx, { personId, staffId, field, since })
}

async function ownOrHelped(ctx: Ctx, personId: string) {
  const acting = await actingWorker(ctx, personId)
  return acting.workerId === personId ? acting : refuse('NotFound')
}

/** A code to the new phone: whoever holds it must be the one who wants it registered. */
export async function requestPhoneCode(ctx: Ctx, personId: string, phone: string) {
  await ownOrHelped(ctx, personId)
  return issueCode(ctx, { purpose: 'changePhone', phone, personId, subjectId: personId })
}

/** The person's sessions elsewhere end: they were opened by a phone that no longer stands for the person. */
export async function changePhone(ctx: Ctx, personId: string, given: { phone: string; code: string }) {
  const acting = await ownOrHelped(ctx, personId)
  const phoneIndexes = ctx.deps.keyring.indexes(phoneField, given.phone)
  await takeCodeFirst(ctx, { purpose: 'changePhone', phoneIndexes, personId, subjectId: personId }, given.code)
  await setPhone(ctx, personId, given.phone)
  await endSessionsOfPerson(ctx, personId, ctx.actor.kind === 'person' ? ctx.actor.sessionId : null)
  ctx.audit({
    subjectKind: 'person',
    subjectId: personId,
    act: 'changePhone',
    concerns: [personId],
    ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
  })
  ctx.emit({ name: 'phoneChanged', subjectKind: 'person', subjectId: personId })
  return { maskedPhone: maskedPhone(given.phone) }
}
