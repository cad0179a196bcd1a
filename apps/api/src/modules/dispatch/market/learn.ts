import {
  AnswerTimes,
  dispatchChannels,
  learnAcceptance,
  NothingToLearn,
  type Asked,
  type AskedFacts,
  type Calibration,
  type ChanceBeliefs,
  type LogisticModel,
  type PastAnswer,
} from '@linggong/matching'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { beliefsOf } from '../rules-feed.ts'
import { findModel, insertModel, pastOffers, type PastOfferRow } from '../store-learn.ts'
import type { Chances } from './city.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

export type Learnt = { chances: Chances; times: AnswerTimes }

/** How an offer of the past was answered: the channel, how many came before it that day, and after how long. */
function pastAnswer(row: PastOfferRow): PastAnswer {
  const channel = Math.max(0, dispatchChannels.indexOf(row.reach as (typeof dispatchChannels)[number]))
  const answered = row.state === 'taken' || row.state === 'declined'
  const minutes = answered ? Math.max(0, (row.state_since.getTime() - row.made_at.getTime()) / minuteMs) : null
  return { channel, before: row.before, minutes }
}

/**
 * When people answer, of the channels on which at least `leastAnswers` were given. On the others what is believed holds:
 * a handful of people who were silent are no reason to think that nobody will ever answer, and to ask everybody at once.
 */
export function timesOf(
  past: readonly PastAnswer[],
  leastAnswers: number,
  expiryMinutes: readonly number[],
): AnswerTimes {
  const answered = dispatchChannels.map(
    (_name, channel) => past.filter((one) => one.channel === channel && one.minutes !== null).length,
  )
  const known = past.filter(({ channel }) => answered[channel]! >= leastAnswers)
  return new AnswerTimes(known, dispatchChannels.length, expiryMinutes)
}

const asked = (row: PastOfferRow): Asked[] =>
  row.facts && row.state !== 'expired' ? [{ ...(row.facts as AskedFacts), accepted: row.state === 'taken' }] : []

export type Lesson = { examples: number; model: LogisticModel | null; calibration: Calibration | null }

/**
 * Learns who says yes from answers, the oldest first, and judges itself on the latest fifth, which it has not seen.
 * No model where too little was answered, where everybody said the same, or where it foretells no better than the mean.
 */
export function lessonOf(history: readonly Asked[], beliefs: ChanceBeliefs, leastAnswers: number): Lesson {
  if (history.length < leastAnswers) return { examples: history.length, model: null, calibration: null }
  try {
    const { model, calibration } = learnAcceptance(history, beliefs)
    const helps = calibration !== null && calibration.brier < calibration.brierOfMean
    return { examples: history.length, model: helps ? model : null, calibration }
  } catch (error) {
    if (!(error instanceof NothingToLearn)) throw error
    return { examples: history.length, model: null, calibration: null }
  }
}

/** What the city's own answers teach. The model is learnt once a day; whoever owns the market later that day goes on with it. */
export async function learn(ctx: Ctx, expiryMinutes: readonly number[]): Promise<Learnt> {
  const day = businessDay(ctx.now)
  const policy = ctx.deps.policy.at(day)
  const rule = policy.record('matching.learning')
  const beliefs = beliefsOf(policy.record('matching.beliefs'))
  const since = new Date(ctx.now.getTime() - (rule.days ?? 0) * dayMs)
  const past = await pastOffers(ctx, since, rule.mostAnswers ?? 0)
  const times = timesOf(past.map(pastAnswer), rule.leastAnswers ?? 0, expiryMinutes)
  const known = await findModel(ctx, day)
  if (known) return { chances: { beliefs, accept: known.model }, times }
  const lesson = lessonOf(past.flatMap(asked), beliefs, rule.leastAnswers ?? 0)
  await insertModel(ctx, day, lesson)
  return { chances: { beliefs, accept: lesson.model }, times }
}
