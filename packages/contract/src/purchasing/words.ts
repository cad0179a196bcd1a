/** Words of purchased services (政府购买服务, 二(四)2). */
export const serviceMeasureGroups = { workload: '工作量', outcome: '服务成效' } as const
export type ServiceMeasureGroup = keyof typeof serviceMeasureGroups

/** How a contract stands: by its own state, its dates, and whether price and measures are known. */
export const serviceStandings = {
  noTerms: '价款和指标待补',
  coming: '还没开始',
  running: '执行中',
  over: '已到期',
  exited: '已退出',
} as const
export type ServiceStanding = keyof typeof serviceStandings
