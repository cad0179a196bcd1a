import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { clearKind, clearRecognition } from './actions/move-recognition.ts'
import { recognitionRoutes } from './routes.ts'

/** Recognition of markets and stations (认定, 二(四)1), against the standard of annex 1. */
export function register(app: Application): void {
  app.serve(recognitionRoutes)
  app.atDue(clearKind, (ctx: Ctx, due) => clearRecognition(ctx, due.subjectId))
}
