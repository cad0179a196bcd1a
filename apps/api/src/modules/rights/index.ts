import type { Application } from '../../kernel/application.ts'
import { escalateKind } from './actions/open-dispute.ts'
import type { HoursDoor } from './doors.ts'
import { escalate } from './jobs.ts'
import { rightsRoutes } from './routes.ts'

export type { HoursDoor } from './doors.ts'

/** Disputes and their mediation. Hours, engagement and dispute end together, whatever the way. */
export function register(app: Application, hours: HoursDoor): void {
  app.serve(rightsRoutes(hours))
  app.atDue(escalateKind, escalate)
}
