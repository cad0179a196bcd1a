import { ratingTags, type RatingAbout } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { capacitiesOf, employerStandingWords, readEngagement, type Engagement } from '../../engagements/index.ts'
import { average, bothRated, ratable, ratingProblems, whenToRate, windowEnd, type Side } from '../rules.ts'
import { addToTotal, findRatings, insertRating, readTotal, showRatings, type RatingRow } from '../store.ts'

function policyOf(ctx: Ctx, county?: string) {
  return ctx.deps.policy.at(businessDay(ctx.now), { county })
}

/** On which sides the asking one stands; a clerk helping the worker rates in the worker's name. */
function sidesOf(ctx: Ctx, engagement: Engagement): Side[] {
  const capacities = capacitiesOf(ctx.actor, engagement)
  const sides: Side[] = []
  if (capacities.includes('worker') || capacities.includes('clerk')) sides.push('worker')
  if (capacities.includes('employer')) sides.push('employer')
  return sides
}

export function ratingView(row: RatingRow) {
  const labels: Record<string, string> = ratingTags[row.about]
  return {
    id: row.id,
    bySide: row.by_side,
    about: row.about,
    stars: row.stars,
    tags: row.tags.map((code) => ({ code, label: labels[code] ?? code })),
    words: row.words,
    givenAt: wireTime(row.given_at),
    shownAt: row.shown_at && wireTime(row.shown_at),
  }
}

export type Rating = {
  about: RatingAbout
  stars: number
  tags: string[]
  words?: string | undefined
  onBehalfOf?: string | undefined
}

/** Once per side and subject, within the policy's window. The other side sees it when both have rated, or when time is over. */
export async function rateEngagement(ctx: Ctx, engagementId: string, given: Rating): Promise<RatingRow> {
  if (ctx.actor.kind === 'staff') await actingWorker(ctx, given.onBehalfOf)
  const engagement = await readEngagement(ctx, engagementId)
  if (given.about === 'site' && engagement.siteId === null) refuse('RatingSiteUnknown')
  const side =
    sidesOf(ctx, engagement).find((one) => ratable(one, engagement.siteId).includes(given.about)) ?? refuse('NotFound')
  const policy = policyOf(ctx, engagement.county)
  const days = policy.number('rating.windowDays')
  const when = whenToRate(engagement, ctx.now, days)
  if (when !== 'ok') refuse(when, { facts: { days } })
  const problems = ratingProblems(given, policy.number('rating.maxStars'))
  if (problems.length > 0) refuse('InputInvalid', { problems })
  const row = await insertRating(ctx, {
    id: ctx.newId(),
    engagementId,
    postingId: engagement.postingId,
    employerId: engagement.employerId,
    workerId: engagement.workerId,
    county: engagement.county,
    bySide: side,
    about: given.about,
    siteId: given.about === 'site' ? engagement.siteId : null,
    stars: given.stars,
    tags: [...new Set(given.tags)],
    words: given.words ?? null,
    givenBy: side === 'worker' ? engagement.workerId : giver(ctx),
  })
  if (!row) return refuse('RatingAlreadyGiven')
  recordRating(ctx, engagement, row, given.onBehalfOf)
  return row
}

function giver(ctx: Ctx): string {
  return ctx.actor.kind === 'person' ? ctx.actor.personId : refuse('NotFound')
}

function recordRating(ctx: Ctx, engagement: Engagement, row: RatingRow, onBehalfOf: string | undefined): void {
  ctx.audit({
    subjectKind: 'rating',
    subjectId: row.id,
    act: 'give',
    capacity: ctx.actor.kind === 'staff' ? 'clerk' : row.by_side,
    county: row.county,
    // Only the giver's side until it is shown: the log must not tell earlier.
    concerns: [row.by_side === 'worker' ? engagement.workerId : engagement.employerId],
    ...(onBehalfOf && { onBehalfOf }),
    data: { engagementId: row.engagement_id, about: row.about, stars: row.stars },
  })
  ctx.emit({
    name: 'ratingGiven',
    subjectKind: 'rating',
    subjectId: row.id,
    data: { engagementId: row.engagement_id, by: row.by_side, about: row.about, stars: row.stars },
  })
}

/** Shows an engagement's ratings: when both sides have rated, or (`late`) when the time is over. */
export async function showWhenComplete(ctx: Ctx, engagementId: string, late: boolean): Promise<void> {
  const rows = await findRatings(ctx, engagementId)
  if (!late && !bothRated(rows.map((row) => ({ bySide: row.by_side, about: row.about })))) return
  for (const row of await showRatings(ctx, engagementId)) {
    const subjectId = row.about === 'worker' ? row.worker_id : row.about === 'employer' ? row.employer_id : row.site_id
    if (!subjectId) throw new Error('a rating is about nobody')
    await addToTotal(ctx, subjectId, row.about, row.stars)
    if (row.about !== 'site') {
      ctx.emit({
        name: 'ratingShown',
        subjectKind: 'rating',
        subjectId: row.id,
        data: { by: row.by_side, about: row.about },
      })
    }
  }
}

export async function readRatings(ctx: Ctx, engagementId: string) {
  const engagement = await readEngagement(ctx, engagementId)
  const rows = await findRatings(ctx, engagementId)
  const days = policyOf(ctx, engagement.county).number('rating.windowDays')
  const open = whenToRate(engagement, ctx.now, days) === 'ok'
  const canRate = sidesOf(ctx, engagement).flatMap((side) =>
    ratable(side, engagement.siteId).filter(
      (about) => !rows.some((row) => row.by_side === side && row.about === about),
    ),
  )
  return {
    items: rows.map(ratingView),
    canRate: open ? canRate : [],
    windowEndsAt: wireTime(windowEnd(engagement.endsAt, days)),
  }
}

/** Average of the shown ratings about an employer, a worker or a site; null while they are too few (policy). */
export async function averageFor(
  ctx: Ctx,
  subjectId: string,
): Promise<{ ratings: number; average: number | null; maxStars: number }> {
  const policy = policyOf(ctx)
  const total = await readTotal(ctx, subjectId)
  return {
    ratings: total.ratings,
    average: average(total, policy.number('rating.minimumCountShown')),
    maxStars: policy.number('rating.maxStars'),
  }
}

/** The same of an employer with its standing in words: what whoever looks for work may know. Two statements. */
export async function knownOfEmployer(ctx: Ctx, employerId: string) {
  await ctx.tx.widen({ employers: [employerId] }, 'counted into one line that names nobody')
  return { ...(await averageFor(ctx, employerId)), standing: await employerStandingWords(ctx, employerId) }
}
