import type { Application } from '../../kernel/application.ts'
import { flagSite, flagSiteKind } from './actions/flag-site.ts'
import { judgeReferrals, judgeSite, judgeSiteKind } from './actions/judge-referrals.ts'
import { relativeIdField } from './store-people.ts'
import { referralsRoutes } from './routes.ts'

export { referralTotals } from './actions/read-referrals.ts'
export type { ReferralTotal } from './store.ts'
export { judgeReferrals } from './actions/judge-referrals.ts'
export { periodOf as referralPeriod } from './rules.ts'
export * as referralSeeding from './seeding.ts'

/** Every step of an engagement that the roster's row says something of. */
const steps = [
  'engagementAccepted',
  'engagementConfirmed',
  'engagementPaid',
  'engagementCancelled',
  'engagementNoShow',
  'engagementVoided',
] as const
/** Declared relatives are looked for in what a site has placed since; two years are more than any assessment asks. */
const judgedAgainMs = 2 * 366 * 86_400_000

/** Roster of successful referrals (附表3): whom the sites placed, what proves it, what counts. */
export function register(app: Application): void {
  app.serve(referralsRoutes)
  app.encrypts({
    table: 'referral_relatives',
    key: 'id',
    columns: [{ column: 'id_number_enc', field: relativeIdField, index: { column: 'id_number_index' } }],
  })
  app.atDue(flagSiteKind, (ctx, due) => flagSite(ctx, due.subjectId, Number(due.data.year), Number(due.data.quarter)))
  for (const step of steps) app.on(step, 'referrals.judge', (ctx, event) => judgeReferrals(ctx, [event.subjectId]))
  app.atDue(judgeSiteKind, (ctx, due) => judgeSite(ctx, due.subjectId, new Date(ctx.now.getTime() - judgedAgainMs)))
}
