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
