import type { EndpointPath } from '../endpoint.ts'

export const sitesPaths = {
  listSites: { method: 'GET', path: '/sites' },
  getSite: { method: 'GET', path: '/sites/:siteId' },
} as const satisfies Record<string, EndpointPath>

export const visitPaths = {
  recordVisit: { method: 'POST', path: '/sites/:siteId/visits' },
} as const satisfies Record<string, EndpointPath>
