import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { fundCounts, siteYearCounts, type FundCounts } from '../insights/index.ts'
import { heldValue } from '../programmes/index.ts'
import { referralTotals } from '../referrals/index.ts'
import { openSitesIn } from '../sites/index.ts'
import type { Facts } from './rules.ts'

export type OfYear = { county: string; year: number }

/** What the platform's own records say of the county's year up to today; `facts` empty before it begins. */
export async function recordsOf(ctx: Ctx, of: OfYear): Promise<{ counts: FundCounts; facts: Facts; to: string }> {
  const today = businessDay(ctx.now)
  const from = `${of.year}-01-01`
  const last = `${of.year}-12-31`
  const to = today < last ? today : last
  const payWithinDays = heldValue(ctx.deps.policy, 'fund.payWithinDays', today, of.county) ?? refuse('NoPolicyInForce')
  const counts = await fundCounts(ctx, { ...of, from, to, payWithinDays })
  if (to < from) return { counts, facts: {}, to }
  const totals = await referralTotals(ctx, { from, to, counties: [of.county] })
  const placed = totals.find((one) => one.county === of.county && one.siteId === null)
  const ids = (await openSitesIn(ctx, of.county)).map(({ id }) => id)
  const sites = [...(await siteYearCounts(ctx, ids, { from, to })).values()]
  const ratings = sites.reduce((sum, one) => sum + one.ratings, 0)
  const stars = sites.reduce((sum, one) => sum + one.ratingStars, 0)
  const count = (value: number) => ({ value, of: null, sample: value })
  const share = (value: number, all: number) => ({ value, of: all, sample: all })
  const facts: Facts = {
    spentShare: share(counts.paidFen, counts.appropriatedFen),
    sitesSupported: count(counts.sitesSupported),
    sitesRecognised: count(counts.sitesRecognised),
    verifiedReferrals: count(placed?.personTimes ?? 0),
    placedPersons: count(placed?.persons ?? 0),
    hardToEmployShare: share(placed?.hardToEmployTimes ?? 0, placed?.personTimes ?? 0),
    paidInTime: share(counts.paidInTime, counts.paidAfterNotice),
    reclaimed: count(counts.reclaimed),
    satisfaction: { value: ratings === 0 ? 0 : stars / ratings, of: null, sample: ratings },
  }
  return { counts, facts, to }
}
