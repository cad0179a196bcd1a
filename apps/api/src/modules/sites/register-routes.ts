import { registerEndpoints, siteSectionEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { changeSiteFacts, registerSite } from './actions/change-facts.ts'
import * as sections from './actions/change-sections.ts'
import * as desk from './actions/desk-records.ts'
import { addOperator, listOperators, relateOperators } from './actions/operators.ts'
import { checkSiteName, listRegister, listSiteChanges } from './actions/read-register.ts'
import { readSiteFile } from './actions/site-file.ts'
import { endSite, openSite } from './actions/site-state.ts'

export const registerRoutes = serve(registerEndpoints, {
  listRegister: (ctx, { query }) => listRegister(ctx, query),
  getSiteFile: (ctx, { params }) => readSiteFile(ctx, params.siteId),
  listSiteChanges: (ctx, { params, query }) => listSiteChanges(ctx, params.siteId, query),
  checkSiteName: (ctx, { query }) => checkSiteName(ctx, query),
  registerSite: (ctx, { body }) => registerSite(ctx, body),
  changeSiteFacts: (ctx, { params, body }) => changeSiteFacts(ctx, params.siteId, body),
  openSite: (ctx, { params }) => openSite(ctx, params.siteId),
  suspendSite: (ctx, { params, body }) => endSite(ctx, params.siteId, 'suspend', body.reason),
  closeSite: (ctx, { params, body }) => endSite(ctx, params.siteId, 'close', body.reason),
  listOperators: (ctx, { query }) => listOperators(ctx, query),
  addOperator: (ctx, { body }) => addOperator(ctx, body),
  relateOperators: (ctx, { params, body }) => relateOperators(ctx, params.operatorId, body),
})

export const siteSectionRoutes = serve(siteSectionEndpoints, {
  setSiteHours: (ctx, { params, body }) => sections.setSiteHours(ctx, params.siteId, body),
  setSiteZones: (ctx, { params, body }) => sections.setSiteZones(ctx, params.siteId, body),
  setSiteEquipment: (ctx, { params, body }) => sections.setSiteEquipment(ctx, params.siteId, body),
  recordSafetyCheck: (ctx, { params, body }) => sections.recordSafetyCheck(ctx, params.siteId, body),
  addSiteStaff: (ctx, { params, body }) => sections.addSiteStaff(ctx, params.siteId, body),
  endSiteStaff: (ctx, { params, body }) => sections.endSiteStaff(ctx, params.siteId, params.staffId, body.until),
  explainStaffing: (ctx, { params, body }) => sections.explainStaffing(ctx, params.siteId, body.reason),
  announceClosure: (ctx, { params, body }) => desk.announceClosure(ctx, params.siteId, body),
  cancelClosure: (ctx, { params }) => desk.cancelClosure(ctx, params.siteId, params.closureId),
  logSiteDay: (ctx, { params, body }) => desk.logSiteDay(ctx, params.siteId, params.day, body),
  addSiteTool: (ctx, { params, body }) => desk.addSiteTool(ctx, params.siteId, body),
  lendTool: (ctx, { params, body }) => desk.lendTool(ctx, params.siteId, body),
  returnTool: (ctx, { params, body }) => desk.returnTool(ctx, params.siteId, params.loanId, body),
  setSiteServices: (ctx, { params, body }) => sections.setSiteServices(ctx, params.siteId, body.services),
  addSiteFile: (ctx, { params, body }) => desk.addSiteFile(ctx, params.siteId, body),
  getSiteFileBytes: (ctx, { params }) => desk.readSiteFileBytes(ctx, params.siteId, params.fileId),
})
