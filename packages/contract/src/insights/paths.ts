import type { EndpointPath } from '../endpoint.ts'

export const insightsPaths = {
  getToDos: { method: 'GET', path: '/to-dos' },
  getOverview: { method: 'GET', path: '/overview' },
} as const satisfies Record<string, EndpointPath>
