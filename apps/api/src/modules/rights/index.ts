import type { Application } from '../../kernel/application.ts'
import { escalateKind } from './actions/open-dispute.ts'
import * as worktime from '../worktime/index.ts'
import { escalateTrouble, troubleDueKind } from './actions/raise-trouble.ts'
import { escalate } from './jobs.ts'
import { rightsRoutes } from './routes.ts'
import { troubleRoutes } from './trouble-routes.ts'

/** Disputes and their mediation, and calls for help. Hours, engagement and dispute end together, whatever the way. */
export function register(app: Application): void {
  app.serve(rightsRoutes(worktime))
  app.serve(troubleRoutes)
  app.atDue(escalateKind, escalate)
  app.atDue(troubleDueKind, escalateTrouble)
}
