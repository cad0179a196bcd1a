import { feedbackEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { requirePerson } from '../../kernel/rights.ts'
import { averageFor, knownOfEmployer, rateEngagement, ratingView, readRatings } from './actions/rate-engagement.ts'

export const feedbackRoutes = serve(feedbackEndpoints, {
  rateEngagement: async (ctx, { params, body }) => ratingView(await rateEngagement(ctx, params.engagementId, body)),
  getEngagementRatings: (ctx, { params }) => readRatings(ctx, params.engagementId),
  getEmployerRating: (ctx, { params }) => knownOfEmployer(ctx, params.employerId),
  getSiteRating: (ctx, { params }) => averageFor(ctx, params.siteId),
  getMyRating: (ctx) => averageFor(ctx, requirePerson(ctx.actor).personId),
})
