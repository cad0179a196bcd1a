import type { EndpointPath } from '../endpoint.ts'

export const systemPaths = {
  getPlatform: { method: 'GET', path: '/platform' },
  getPolicyValue: { method: 'GET', path: '/policy/values/:key' },
  getClock: { method: 'GET', path: '/demonstration/clock' },
  moveClock: { method: 'POST', path: '/demonstration/clock' },
  settleWork: { method: 'POST', path: '/demonstration/settle' },
} as const satisfies Record<string, EndpointPath>
