import { reasonLabel } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { stateLabel } from '../rules.ts'
import {
  countedFrom,
  countsStill,
  dayAfter,
  levelWords,
  reviewSentence,
  standingOf,
  standingRule,
  standingSentence,
  standingShare,
  type StandingRule,
} from '../rules-standing.ts'
import type { Engagement } from '../store.ts'
import { findCosts, standingsOf } from '../store-standing.ts'

/** Values of the city: a person belongs to no county. */
function ruleToday(ctx: Ctx): { rule: StandingRule; withinDays: number; since: Date } {
  const today = businessDay(ctx.now)
  const policy = ctx.deps.policy.at(today)
  const withinDays = policy.number('standing.countWithinDays')
  const rule = standingRule(
    policy.number('standing.startPoints'),
    policy.record('standing.earnedPoints'),
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
    sentence: standingSentence(counted, withinDays),
    startPoints: rule.startPoints,
    shifts: counted.shifts,
    earnedPoints: standing.earned,
    lostPoints: counted.lost,
    withinDays,
    entries: costs.map((one) => entryOf(one, withinDays)),
  }
}

function entryOf(one: Engagement, withinDays: number) {
  const move = one.state === 'noShow' ? 'markNoShow' : 'cancel'
  return {
    engagementId: one.id,
    title: one.terms.title,
    startsAt: wireTime(one.startsAt),
    what: one.state === 'noShow' ? stateLabel('noShow') : '临时取消',
    reasonLabel: one.endedReason && reasonLabel(`engagement.${move}`, one.endedReason),
    points: one.standingPoints,
    counts: countsStill(one.standingReview),
    untilDay: dayAfter(businessDay(one.startsAt), withinDays),
    review: one.standingReview,
    reviewWords: reviewSentence(one.standingReview),
    mayObject: one.standingReview === null,
  }
}
