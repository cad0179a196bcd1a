import type { EndpointPath } from '../endpoint.ts'

export const feedbackPaths = {
  rateEngagement: { method: 'POST', path: '/engagements/:engagementId/ratings' },
  getEngagementRatings: { method: 'GET', path: '/engagements/:engagementId/ratings' },
  getEmployerRating: { method: 'GET', path: '/employers/:employerId/rating' },
  getSiteRating: { method: 'GET', path: '/sites/:siteId/rating' },
  getMyRating: { method: 'GET', path: '/my/rating' },
} as const satisfies Record<string, EndpointPath>
