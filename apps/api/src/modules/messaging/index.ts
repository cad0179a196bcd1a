import type { Application } from '../../kernel/application.ts'
import { registerHandlers } from './handlers.ts'
import { messagingRoutes } from './routes.ts'

/** Listens to everybody and is called by nobody: actions do not notify, handlers do. */
export function register(app: Application): void {
  app.serve(messagingRoutes)
  registerHandlers(app)
}
