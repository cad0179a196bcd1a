import type { Ctx } from '../../kernel/context.ts'
import { siteFactsBetween } from '../assessments/index.ts'
import { siteYearCounts } from '../insights/index.ts'
import { siteFacts } from '../sites/index.ts'
import type { Facts } from './rules.ts'

/** What the platform's own records say of a site between two days, both inclusive; what has no records is left out. */
export async function recordsOf(ctx: Ctx, siteId: string, span: { from: string; to: string }): Promise<Facts> {
  const site = await siteFacts(ctx, siteId)
  if (!site) return {}
  const year = Number(span.to.slice(0, 4))
  const known = await siteFactsBetween(ctx, [site], { county: site.county, year, ...span })
  const counts = (await siteYearCounts(ctx, [siteId], span)).get(siteId)
  const count = (value: number) => ({ value, of: null, sample: value })
  return {
    ...known.get(siteId),
    ...(counts && {
      personsServed: count(counts.served),
      postingsReviewed: count(counts.reviewsDone),
      // Days on which nobody counted say nothing: without one counted day there is no figure.
      ...(counts.visitorDays > 0 && { visitors: count(counts.visitors) }),
    }),
  }
}
