import type { EndpointPath } from '../endpoint.ts'

export const erasurePaths = {
  getErasure: { method: 'GET', path: '/me/erasure' },
  requestErasureCode: { method: 'POST', path: '/me/erasure/code' },
  askErasure: { method: 'POST', path: '/me/erasure' },
} as const satisfies Record<string, EndpointPath>
