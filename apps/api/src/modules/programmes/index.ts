import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { clearKind, clearSubsidy } from './actions/move-subsidy.ts'
import { limitKind, sayLimit } from './limits.ts'
import { programmesRoutes } from './routes.ts'
import { accountField, findFile } from './store-payments.ts'
import { paymentFileViews } from './view.ts'

export { judgeSubsidy, lodgeSubsidy } from './actions/lodge-subsidy.ts'
export { recordCountyAmount, recordPurchasedService } from './actions/record-money.ts'
export { stepOf as subsidyStep } from './rules.ts'
export {
  endRecognised,
  endStars,
  insertRecognised as recordRecognised,
  insertStars as recordStars,
  recognisedIn,
  recognisedRoll,
  recordRecognisedAtCity,
} from './store-money.ts'
export * as programmeReplay from './replaying.ts'
export { writeFile as writePaymentFile } from './actions/pay-subsidies.ts'
export { capacitiesOfRoles, heldValue } from './rules.ts'
export { limitKind, planLimit } from './limits.ts'
export { keepUntil } from './keeping.ts'
export { noteStep, stepViews } from './steps.ts'
export { commitMoney, countPaid, endServiceDays, findAppropriation, findAppropriations, leftOf } from './store-money.ts'
export { filesOf, markLinePaid, payeesOf, returnLine, type NewLine } from './store-payments.ts'
export { isTaken, subsidiesInNotice } from './store.ts'
export { payeeView } from './view.ts'

/** One payment file with its lines, as it is now. Refuses NotFound. */
export async function paymentFileViewOf(ctx: Ctx, id: string) {
  const [view] = await paymentFileViews(ctx, [(await findFile(ctx, id)) ?? refuse('NotFound')])
  return view ?? refuse('NotFound')
}

/** Money for markets and stations: subsidies, appropriations, purchased services (二(四), 三(二)). */
export function register(app: Application): void {
  app.serve(programmesRoutes)
  app.encrypts({ table: 'payee_accounts', key: 'id', columns: [{ column: 'account_enc', field: accountField }] })
  app.atDue(clearKind, (ctx: Ctx, due) => clearSubsidy(ctx, due.subjectId))
  app.atDue(limitKind, async (ctx: Ctx, due) => sayLimit(ctx, due))
}
