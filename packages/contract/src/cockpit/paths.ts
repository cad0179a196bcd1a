import type { EndpointPath } from '../endpoint.ts'

export const cockpitPaths = {
  getCockpit: { method: 'GET', path: '/cockpit' },
  listCockpitRows: { method: 'GET', path: '/cockpit/rows' },
} as const satisfies Record<string, EndpointPath>
