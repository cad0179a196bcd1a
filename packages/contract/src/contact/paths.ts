import type { EndpointPath } from '../endpoint.ts'

export const contactPaths = {
  contactOtherSide: { method: 'POST', path: '/engagements/:engagementId/contact' },
} as const satisfies Record<string, EndpointPath>
