import type { EndpointPath } from '../endpoint.ts'

export const sitesPaths = {
  listSites: { method: 'GET', path: '/sites' },
  getSite: { method: 'GET', path: '/sites/:siteId' },
} as const satisfies Record<string, EndpointPath>

export const visitPaths = {
  recordVisit: { method: 'POST', path: '/sites/:siteId/visits' },
} as const satisfies Record<string, EndpointPath>

export const registerPaths = {
  listRegister: { method: 'GET', path: '/site-register' },
  registerSite: { method: 'POST', path: '/site-register' },
  checkSiteName: { method: 'GET', path: '/site-names' },
  getSiteFile: { method: 'GET', path: '/site-register/:siteId' },
  listSiteChanges: { method: 'GET', path: '/site-register/:siteId/changes' },
  changeSiteFacts: { method: 'PUT', path: '/site-register/:siteId/facts' },
  setSiteHours: { method: 'PUT', path: '/site-register/:siteId/hours' },
  setSiteZones: { method: 'PUT', path: '/site-register/:siteId/zones' },
  setSiteEquipment: { method: 'PUT', path: '/site-register/:siteId/equipment' },
  recordSafetyCheck: { method: 'POST', path: '/site-register/:siteId/safety-checks' },
  addSiteStaff: { method: 'POST', path: '/site-register/:siteId/staff' },
  endSiteStaff: { method: 'POST', path: '/site-register/:siteId/staff/:staffId/end' },
  explainStaffing: { method: 'PUT', path: '/site-register/:siteId/staffing-reason' },
  announceClosure: { method: 'POST', path: '/site-register/:siteId/closures' },
  cancelClosure: { method: 'POST', path: '/site-register/:siteId/closures/:closureId/cancel' },
  logSiteDay: { method: 'PUT', path: '/site-register/:siteId/days/:day' },
  addSiteTool: { method: 'PUT', path: '/site-register/:siteId/tools' },
  lendTool: { method: 'POST', path: '/site-register/:siteId/loans' },
  returnTool: { method: 'POST', path: '/site-register/:siteId/loans/:loanId/return' },
  setSiteServices: { method: 'PUT', path: '/site-register/:siteId/services' },
  addSiteFile: { method: 'POST', path: '/site-register/:siteId/files' },
  getSiteFileBytes: { method: 'GET', path: '/site-register/:siteId/files/:fileId' },
  openSite: { method: 'POST', path: '/site-register/:siteId/open' },
  suspendSite: { method: 'POST', path: '/site-register/:siteId/suspend' },
  closeSite: { method: 'POST', path: '/site-register/:siteId/close' },
  listOperators: { method: 'GET', path: '/operators' },
  addOperator: { method: 'POST', path: '/operators' },
  relateOperators: { method: 'POST', path: '/operators/:operatorId/relations' },
} as const satisfies Record<string, EndpointPath>
