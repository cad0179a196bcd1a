import type { EndpointPath } from '../endpoint.ts'

export const referralsPaths = {
  listReferrals: { method: 'GET', path: '/referrals' },
  getReferral: { method: 'GET', path: '/referrals/:referralId' },
  getReferralTotals: { method: 'GET', path: '/referral-totals' },
  listReferralRelatives: { method: 'GET', path: '/sites/:siteId/referral-relatives' },
  declareReferralRelative: { method: 'POST', path: '/sites/:siteId/referral-relatives' },
  endReferralRelative: { method: 'POST', path: '/sites/:siteId/referral-relatives/:relativeId/end' },
} as const satisfies Record<string, EndpointPath>
