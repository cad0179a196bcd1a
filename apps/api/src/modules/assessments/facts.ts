import type { Ctx } from '../../kernel/context.ts'
import { siteYearCounts } from '../insights/index.ts'
import { referralTotals } from '../referrals/index.ts'
import { siteSeeding, sitesRunning, type Site } from '../sites/index.ts'
import type { Facts } from './rules.ts'
import { policyOf } from './table.ts'

/**
 * What the platform's own records say of these sites, by site, from one day to another (both inclusive). A fact without
 * records is left out: complaints and training have no ledger here yet, so no figure is made up for them.
 */
export async function factsOf(
  ctx: Ctx,
  sites: readonly Site[],
  of: { county: string; year: number; from: string; to: string },
): Promise<Map<string, Facts>> {
  const ids = sites.map(({ id }) => id)
  const counts = await siteYearCounts(ctx, ids, of)
  const counted = await referralTotals(ctx, { from: of.from, to: of.to, siteIds: ids })
  const referred = new Map(counted.flatMap((one) => (one.siteId === null ? [] : [[one.siteId, one] as const])))
  const running = await sitesRunning(ctx, sites, of)
  const safety = siteSeeding.safetyItems(ctx.deps.policy, of.to).length
  const minimumStaff = policyOf(ctx, 'site.minimumStaff', of.county, of.year).value
  return new Map(
    sites.map((site) => {
      const ran = running.get(site.id)
      const known = counts.get(site.id)
      const due = ran ? ran.openDays + ran.shutDays + ran.unrecordedDays : 0
      const share = (value: number, all: number) => ({ value, of: all, sample: all })
      const placed = referred.get(site.id)
      const facts: Facts = {
        verifiedReferrals: { value: placed?.personTimes ?? 0, of: null, sample: placed?.personTimes ?? 0 },
        hardToEmployShare: share(placed?.hardToEmployTimes ?? 0, placed?.personTimes ?? 0),
        openingDays: share(ran?.openDays ?? 0, due),
        ...(known && {
          safetyPassed: share(known.safetyPassed, safety),
          staffing: share(known.staff, minimumStaff[site.kind] ?? 0),
          postingsPublished: { value: known.postings, of: null, sample: known.postings },
          reviewsInTime: share(known.reviewsInTime, known.reviews),
          visitorsRecorded: share(known.visitorDays, known.openDays),
          troublesInTime: share(known.troublesInTime, known.troubles),
          satisfaction: {
            value: known.ratings === 0 ? 0 : known.ratingStars / known.ratings,
            of: known.ratings === 0 ? 0 : null,
            sample: known.ratings,
          },
        }),
      }
      return [site.id, facts]
    }),
  )
}
