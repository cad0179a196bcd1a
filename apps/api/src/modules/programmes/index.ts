import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { clearKind, clearSubsidy } from './actions/move-subsidy.ts'
import { programmesRoutes } from './routes.ts'
import { accountField } from './store-payments.ts'

export { judgeSubsidy, lodgeSubsidy } from './actions/lodge-subsidy.ts'
export { recordCountyAmount, recordPurchasedService } from './actions/record-money.ts'
export { stepOf as subsidyStep } from './rules.ts'
export {
  endRecognised,
  endStars,
  insertRecognised as recordRecognised,
  insertStars as recordStars,
  recognisedIn,
} from './store-money.ts'
export * as programmeReplay from './replaying.ts'
export { noteStep, stepViews } from './steps.ts'
export { subsidiesInNotice } from './store.ts'

/** Money for markets and stations: subsidies, appropriations, purchased services (二(四), 三(二)). */
export function register(app: Application): void {
  app.serve(programmesRoutes)
  app.encrypts({ table: 'payee_accounts', key: 'id', columns: [{ column: 'account_enc', field: accountField }] })
  app.atDue(clearKind, (ctx: Ctx, due) => clearSubsidy(ctx, due.subjectId))
}
