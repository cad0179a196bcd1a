import { reasonLabel, type StandingLevel } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { stateLabel } from '../rules.ts'
import {
  countedFrom,
  countsStill,
  dayAfter,
  employerSentence,
  employerWords,
  levelWords,
  mustNotPublish,
  mustSetAside,
  reviewOfShift,
  reviewSentence,
  standingOf,
  standingRule,
  standingSentence,
  standingShare,
  type StandingRule,
} from '../rules-standing.ts'
import type { Engagement } from '../store.ts'
import { employerStandingOf, findCosts, findEmployerCosts, standingsOf } from '../store-standing.ts'

/** Values of the city: a person belongs to no county, and an employer is the same wherever it has work done. */
function ruleToday(
  ctx: Ctx,
  earned: 'standing.earnedPoints' | 'standing.employerEarnedPoints' = 'standing.earnedPoints',
): { rule: StandingRule; withinDays: number; since: Date } {
  const today = businessDay(ctx.now)
  const policy = ctx.deps.policy.at(today)
  const withinDays = policy.number('standing.countWithinDays')
  const rule = standingRule(
    policy.number('standing.startPoints'),
    policy.record(earned),
    policy.record('standing.levelAtLeastPoints'),
  )
  return { rule, withinDays, since: countedFrom(today, withinDays) }
}

/**
 * What dispatch weighs, −1 … 1, of these workers or (system scope) of all who have any record; whoever is not named is
 * at 0. One statement, see `standingsOf`.
 */
export async function standingShares(ctx: Ctx, workerIds?: readonly string[]): Promise<Map<string, number>> {
  const { rule, since } = ruleToday(ctx)
  const counted = await standingsOf(ctx, workerIds, since)
  return new Map(counted.map((one) => [one.workerId, standingShare(one, rule)]))
}

/** Since when points count today. */
export const standingSince = (ctx: Ctx): Date => ruleToday(ctx).since

/** A worker's standing with everything it comes from: two statements. */
export async function readStanding(ctx: Ctx, workerId: string) {
  const { rule, withinDays, since } = ruleToday(ctx)
  const [counted = { lost: 0, shifts: 0 }] = await standingsOf(ctx, [workerId], since)
  const costs = await findCosts(ctx, workerId, since)
  const standing = standingOf(counted, rule)
  return {
    points: standing.points,
    level: standing.level,
    levelLabel: levelWords[standing.level],
    sentence: standingSentence(counted, withinDays, {
      madeGood: standing.points >= rule.startPoints,
      contested: costs.length > 0,
    }),
    startPoints: rule.startPoints,
    shifts: counted.shifts,
    earnedPoints: standing.earned,
    lostPoints: counted.lost,
    withinDays,
    entries: costs.map((one) => entryOf(one, withinDays)),
  }
}

/** What was written down against the worker: what whoever looks into it has to know. */
export function recordOf(one: Engagement) {
  const move = one.state === 'noShow' ? 'markNoShow' : 'cancel'
  return {
    startsAt: wireTime(one.startsAt),
    what: one.state === 'noShow' ? stateLabel('noShow') : '临时取消',
    reasonLabel: one.endedReason && reasonLabel(`engagement.${move}`, one.endedReason),
    points: one.standingPoints,
  }
}

function entryOf(one: Engagement, withinDays: number) {
  return {
    engagementId: one.id,
    title: one.terms.title,
    ...recordOf(one),
    counts: countsStill(one.standingReview),
    untilDay: dayAfter(businessDay(one.startsAt), withinDays),
    review: one.standingReview,
    reviewWords: reviewSentence(one.standingReview),
    mayObject: one.standingReview === null,
  }
}

async function employerToday(ctx: Ctx, employerId: string, counting: 'all' | 'asFarAsItMatters') {
  const today = ruleToday(ctx, 'standing.employerEarnedPoints')
  const { atMost, aShift } = today.rule
  const enough = counting === 'all' ? null : Math.max(1, Math.ceil(atMost / Math.max(1, aShift)))
  return { ...today, counted: await employerStandingOf(ctx, employerId, today.since, enough) }
}

/** An employer's standing with everything it comes from: two statements. */
export async function readEmployerStanding(ctx: Ctx, employerId: string) {
  const { rule, withinDays, since, counted } = await employerToday(ctx, employerId, 'all')
  const costs = await findEmployerCosts(ctx, employerId, since)
  const standing = standingOf(counted, rule)
  return {
    points: standing.points,
    level: standing.level,
    levelLabel: levelWords[standing.level],
    sentence: employerSentence(counted, withinDays),
    consequence: consequenceOf(ctx, standing.level),
    seenByWorkers: employerWords(counted, rule, withinDays),
    startPoints: rule.startPoints,
    shifts: counted.shifts,
    earnedPoints: standing.earned,
    lostPoints: counted.lost,
    withinDays,
    entries: [...Map.groupBy(costs, (one) => one.shiftId).values()].map((places) => shiftEntry(places, withinDays)),
  }
}

/** The gravest of what the policy names for a level. */
function consequenceOf(ctx: Ctx, level: StandingLevel): string | null {
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  if (policy.list('employer.blockedStandingLevels').includes(level)) return mustNotPublish(level)
  return policy.list('escrow.compulsoryStandingLevels').includes(level) ? mustSetAside(level) : null
}

/** One shift; its places stand in the order of what they cost. */
function shiftEntry(places: readonly Engagement[], withinDays: number) {
  const counting = places.filter((one) => countsStill(one.standingReview))
  const open = places.find((one) => one.standingReview === null)
  const shown = open ?? counting[0] ?? places[0]
  if (!shown) throw new Error('standing: a shift without places')
  const review = reviewOfShift(places.map((one) => one.standingReview))
  return {
    ...recordOf(shown),
    engagementId: shown.id,
    shiftId: shown.shiftId,
    postingId: shown.postingId,
    title: shown.terms.title,
    people: places.length,
    points: (counting[0] ?? shown).standingPoints,
    counts: counting.length > 0,
    untilDay: dayAfter(businessDay(shown.startsAt), withinDays),
    review,
    reviewWords: reviewSentence(review),
    mayObject: open !== undefined,
  }
}

/** What whoever looks for work may know of an employer; null where nothing is known. One statement. */
export async function employerStandingWords(ctx: Ctx, employerId: string): Promise<string | null> {
  const { rule, withinDays, counted } = await employerToday(ctx, employerId, 'asFarAsItMatters')
  return employerWords(counted, rule, withinDays)
}

/** The level alone, for what follows from it elsewhere. One statement. */
export async function employerStandingLevel(ctx: Ctx, employerId: string): Promise<StandingLevel> {
  const { rule, counted } = await employerToday(ctx, employerId, 'asFarAsItMatters')
  return standingOf(counted, rule).level
}
