/** What people come to the desk for, and what came of it. */
export const visitPurposes = {
  findWork: '找活',
  hire: '招人',
  register: '登记、实名',
  contract: '签合同',
  pay: '工钱的事',
  dispute: '异议、纠纷',
  training: '培训、技能',
  useThings: '歇脚、热饭、借工具',
  other: '其他',
} as const
export type VisitPurpose = keyof typeof visitPurposes

export const visitOutcomes = {
  placed: '当场找到活(人)',
  registered: '已登记',
  helped: '事情办好了',
  informed: '已讲清楚',
  handedOn: '转别处办理',
  comeAgain: '约好再来',
} as const
export type VisitOutcome = keyof typeof visitOutcomes
