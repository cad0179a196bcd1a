import type { Application } from '../../kernel/application.ts'
import { fundsRoutes } from './routes.ts'

/** Performance of the money for sites by county and year: targets, self-evaluation, how long its records are kept. */
export function register(app: Application): void {
  app.serve(fundsRoutes)
}
