import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { maskedName, personsFacts } from '../../identity/index.ts'
import { shiftsForTaking } from '../../postings/index.ts'
import { sitesFacts } from '../../sites/index.ts'
import { spokenOffer } from '../rules-spoken.ts'
import { deskCalls, holdCall, lockCall, setCall, type DeskRow } from '../store-reach.ts'
import { findOffers, type OfferRow } from '../store.ts'
import { jobsOf } from '../view.ts'
import { declineOfferOf, takeOfferOf } from './offers.ts'

/**
 * Counties whose people this clerk may call: those of the clerk's own posts, which name a county or the site alone.
 * Stations of a county share the list.
 */
async function openCounties(ctx: Ctx): Promise<string[]> {
  const posts = requireStaff(ctx.actor).posts.filter(({ role }) => role === 'clerk' || role === 'siteManager')
  const sites = await sitesFacts(
    ctx,
    posts.flatMap(({ siteId }) => siteId ?? []),
  )
  const counties = [...posts.flatMap(({ county }) => county ?? []), ...sites.map(({ county }) => county)]
  await ctx.tx.widen({ counties }, 'stations of a county share its call list')
  return [...new Set(counties)]
}

async function views(ctx: Ctx, rows: readonly DeskRow[]) {
  const jobFor = await jobsOf(ctx, rows)
  const me = requireStaff(ctx.actor).staffId
  return rows.map((row) => ({
    offerId: row.offer_id,
    maskedName: maskedName(row.worker_name),
    job: jobFor(row),
    reasons: row.reasons,
    attempts: row.attempts,
    expiresAt: wireTime(row.expires_at),
    takenUntil: heldByOther(row, me, ctx.now) ? wireTime(row.staff_until!) : null,
  }))
}

const heldByOther = (
  call: { staff_id: string | null; staff_until: Date | null },
  staffId: string,
  now: Date,
): boolean => call.staff_until !== null && call.staff_until > now && call.staff_id !== staffId

export async function listCalls(ctx: Ctx) {
  const rows = await deskCalls(ctx, await openCounties(ctx))
  return { items: await views(ctx, rows) }
}

/** The call and its offer, locked; refuses NotFound (also another county's), OfferGone, CallTaken. */
async function callInHand(ctx: Ctx, offerId: string): Promise<OfferRow> {
  const counties = await openCounties(ctx)
  const call = await lockCall(ctx, { offerId })
  const [offer] = await findOffers(ctx, { id: offerId })
  if (!call || !offer || !counties.includes(call.county)) return refuse('NotFound')
  if (call.state !== 'desk' || offer.state !== 'open' || offer.expires_at <= ctx.now) refuse('OfferGone')
  if (heldByOther(call, requireStaff(ctx.actor).staffId, ctx.now)) refuse('CallTaken')
  return offer
}

/** Shows the number, on the person's own record, and keeps colleagues from calling at the same time. */
export async function beginCall(ctx: Ctx, offerId: string) {
  const offer = await callInHand(ctx, offerId)
  const { staffId } = requireStaff(ctx.actor)
  const minutes = ctx.deps.policy.number('dispatch.deskCallMinutes', businessDay(ctx.now), { county: offer.county })
  await holdCall(ctx, offerId, staffId, new Date(ctx.now.getTime() + minutes * 60_000))
  await ctx.tx.widen({ persons: [offer.worker_id] }, 'the person has asked to be called about work')
  const [person] = await personsFacts(ctx, [offer.worker_id])
  const [shift] = await shiftsForTaking(ctx, [offer.shift_id])
  const [row] = (await deskCalls(ctx, [offer.county])).filter((one) => one.offer_id === offerId)
  if (!person?.phone || !shift || !row) return refuse('NotFound')
  ctx.audit({
    subjectKind: 'person',
    subjectId: person.id,
    act: 'seePhone',
    capacity: 'clerk',
    county: offer.county,
    concerns: [person.id],
    data: { offerId, purpose: 'callAboutWork' },
  })
  const { start, place, title, pay } = spokenOffer(shift, ctx.now)
  const say = `${person.name}您好,这里是零工驿站。${start},在${place},干${title},${pay}。您去不去?`
  return { ...(await views(ctx, [row]))[0]!, name: person.name, phone: person.phone, say }
}

/** Writes down what was said. Nobody answering leaves the call on the list, for a colleague or for later. */
export async function endCall(ctx: Ctx, offerId: string, answer: 'yes' | 'no' | 'noAnswer') {
  const offer = await callInHand(ctx, offerId)
  const by = { by: 'clerk', onBehalfOf: offer.worker_id } as const
  await ctx.tx.widen({ persons: [offer.worker_id] }, 'the person has answered at the telephone')
  if (answer === 'noAnswer') {
    await holdCall(ctx, offerId, requireStaff(ctx.actor).staffId, ctx.now)
    return { engagementId: null }
  }
  await setCall(ctx, offerId, { state: 'answered' })
  if (answer === 'no') {
    await declineOfferOf(ctx, offer, by)
    return { engagementId: null }
  }
  const { engagements } = await takeOfferOf(ctx, offer, by)
  return { engagementId: engagements[0]?.id ?? null }
}
