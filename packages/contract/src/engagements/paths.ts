import type { EndpointPath } from '../endpoint.ts'

export const engagementsPaths = {
  listMyEngagements: { method: 'GET', path: '/my/engagements' },
  listEmployerEngagements: { method: 'GET', path: '/employers/:employerId/engagements' },
  listStaffEngagements: { method: 'GET', path: '/engagements' },
  getMyStanding: { method: 'GET', path: '/my/standing' },
  getEmployerStanding: { method: 'GET', path: '/employers/:employerId/standing' },
  getEngagement: { method: 'GET', path: '/engagements/:engagementId' },
  getEngagementTimeline: { method: 'GET', path: '/engagements/:engagementId/timeline' },
  cancelEngagement: { method: 'POST', path: '/engagements/:engagementId/cancel' },
  reportNoShow: { method: 'POST', path: '/engagements/:engagementId/no-show' },
} as const satisfies Record<string, EndpointPath>
