import type { Application } from '../../kernel/application.ts'
import { escalateKind } from './actions/open-dispute.ts'
import * as worktime from '../worktime/index.ts'
import { escalate } from './jobs.ts'
import { rightsRoutes } from './routes.ts'

/** Disputes and their mediation. Hours, engagement and dispute end together, whatever the way. */
export function register(app: Application): void {
  app.serve(rightsRoutes(worktime))
  app.atDue(escalateKind, escalate)
}
