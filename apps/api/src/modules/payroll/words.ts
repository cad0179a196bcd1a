import type { Rail } from './rules/rails.ts'
import type { SettlementCycle } from './rules/settlement.ts'

const rails: Record<Rail, string> = { wechat: '微信零钱', bank: '银行卡', cash: '现金' }
const cycles: Record<SettlementCycle, string> = {
  perShift: '日结',
  weekly: '周结',
  fortnightly: '半月结',
  onCompletion: '完工结',
  monthly: '月结',
}

export const railZh = (rail: Rail): string => rails[rail]
export const cycleZh = (cycle: SettlementCycle): string => cycles[cycle]

/** How a wage stands, as the worker reads it. */
export function wageStatusZh(
  wage: { paidAt: Date | null; fundedAt: Date | null; dueAt: Date; grossFen: number },
  onItsWay: boolean,
  now: Date,
): string {
  if (wage.grossFen === 0) return '没有应发工资'
  if (wage.paidAt !== null) return '已到账'
  if (onItsWay) return '正在发放'
  if (wage.fundedAt === null) return '等用工主体付款'
  return wage.dueAt > now ? '到结算日发放' : '等您填收款方式'
}
