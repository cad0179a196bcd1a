import { acceptChance, showChance, type EdgeFacts, type EdgeWeights } from '@linggong/matching'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { standingShares, workRecords } from '../engagements/index.ts'
import { beliefsOf, weightsOf } from './rules-feed.ts'
import { answerCounts } from './store-feed.ts'

export function weightsToday(ctx: Ctx, county?: string): EdgeWeights {
  const policy = ctx.deps.policy.at(businessDay(ctx.now), county === undefined ? {} : { county })
  return weightsOf(policy.record('matching.weights'), policy.record('matching.floor'), policy.record('matching.shape'))
}

export type Pair = {
  workerId: string
  employerId: string
  occupationCode: string
  meters: number
  payFen: number | null
  wantedFen: number | null
  startsAt: Date
}

/**
 * What is known of each pair of person and shift: the own record with this work and this employer, how often the
 * person came and said yes, and the standing. Three statements for all of them; what this scope may not see counts as unknown.
 */
export async function factsOf(ctx: Ctx, pairs: readonly Pair[]): Promise<EdgeFacts[]> {
  const workerIds = [...new Set(pairs.map((one) => one.workerId))]
  const records = Map.groupBy(await workRecords(ctx, workerIds), (one) => one.workerId)
  const standings = await standingShares(ctx, workerIds)
  const answers = await answerCounts(ctx, workerIds)
  const beliefs = beliefsOf(ctx.deps.policy.record('matching.beliefs', businessDay(ctx.now)))
  return pairs.map((pair) => {
    const own = records.get(pair.workerId) ?? []
    const sum = (of: typeof own, what: 'came' | 'missed') => of.reduce((total, one) => total + one[what], 0)
    const came = sum(own, 'came')
    const answered = answers.get(pair.workerId) ?? { asked: 0, accepted: 0 }
    const sameWork = sum(
      own.filter((one) => one.occupationCode === pair.occupationCode),
      'came',
    )
    const sameEmployer = sum(
      own.filter((one) => one.employerId === pair.employerId),
      'came',
    )
    const minutesToStart = (pair.startsAt.getTime() - ctx.now.getTime()) / 60_000
    const { payFen, wantedFen, meters } = pair
    return {
      acceptChance: acceptChance(
        {
          payFen,
          wantedFen,
          meters,
          hoursToStart: minutesToStart / 60,
          sameWork,
          sameEmployer,
          askedBefore: answered.asked,
          acceptedBefore: answered.accepted,
          byVoice: false,
        },
        beliefs,
        null,
      ),
      showChance: showChance({ came, due: came + sum(own, 'missed') }, beliefs),
      meters,
      sameWork,
      sameEmployer,
      favourite: false,
      payFen,
      wantedFen,
      minutesToStart,
      standing: standings.get(pair.workerId) ?? 0,
      hardToEmploy: false,
      incomeGap: 0,
      lookAheadPrice: 0,
    }
  })
}
