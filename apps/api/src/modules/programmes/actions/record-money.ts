import type { SiteKind, SubsidyKind } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { yuanDigits, yuanZh } from '../../../kernel/money.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { siteFacts } from '../../sites/index.ts'
import { cityAmount } from '../rules.ts'
import * as money from '../store-money.ts'
import { isTaken } from '../store.ts'

function requireOwnCounty(ctx: Ctx, county: string): void {
  const posts = requireStaff(ctx.actor).posts
  if (!posts.some((post) => post.county === county && post.siteId === null)) refuse('NotFound')
}

/**
 * Refuses NotFound (another county's), AppropriationWrong (carried from a foreign one), CarriedTooMuch { left } yuan,
 * AppropriationRecorded.
 */
export async function recordAppropriation(
  ctx: Ctx,
  asked: {
    county: string
    year: number
    documentNumber: string
    source: string
    amountFen: number
    carriedFrom?: string | undefined
  },
): Promise<money.AppropriationRow> {
  requireOwnCounty(ctx, asked.county)
  if (asked.carriedFrom !== undefined) {
    const from = await money.lockAppropriation(ctx, asked.carriedFrom)
    if (!from || from.county !== asked.county || from.year >= asked.year) return refuse('AppropriationWrong')
    if (money.leftOf(from) < asked.amountFen)
      refuse('CarriedTooMuch', { facts: { left: yuanDigits(money.leftOf(from)) } })
  }
  const id = ctx.newId()
  const row = await money.insertAppropriation(ctx, { id, ...asked, carriedFrom: asked.carriedFrom ?? null })
  if (!row) return refuse('AppropriationRecorded')
  const data = { year: asked.year, amountFen: asked.amountFen }
  ctx.audit({ subjectKind: 'appropriation', subjectId: id, act: 'record', county: asked.county, data })
  return row
}

/** A contract for purchased services takes its days for itself (三(二)). */
export async function recordPurchasedService(
  ctx: Ctx,
  asked: { siteId: string; contractNumber: string; startsOn: string; endsOn: string },
): Promise<money.PurchasedServiceRow> {
  const site = (await siteFacts(ctx, asked.siteId)) ?? refuse('NotFound')
  requireOwnCounty(ctx, site.county)
  const whose = { county: site.county, operatorId: site.operatorId }
  const row = await money.insertPurchasedService(ctx, { ...asked, ...whose })
  if (!row) return refuse('PurchasedServiceRecorded')
  try {
    await money.holdServiceDays(ctx, row, site.county)
  } catch (error) {
    if (isTaken(error)) return refuse('SiteSubsidisedThen')
    throw error
  }
  ctx.audit({ subjectKind: 'purchasedService', subjectId: row.id, act: 'record', county: site.county })
  return row
}

/** A county may raise the city's amount of a step, never lower it (二(四)1). */
export async function recordCountyAmount(
  ctx: Ctx,
  asked: {
    county: string
    what: SubsidyKind
    siteKind: SiteKind
    step: string
    amountFen: number
    documentNumber: string
    validFrom: string
    validTo: string | null
  },
): Promise<void> {
  requireOwnCounty(ctx, asked.county)
  if (asked.validTo !== null && asked.validTo < asked.validFrom)
    refuse('InputInvalid', { problems: [{ path: 'validTo', code: 'early', message: '到哪天不能早于从哪天' }] })
  const city = cityAmount(ctx.deps.policy, asked, asked.validFrom)
  if (city === null) return refuse('NoPolicyInForce')
  if (asked.amountFen < city && !ctx.deps.policy.boolean('subsidy.countyMayLower', businessDay(ctx.now)))
    refuse('CountyAmountTooLow', {
      facts: { city: yuanDigits(city) },
      problems: [{ path: 'amountFen', code: 'tooLow', message: `至少${yuanZh(city)}` }],
    })
  try {
    await money.insertCountyAmount(ctx, asked)
  } catch (error) {
    if (isTaken(error))
      return refuse('CountyAmountRecorded', {
        problems: [{ path: 'validFrom', code: 'taken', message: '这天起的这段日期里已有本县标准' }],
      })
    throw error
  }
  const { what, siteKind, step, amountFen } = asked
  const data = { what, siteKind, step, amountFen }
  ctx.audit({ subjectKind: 'countySubsidyAmount', subjectId: ctx.newId(), act: 'record', county: asked.county, data })
}
