import type { Ctx } from '../../kernel/context.ts'

/**
 * Last day on which a record of money made on this day is kept, as vouchers are: the term begins on the first day after the
 * year (会计档案管理办法第十四条). Null where the policy names no term: then it is kept in any case.
 */
export function keepUntil(ctx: Ctx, day: string): string | null {
  const years = ctx.deps.policy.answer('retention.accountingVoucherYears', day)
  return years.status === 'inForce' ? `${Number(day.slice(0, 4)) + years.value}-12-31` : null
}
