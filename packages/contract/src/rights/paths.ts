import type { EndpointPath } from '../endpoint.ts'

export const rightsPaths = {
  openDispute: { method: 'POST', path: '/engagements/:engagementId/disputes' },
  listMyDisputes: { method: 'GET', path: '/my/disputes' },
  listEmployerDisputes: { method: 'GET', path: '/employers/:employerId/disputes' },
  listDisputeQueue: { method: 'GET', path: '/disputes' },
  getDispute: { method: 'GET', path: '/disputes/:disputeId' },
  proposeSettlement: { method: 'POST', path: '/disputes/:disputeId/propose' },
  agreeDispute: { method: 'POST', path: '/disputes/:disputeId/agree' },
  withdrawDispute: { method: 'POST', path: '/disputes/:disputeId/withdraw' },
  takeDispute: { method: 'POST', path: '/disputes/:disputeId/take' },
  handOverDispute: { method: 'POST', path: '/disputes/:disputeId/hand-over' },
  showDisputePhones: { method: 'POST', path: '/disputes/:disputeId/phones' },
  decideDispute: { method: 'POST', path: '/disputes/:disputeId/decide' },
} as const satisfies Record<string, EndpointPath>

export const troublePaths = {
  raiseTrouble: { method: 'POST', path: '/engagements/:engagementId/troubles' },
  listMyTroubles: { method: 'GET', path: '/my/troubles' },
  listTroubles: { method: 'GET', path: '/troubles' },
  takeTrouble: { method: 'POST', path: '/troubles/:troubleId/take' },
  showTroublePhones: { method: 'POST', path: '/troubles/:troubleId/phones' },
  objectToEmployerRecord: { method: 'POST', path: '/employers/:employerId/standing/object' },
  leaveEmployerRecord: { method: 'POST', path: '/employers/:employerId/standing/leave' },
  solveTrouble: { method: 'POST', path: '/troubles/:troubleId/solve' },
} as const satisfies Record<string, EndpointPath>
