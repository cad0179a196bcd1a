import type { EndpointPath } from '../endpoint.ts'

export const referralsPaths = {
  listReferrals: { method: 'GET', path: '/referrals' },
  getReferral: { method: 'GET', path: '/referrals/:referralId' },
  getReferralTotals: { method: 'GET', path: '/referral-totals' },
  listReferralRelatives: { method: 'GET', path: '/sites/:siteId/referral-relatives' },
  declareReferralRelative: { method: 'POST', path: '/sites/:siteId/referral-relatives' },
  decideReferral: { method: 'POST', path: '/referrals/:referralId/decide' },
  answerReferral: { method: 'POST', path: '/referrals/:referralId/answer' },
  showReferralPhones: { method: 'POST', path: '/referrals/:referralId/phones' },
  recordReferralCall: { method: 'POST', path: '/referrals/:referralId/calls' },
  drawReferralSample: { method: 'POST', path: '/sites/:siteId/referral-sample' },
  listReferralFlags: { method: 'GET', path: '/referral-flags' },
  getReferralFlag: { method: 'GET', path: '/referral-flags/:flagId' },
  decideReferralFlag: { method: 'POST', path: '/referral-flags/:flagId/decide' },
  endReferralRelative: { method: 'POST', path: '/sites/:siteId/referral-relatives/:relativeId/end' },
} as const satisfies Record<string, EndpointPath>
