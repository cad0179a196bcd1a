import { referralsEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import * as inspecting from './actions/inspect-referrals.ts'
import * as reading from './actions/read-referrals.ts'
import * as relatives from './actions/relatives.ts'
import { flagLines, flagView, lines, referralView, totalsView } from './view.ts'

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
  decideReferral: async (ctx, { params, body }) =>
    referralView(ctx, await inspecting.decideReferral(ctx, params.referralId, body)),
  answerReferral: async (ctx, { params, body }) =>
    referralView(ctx, await inspecting.answerReferral(ctx, params.referralId, body.words)),
  showReferralPhones: (ctx, { params }) => inspecting.showPhones(ctx, params.referralId),
  recordReferralCall: async (ctx, { params, body }) =>
    referralView(ctx, await inspecting.recordCall(ctx, params.referralId, body)),
  drawReferralSample: (ctx, { params, body }) => inspecting.drawSample(ctx, params.siteId, body),
  listReferralFlags: async (ctx, { query }) => {
    const { rows, next } = await reading.flagPage(ctx, query)
    return { items: await flagLines(ctx, rows), next }
  },
  getReferralFlag: async (ctx, { params }) => flagView(ctx, await reading.requireFlag(ctx, params.flagId)),
  decideReferralFlag: async (ctx, { params, body }) =>
    flagView(ctx, await inspecting.decideFlag(ctx, params.flagId, body)),
  endReferralRelative: (ctx, { params }) => relatives.endRelative(ctx, params.siteId, params.relativeId),
})
