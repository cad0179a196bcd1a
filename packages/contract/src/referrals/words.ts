/** Words of the roster of successful referrals (岗位推荐成功花名册). */
export const referralWayLabels = { counter: '窗口推荐', posting: '站点收的岗位' } as const

export const referralStates = {
  underway: '在办,还没干完',
  ended: '没干成',
  counts: '计数',
  doesNotCount: '不计数',
} as const

export const referralDecisions = {
  counts: '核实,计数',
  doesNotCount: '核实,不计数',
  ask: '等站点说明,暂不计数',
} as const
export type ReferralDecisionKind = keyof typeof referralDecisions

export const referralShows = {
  counted: '计数的',
  notCounted: '不计数的',
  underway: '在办的',
  asked: '等站点说明的',
  sampled: '抽中回访的',
} as const

export const relativeRelations = {
  spouse: '夫妻',
  parent: '父母',
  child: '子女',
  sibling: '兄弟姐妹',
  other: '其他亲属',
} as const
export type RelativeRelation = keyof typeof relativeRelations

/** What an inspector is asked to look at. */
export const referralFlagLabels = {
  samePair: '老是同两个人',
  impossibleRoute: '路上来不及',
  neverLeft: '人没离开窗口',
  sharedPhone: '多人共用一个手机号',
  sharedCard: '多人共用一张卡',
  moneyBack: '工钱转回来了',
  cutJob: '一个活拆成多个',
  deskCheckIn: '柜台代签到',
  deadlineBurst: '季末突然多',
  ring: '互相雇来雇去',
} as const
export type ReferralFlagKind = keyof typeof referralFlagLabels

export const callSides = { worker: '求职者', employer: '用工主体' } as const
export const callResults = {
  confirmed: '说属实',
  denied: '说没有这回事',
  noAnswer: '没有接',
  wrongNumber: '号码不对',
} as const
