import type { Application } from '../../kernel/application.ts'
import { callKind, callReports } from './actions/call.ts'
import { reportsRoutes } from './routes.ts'

export { scheduleCalls } from './actions/call.ts'
export { lastReport, type ReportDue } from './actions/due.ts'

/** Quarterly reports of the counties and the city (附件3, 三(四)) and building tasks (附件2). */
export function register(app: Application): void {
  app.serve(reportsRoutes)
  app.atDue(callKind, (ctx) => callReports(ctx))
}
