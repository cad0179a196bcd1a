import type { Application } from '../../kernel/application.ts'
import { registerHandlers } from './handlers.ts'
import { contactRoutes } from './routes.ts'

/** Calls between the two sides of an engagement, without showing either the other's phone. */
export function register(app: Application): void {
  app.serve(contactRoutes)
  registerHandlers(app)
}
