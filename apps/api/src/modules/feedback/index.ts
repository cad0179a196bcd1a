import type { Application } from '../../kernel/application.ts'
import { registerHandlers } from './handlers.ts'
import { feedbackRoutes } from './routes.ts'

export { averageFor } from './actions/rate-engagement.ts'

/** Mutual ratings after work. Shown together, so that nobody answers a rating with a rating. */
export function register(app: Application): void {
  app.serve(feedbackRoutes)
  registerHandlers(app)
}
