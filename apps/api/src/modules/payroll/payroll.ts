import type { FastifyInstance } from 'fastify'
import type { Application } from '../../kernel/application.ts'
import { registerCallbacks } from './callbacks.ts'
import type { Doors } from './doors.ts'
import { listen } from './handlers.ts'
import { onTime } from './jobs.ts'
import { payrollRoutes } from './routes.ts'

/** Payroll over given doors: what `index.ts` registers with the real ones. */
export function registerWith(app: Application, doors: Doors): void {
  app.serve(payrollRoutes(doors))
  listen(app, doors)
  onTime(app, doors)
}

export function mountCallbacks(server: FastifyInstance, app: Application, doors: Doors): Promise<void> {
  return registerCallbacks(server, app.deps, doors)
}
