import { referralsEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import * as reading from './actions/read-referrals.ts'
import * as relatives from './actions/relatives.ts'
import { lines, referralView, totalsView } from './view.ts'

export const referralsRoutes = serve(referralsEndpoints, {
  listReferrals: async (ctx, { query }) => {
    const { rows, next } = await reading.rosterPage(ctx, query)
    return { items: await lines(ctx, rows), next }
  },
  getReferral: async (ctx, { params }) => referralView(ctx, await reading.requireReferral(ctx, params.referralId)),
  getReferralTotals: async (ctx, { query }) => {
    const { period, totals, open } = await reading.totalsPage(ctx, query)
    return { ...period, ...(await totalsView(ctx, totals)), ...open }
  },
  listReferralRelatives: (ctx, { params }) => relatives.listRelatives(ctx, params.siteId),
  declareReferralRelative: (ctx, { params, body }) => relatives.declareRelative(ctx, params.siteId, body),
  endReferralRelative: (ctx, { params }) => relatives.endRelative(ctx, params.siteId, params.relativeId),
})
