import type { EndpointPath } from '../endpoint.ts'

export const payrollPaths = {
  listMyWages: { method: 'GET', path: '/my/wages' },
  getMyWageSums: { method: 'GET', path: '/my/wage-sums' },
  listMyPayslips: { method: 'GET', path: '/my/payslips' },
  getPayslip: { method: 'GET', path: '/payslips/:payslipId' },
  getPayslipPdf: { method: 'GET', path: '/payslips/:payslipId/pdf' },
  listMyWaitingPayouts: { method: 'GET', path: '/my/payouts/waiting' },
  getMyPaySettings: { method: 'GET', path: '/my/pay-settings' },
  putMyPaySettings: { method: 'PUT', path: '/my/pay-settings' },
  getEngagementWages: { method: 'GET', path: '/engagements/:engagementId/wages' },
  getEngagementPayCheck: { method: 'GET', path: '/engagements/:engagementId/pay-check' },
  requestEscrow: { method: 'POST', path: '/postings/:postingId/escrow' },
  getEscrow: { method: 'GET', path: '/postings/:postingId/escrow' },
  getEmployerFunding: { method: 'GET', path: '/employers/:employerId/funding' },
  openEmployerFunding: { method: 'POST', path: '/employers/:employerId/funding' },
  listEmployerWages: { method: 'GET', path: '/employers/:employerId/wages' },
  getEmployerStatement: { method: 'GET', path: '/employers/:employerId/wage-statement' },
  getEmployerStatementFile: { method: 'GET', path: '/employers/:employerId/wage-statement/file' },
  verifyPayslip: { method: 'GET', path: '/verify/payslips/:code' },
  sendCashCodes: { method: 'POST', path: '/cash-payments/codes' },
  recordCashPayment: { method: 'POST', path: '/cash-payments' },
} as const satisfies Record<string, EndpointPath>
