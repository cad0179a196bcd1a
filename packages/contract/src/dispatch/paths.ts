import type { EndpointPath } from '../endpoint.ts'

export const dispatchPaths = {
  grabShift: { method: 'POST', path: '/shifts/:shiftId/grab' },
  bringCrew: { method: 'POST', path: '/shifts/:shiftId/crew' },
  applyForShift: { method: 'POST', path: '/shifts/:shiftId/applications' },
  listApplicants: { method: 'GET', path: '/shifts/:shiftId/applications' },
  listMyApplications: { method: 'GET', path: '/my/applications' },
  takeApplication: { method: 'POST', path: '/applications/:applicationId/take' },
  declineApplication: { method: 'POST', path: '/applications/:applicationId/decline' },
  withdrawApplication: { method: 'POST', path: '/applications/:applicationId/withdraw' },
  inviteWorkers: { method: 'POST', path: '/shifts/:shiftId/offers' },
  listMyOffers: { method: 'GET', path: '/my/offers' },
  listShiftOffers: { method: 'GET', path: '/shifts/:shiftId/offers' },
  takeOffer: { method: 'POST', path: '/offers/:offerId/take' },
  declineOffer: { method: 'POST', path: '/offers/:offerId/decline' },
  withdrawOffer: { method: 'POST', path: '/offers/:offerId/withdraw' },
  takeSmsReplies: { method: 'POST', path: '/callbacks/sms-replies/:token' },
  takeVoiceReports: { method: 'POST', path: '/callbacks/voice/:token' },
  listCalls: { method: 'GET', path: '/call-list' },
  beginCall: { method: 'POST', path: '/call-list/:offerId/begin' },
  endCall: { method: 'POST', path: '/call-list/:offerId/end' },
} as const satisfies Record<string, EndpointPath>
