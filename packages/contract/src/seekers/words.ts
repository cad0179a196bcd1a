export const reachChannels = { app: '小程序消息', sms: '短信', call: '打电话' } as const
export type ReachChannel = keyof typeof reachChannels

export const crewMemberStates = {
  invited: '等对方同意',
  agreed: '已加入',
  declined: '没有同意',
  left: '已退出',
} as const
export type CrewMemberState = keyof typeof crewMemberStates

/** Who may read what a person needs at work. */
export const needsSharing = {
  nobody: '只有我自己和帮我的工作人员',
  afterTaking: '接了活以后,让那家用工方也看到',
} as const
export type NeedsSharing = keyof typeof needsSharing

/** Sides of a certificate that are photographed. */
export const photoSides = { front: '正面', back: '反面' } as const
export type PhotoSide = keyof typeof photoSides

/** Lists of the county's desk for certificates. */
export const qualificationShows = { waiting: '等核验', expiring: '快到期', decided: '已办' } as const
export type QualificationShow = keyof typeof qualificationShows
