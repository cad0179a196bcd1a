import { flagReferrals, flagThresholds } from '@linggong/policy'
import { haversineMeters } from '@linggong/reference'
import type { Ctx } from '../../../kernel/context.ts'
import { siteFacts } from '../../sites/index.ts'
import { periodOf } from '../rules.ts'
import { flagRows, putFlags } from '../store-flags.ts'

export const flagSiteKind = 'referrals.flagSite'

/** The deadline that looks through a site’s quarter: one for all that changes in it until then. */
export function flagDue(siteId: string, day: string, dueAt: Date) {
  const [year, quarter] = [Number(day.slice(0, 4)), Math.ceil(Number(day.slice(5, 7)) / 3)]
  return {
    kind: flagSiteKind,
    key: `${flagSiteKind}:${siteId}:${year}-${quarter}`,
    subjectId: siteId,
    dueAt,
    data: { year, quarter },
  }
}

/** Looks through a quarter of a site with the thresholds of its last day in force; without a policy nothing is looked for. */
export async function flagSite(ctx: Ctx, siteId: string, year: number, quarter: number): Promise<void> {
  const site = await siteFacts(ctx, siteId)
  if (!site) return
  const period = periodOf(year, quarter)
  const found = ctx.deps.policy.answer('referral.flagThresholds', period.to, { county: site.county })
  if (found.status === 'noPolicy') return
  const rows = await flagRows(ctx, site, period)
  const flags = flagReferrals(
    rows,
    {
      place: { lat: site.lat, lng: site.lng },
      quarterStart: Date.parse(`${period.from}T00:00:00+08:00`),
      quarterEnd: Date.parse(`${period.to}T23:59:59+08:00`),
    },
    flagThresholds(found.value),
    haversineMeters,
  )
  if (flags.length > 0) await putFlags(ctx, { siteId, county: site.county, year, quarter }, flags)
}
