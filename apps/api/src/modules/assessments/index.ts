import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { clearAssessment, clearKind } from './actions/decide-stars.ts'
import { assessmentsRoutes } from './routes.ts'

export { factsOf as siteFactsBetween } from './facts.ts'

/** Yearly assessment of sites and their stars (工作考核、星级, 二(四)1, 三(四)), and orders to improve. */
export function register(app: Application): void {
  app.serve(assessmentsRoutes)
  app.atDue(clearKind, (ctx: Ctx, due) => clearAssessment(ctx, due.subjectId))
}
