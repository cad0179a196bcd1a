import type { EndpointPath } from '../endpoint.ts'

export const purchasingPaths = {
  getServiceMeasures: { method: 'GET', path: '/service-measures' },
  signServiceContract: { method: 'POST', path: '/sites/:siteId/service-contracts' },
  setServiceTerms: { method: 'PUT', path: '/service-contracts/:serviceId/terms' },
  listServiceContracts: { method: 'GET', path: '/service-contracts' },
  getServiceMoney: { method: 'GET', path: '/service-money' },
  getServiceContract: { method: 'GET', path: '/service-contracts/:serviceId' },
  evaluateService: { method: 'POST', path: '/service-contracts/:serviceId/evaluations' },
  recordServiceBreach: { method: 'POST', path: '/service-contracts/:serviceId/breaches' },
  exitService: { method: 'POST', path: '/service-contracts/:serviceId/exit' },
  objectToEvaluation: { method: 'POST', path: '/service-evaluations/:evaluationId/object' },
  decideEvaluation: { method: 'POST', path: '/service-evaluations/:evaluationId/decide' },
  confirmEvaluation: { method: 'POST', path: '/service-evaluations/:evaluationId/confirm' },
  listServicesToPay: { method: 'GET', path: '/services-to-pay' },
  makeServicePaymentFile: { method: 'POST', path: '/service-payment-files' },
  returnServicePayment: { method: 'POST', path: '/service-evaluations/:evaluationId/payment-return' },
  payEvaluation: { method: 'POST', path: '/service-evaluations/:evaluationId/pay' },
} as const satisfies Record<string, EndpointPath>
