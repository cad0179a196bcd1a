import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse, sqlState } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { employerFacts, findStaffName, showPerson } from '../../identity/index.ts'
import { periodOf } from '../rules.ts'
import * as flags from '../store-flags.ts'
import { answerRow, decideRows } from '../store.ts'
import type { ReferralDecisionKind, ReferralRow } from '../types.ts'
import { requireOwnSite, requireReferral } from './read-referrals.ts'

type Given = { decision: ReferralDecisionKind; reason: { code: string; note?: string | undefined } }

async function decide(ctx: Ctx, rows: readonly ReferralRow[], given: Given): Promise<ReferralRow[]> {
  const { staffId } = requireStaff(ctx.actor)
  const byName = (await findStaffName(ctx, staffId)).name
  const said = { kind: given.decision, reason: given.reason.code, note: given.reason.note ?? null, by: staffId, byName }
  const ids = rows.map(({ id }) => id)
  let decided: ReferralRow[]
  try {
    decided = await decideRows(ctx, ids, said)
  } catch (error) {
    if (sqlState(error) === '23505') return refuse('ReferralCountedElsewhere')
    throw error
  }
  if (decided.length < ids.length) refuse('ReferralUnderway')
  for (const row of decided)
    ctx.audit({
      subjectKind: 'referral',
      subjectId: row.id,
      act: 'decide',
      capacity: 'officer',
      county: row.county,
      concerns: [row.worker_id],
      reasonCode: given.reason.code,
      ...(given.reason.note && { note: given.reason.note }),
      data: { decision: given.decision, counted: row.counted },
    })
  return decided
}

/** An inspector decides one row. Refuses NotFound, ReferralUnderway, ReferralCountedElsewhere. */
export async function decideReferral(ctx: Ctx, id: string, given: Given): Promise<ReferralRow> {
  const [row] = await decide(ctx, [await requireReferral(ctx, id)], given)
  return row ?? refuse('NotFound')
}

/**
 * Decides a flag for all of its rows, or for those chosen. Rows of the chosen that are no part of the flag are refused.
 * Refuses NotFound, ReferralRowsWrong, ReferralCountedElsewhere.
 */
export async function decideFlag(ctx: Ctx, id: string, given: Given & { referralIds?: string[] | undefined }) {
  const { staffId } = requireStaff(ctx.actor)
  const flag = (await flags.findFlag(ctx, id)) ?? refuse('NotFound')
  const chosen = given.referralIds ?? flag.row_ids
  if (chosen.some((one) => !flag.row_ids.includes(one))) refuse('ReferralRowsWrong')
  const rows = await Promise.all(chosen.map((one) => requireReferral(ctx, one)))
  await decide(ctx, rows, given)
  const byName = (await findStaffName(ctx, staffId)).name
  const note = given.reason.note ?? null
  const done = await flags.decideFlag(ctx, id, {
    kind: given.decision,
    reason: given.reason.code,
    note,
    by: staffId,
    byName,
  })
  ctx.audit({
    subjectKind: 'referralFlag',
    subjectId: id,
    act: 'decide',
    capacity: 'officer',
    county: flag.county,
    reasonCode: given.reason.code,
    ...(note && { note }),
    data: { decision: given.decision, rows: chosen.length },
  })
  return done ?? refuse('NotFound')
}

/** The site says what it was asked. Refuses NotFound, ReferralNotAsked. */
export async function answerReferral(ctx: Ctx, id: string, words: string): Promise<ReferralRow> {
  const { staffId } = requireStaff(ctx.actor)
  const row = await requireReferral(ctx, id)
  await requireOwnSite(ctx, row.site_id)
  const answered = await answerRow(ctx, id, { words, byName: (await findStaffName(ctx, staffId)).name })
  if (!answered) return refuse('ReferralNotAsked')
  ctx.audit({
    subjectKind: 'referral',
    subjectId: id,
    act: 'answer',
    capacity: 'operator',
    county: row.county,
    note: words,
  })
  return answered
}

/** Phones of both sides for a call about a row; each person shown can read who saw it and what for. */
export async function showPhones(ctx: Ctx, id: string) {
  const row = await requireReferral(ctx, id)
  await ctx.tx.widen({ system: true }, 'an inspector calls both sides of a referral; each look is written down')
  const wanted = { fields: ['phone'], purpose: 'contactAboutWork' } as const
  const { phone = null } = await showPerson(ctx, row.worker_id, wanted)
  const employer = await employerFacts(ctx, row.employer_id)
  const own =
    employer.phone === null && employer.personId !== null
      ? ((await showPerson(ctx, employer.personId, wanted)).phone ?? null)
      : null
  return {
    worker: { name: row.worker_name, phone },
    employer: { name: employer.name, contactName: employer.contactName, phone: employer.phone ?? own },
  }
}

/** What one side said on the telephone. */
export async function recordCall(
  ctx: Ctx,
  id: string,
  call: Pick<flags.CallRow, 'side' | 'result' | 'words'>,
): Promise<ReferralRow> {
  const { staffId } = requireStaff(ctx.actor)
  const row = await requireReferral(ctx, id)
  await flags.insertCall(ctx, row, { ...call, staffId, staff_name: (await findStaffName(ctx, staffId)).name })
  ctx.audit({
    subjectKind: 'referral',
    subjectId: id,
    act: 'call',
    capacity: 'officer',
    county: row.county,
    data: { side: call.side, result: call.result },
  })
  return row
}

/** Draws counted rows of a site’s quarter for sample calls; what was drawn before stays. Refuses NoPolicyInForce. */
export async function drawSample(
  ctx: Ctx,
  siteId: string,
  asked: { year?: number | undefined; quarter?: number | undefined },
) {
  const site = await requireOwnSite(ctx, siteId)
  const today = businessDay(ctx.now)
  const year = asked.year ?? Number(today.slice(0, 4))
  const quarter = asked.quarter ?? Math.ceil(Number(today.slice(5, 7)) / 3)
  const period = periodOf(year, quarter)
  const place = { county: site.county }
  const percent = ctx.deps.policy.answer('referral.sampleCallPercent', period.to, place)
  const least = ctx.deps.policy.answer('referral.sampleCallMinimum', period.to, place)
  if (percent.status === 'noPolicy' || least.status === 'noPolicy') return refuse('NoPolicyInForce')
  const drawn = await flags.drawSample(ctx, { siteId, ...period }, (counted) =>
    Math.max(Math.ceil((counted * percent.value) / 100), least.value),
  )
  ctx.audit({
    subjectKind: 'site',
    subjectId: siteId,
    act: 'drawReferralSample',
    county: site.county,
    data: { year, quarter, ...drawn },
  })
  return drawn
}
