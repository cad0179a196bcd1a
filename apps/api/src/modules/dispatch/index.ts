import type { Application } from '../../kernel/application.ts'
import { feedRoutes } from './feed-routes.ts'
import { hallRoutes } from './hall-routes.ts'
import { registerHandlers } from './handlers.ts'
import { dispatchRoutes } from './routes.ts'

export { createDispatcher, readerName, runDispatcher, type Dispatcher } from './market/dispatcher.ts'

/** Grabbing, applying, first direct dispatch. What it makes binds nobody until an engagement is born. */
export function register(app: Application): void {
  app.serve(dispatchRoutes)
  app.serve(feedRoutes)
  app.serve(hallRoutes)
  registerHandlers(app)
}
