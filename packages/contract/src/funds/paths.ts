import type { EndpointPath } from '../endpoint.ts'

export const fundsPaths = {
  listFundYears: { method: 'GET', path: '/fund-years' },
  getFundYear: { method: 'GET', path: '/fund-years/:year/counties/:county' },
  setFundTargets: { method: 'PUT', path: '/fund-years/:year/counties/:county/targets' },
  evaluateFundYear: { method: 'POST', path: '/fund-years/:year/counties/:county/evaluate' },
  confirmFundYear: { method: 'POST', path: '/fund-years/:year/counties/:county/confirm' },
  listFundRecords: { method: 'GET', path: '/fund-records' },
} as const satisfies Record<string, EndpointPath>
