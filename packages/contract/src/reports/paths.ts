import type { EndpointPath } from '../endpoint.ts'

export const reportsPaths = {
  listQuarterlyReports: { method: 'GET', path: '/quarterly-reports/:quarter' },
  getQuarterlyReport: { method: 'GET', path: '/quarterly-reports/:quarter/counties/:county' },
  compileQuarterlyReport: { method: 'POST', path: '/quarterly-reports/:quarter/counties/:county/compile' },
  correctFigure: { method: 'POST', path: '/quarterly-reports/:quarter/counties/:county/corrections' },
  writeNarrative: { method: 'POST', path: '/quarterly-reports/:quarter/counties/:county/narrative' },
  signQuarterlyReport: { method: 'POST', path: '/quarterly-reports/:quarter/counties/:county/sign' },
  restateQuarterlyReport: { method: 'POST', path: '/quarterly-reports/:quarter/counties/:county/restate' },
  getQuarterlyReportSheet: { method: 'GET', path: '/quarterly-reports/:quarter/counties/:county/form.xlsx' },
  getQuarterlyReportPaper: { method: 'GET', path: '/quarterly-reports/:quarter/counties/:county/form.docx' },
  getCityReport: { method: 'GET', path: '/quarterly-reports/:quarter/city' },
  mergeCityReport: { method: 'POST', path: '/quarterly-reports/:quarter/city/merge' },
  getCityReportSheet: { method: 'GET', path: '/quarterly-reports/:quarter/city/form.xlsx' },
  getCityReportPaper: { method: 'GET', path: '/quarterly-reports/:quarter/city/form.docx' },
  listBuildTargets: { method: 'GET', path: '/build-targets' },
  setBuildTarget: { method: 'POST', path: '/build-targets' },
} as const satisfies Record<string, EndpointPath>
