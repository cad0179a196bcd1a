import type { Application } from '../../kernel/application.ts'
import { purchasingRoutes } from './routes.ts'

/** Purchased services: contract, evaluation by the platform's own records, payment by result, exit (二(四)2). */
export function register(app: Application): void {
  app.serve(purchasingRoutes)
}
