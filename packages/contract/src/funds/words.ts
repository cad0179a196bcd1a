/** Words of the fund's performance (绩效目标、绩效自评). */
export const fundStates = { planned: '已定目标', evaluated: '已自评,等财政局确认', confirmed: '财政局已确认' } as const
export type FundState = keyof typeof fundStates

export const fundGroups = { execution: '预算执行', output: '产出', benefit: '效益', satisfaction: '满意度' } as const
export type FundGroup = keyof typeof fundGroups

export const fundGrades = { excellent: '优', good: '良', fair: '中', poor: '差' } as const
export type FundGrade = keyof typeof fundGrades
