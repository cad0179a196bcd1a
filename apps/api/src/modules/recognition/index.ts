import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { clearKind, clearRecognition, endRecognition } from './actions/move-recognition.ts'
import { recognitionRoutes } from './routes.ts'
import { currentOf } from './store.ts'

/** Ends the recognition of a site that has one; without one nothing happens. */
export async function revokeRecognitionOf(ctx: Ctx, siteId: string, reason: { code: string; note?: string }) {
  const current = await currentOf(ctx, siteId)
  if (current?.state === 'recognised') await endRecognition(ctx, current.id, 'revoke', reason)
}

/** Recognition of markets and stations (认定, 二(四)1), against the standard of annex 1. */
export function register(app: Application): void {
  app.serve(recognitionRoutes)
  app.atDue(clearKind, (ctx: Ctx, due) => clearRecognition(ctx, due.subjectId))
}
