import type { EndpointPath } from '../endpoint.ts'

export const programmesPaths = {
  checkSubsidy: { method: 'GET', path: '/sites/:siteId/subsidy-check' },
  lodgeSubsidy: { method: 'POST', path: '/sites/:siteId/subsidies' },
  listSubsidies: { method: 'GET', path: '/subsidies' },
  getSubsidy: { method: 'GET', path: '/subsidies/:subsidyId' },
  handleSubsidy: { method: 'POST', path: '/subsidies/:subsidyId/handle' },
  verifySubsidy: { method: 'POST', path: '/subsidies/:subsidyId/check' },
  approveSubsidy: { method: 'POST', path: '/subsidies/:subsidyId/approve' },
  confirmSubsidy: { method: 'POST', path: '/subsidies/:subsidyId/confirm' },
  publishSubsidy: { method: 'POST', path: '/subsidies/:subsidyId/publish' },
  paySubsidy: { method: 'POST', path: '/subsidies/:subsidyId/pay' },
  closeSubsidy: { method: 'POST', path: '/subsidies/:subsidyId/close' },
  refuseSubsidy: { method: 'POST', path: '/subsidies/:subsidyId/refuse' },
  withdrawSubsidy: { method: 'POST', path: '/subsidies/:subsidyId/withdraw' },
  reclaimSubsidy: { method: 'POST', path: '/subsidies/:subsidyId/reclaim' },
  listAppropriations: { method: 'GET', path: '/appropriations' },
  recordAppropriation: { method: 'POST', path: '/appropriations' },
  recordPurchasedService: { method: 'POST', path: '/sites/:siteId/purchased-services' },
  listPurchasedServices: { method: 'GET', path: '/sites/:siteId/purchased-services' },
  recordCountyAmount: { method: 'POST', path: '/county-subsidy-amounts' },
} as const satisfies Record<string, EndpointPath>
