import type { Application } from '../../kernel/application.ts'
import { clearErasure, clearKind, endKind, endPart, heldNumberField } from './actions/carry-out.ts'
import { erasureRoutes } from './routes.ts'

export { erasureRules, staysAsItIs } from './lists.ts'

/** A person's right to be erased (个人信息保护法第四十七条), against what other laws keep. Knows the tables of all modules. */
export function register(app: Application): void {
  app.serve(erasureRoutes)
  app.encrypts({ table: 'erasures', key: 'id', columns: [{ column: 'id_number_enc', field: heldNumberField }] })
  app.atDue(clearKind, (ctx, due) => clearErasure(ctx, due.subjectId))
  app.atDue(endKind, (ctx, due) => endPart(ctx, due.subjectId, due.data.part))
}
