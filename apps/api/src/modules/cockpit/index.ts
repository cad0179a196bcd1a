import type { Application } from '../../kernel/application.ts'
import { cockpitRoutes } from './routes.ts'

/** The cockpit of counties, city and operators: what waits, what is late, what looks wrong. Reads, writes nothing. */
export function register(app: Application): void {
  app.serve(cockpitRoutes())
}
