import { siteKindLabels } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { stepsOf } from '../rules.ts'
import { countyAmountsOf } from '../store-money.ts'

/**
 * Every band of area and every number of stars that the policy in force pays for, with the city's amount and what the county
 * has recorded of its own, the newest first (二(四)1). Refuses NotFound (a county out of reach).
 */
export async function listSubsidySteps(ctx: Ctx, county: string) {
  if (!(ctx.tx.scope.counties ?? []).includes(county)) refuse('NotFound')
  const today = businessDay(ctx.now)
  const own = await countyAmountsOf(ctx, county)
  const items = stepsOf(ctx.deps.policy, today).map((step) => ({
    ...step,
    whatLabel: step.what === 'oneOff' ? '一次性运维补助' : '年度绩效补助',
    siteKindLabel: siteKindLabels[step.siteKind],
    own: own
      .filter((one) => one.what === step.what && one.site_kind === step.siteKind && one.step === step.step)
      .map((one) => ({
        amountFen: one.amount_fen,
        documentNumber: one.document_number,
        validFrom: one.valid_from,
        validTo: one.valid_to,
        holds: one.valid_from <= today && (one.valid_to === null || one.valid_to >= today),
      })),
  }))
  return { items }
}
