import type { EndpointPath } from '../endpoint.ts'

export const insightsPaths = {
  getToDos: { method: 'GET', path: '/to-dos' },
  getMyRecords: { method: 'GET', path: '/me/data/records' },
  getOverview: { method: 'GET', path: '/overview' },
  getOverviewByCounty: { method: 'GET', path: '/overview/counties' },
  getMarket: { method: 'GET', path: '/overview/market' },
  getSiting: { method: 'GET', path: '/siting' },
  listOverviewRows: { method: 'GET', path: '/overview/rows' },
  getFigures: { method: 'GET', path: '/figures' },
  getSiteDay: { method: 'GET', path: '/sites/:siteId/day' },
} as const satisfies Record<string, EndpointPath>
