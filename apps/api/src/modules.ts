import type { Application } from './kernel/application.ts'
import * as assessments from './modules/assessments/index.ts'
import * as cockpit from './modules/cockpit/index.ts'
import * as contact from './modules/contact/index.ts'
import * as contracts from './modules/contracts/index.ts'
import * as dispatch from './modules/dispatch/index.ts'
import * as engagements from './modules/engagements/index.ts'
import * as erasure from './modules/erasure/index.ts'
import * as feedback from './modules/feedback/index.ts'
import * as identity from './modules/identity/index.ts'
import * as insights from './modules/insights/index.ts'
import * as messaging from './modules/messaging/index.ts'
import * as payroll from './modules/payroll/index.ts'
import * as postings from './modules/postings/index.ts'
import * as programmes from './modules/programmes/index.ts'
import * as funds from './modules/funds/index.ts'
import * as purchasing from './modules/purchasing/index.ts'
import * as recognition from './modules/recognition/index.ts'
import * as referrals from './modules/referrals/index.ts'
import * as reports from './modules/reports/index.ts'
import * as rights from './modules/rights/index.ts'
import * as seekers from './modules/seekers/index.ts'
import * as sites from './modules/sites/index.ts'
import * as worktime from './modules/worktime/index.ts'
import { systemRoutes } from './system-routes.ts'

/** Every module registers here, in the order of their dependencies. */
export function registerModules(app: Application): void {
  app.serve(systemRoutes(app.deps))
  identity.register(app)
  seekers.register(app)
  sites.register(app)
  programmes.register(app)
  recognition.register(app)
  assessments.register(app)
  purchasing.register(app)
  funds.register(app)
  reports.register(app)
  engagements.register(app)
  postings.register(app)
  contact.register(app)
  dispatch.register(app)
  contracts.register(app)
  worktime.register(app)
  payroll.register(app)
  rights.register(app)
  feedback.register(app)
  referrals.register(app)
  messaging.register(app)
  erasure.register(app)
  insights.register(app)
  cockpit.register(app)
}
