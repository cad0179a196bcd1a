import type { EndpointPath } from '../endpoint.ts'

export const insightsPaths = {
  getOverview: { method: 'GET', path: '/overview' },
} as const satisfies Record<string, EndpointPath>
