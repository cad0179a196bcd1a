/** Words of the site register. What a standard asks for (zones, equipment …) is named by the policy pack, not here. */
export const siteKindLabels = { market: '零工市场', station: '零工驿站' } as const
export type SiteKind = keyof typeof siteKindLabels

/** How the phone of a site is written, and the largest floor area: said by the form and by the platform alike. */
export const sitePhone = { pattern: /^[\d-]{7,20}$/, words: '电话写成 0593-2345678 或11位手机号' }
export const siteArea = { most: 100_000, notPositive: '面积要大于0', tooLarge: '面积太大了,请核对' }
export const builderKindMissing = '第三方建设的,要选是哪一类(人力资源服务机构、村(社区)或其他)'
/** An address is words and numbers, not signs alone. */
export const addressWanted = { pattern: /[\p{L}\p{N}]/u, words: '地址要写村(社区)、路名和门牌' }

export const builderLabels = { government: '政府建设', thirdParty: '第三方建设' } as const
export type Builder = keyof typeof builderLabels

/** Kinds of third parties as 二(四)1 names them. */
export const builderKindLabels = {
  hrAgency: '人力资源服务机构',
  villageOrCommunity: '村(社区)',
  otherThirdParty: '其他第三方',
} as const
export type BuilderKind = keyof typeof builderKindLabels

export const operatorKindLabels = { ...builderKindLabels, publicBody: '机关事业单位' } as const
export type OperatorKind = keyof typeof operatorKindLabels

export const operatorRelationLabels = {
  sameLegalPerson: '同一法定代表人',
  parent: '上下级公司',
  renamed: '改过名',
  split: '分立',
  sameController: '同一实际控制人',
} as const
export type OperatorRelation = keyof typeof operatorRelationLabels

export const venueLabels = {
  own: '自有场地',
  leased: '租用场地',
  shared: '共享场地',
  converted: '改造场地',
  new: '新建场地',
} as const
export type Venue = keyof typeof venueLabels

export const toolKindLabels = { tool: '工具', locker: '寄存柜' } as const
export type ToolKind = keyof typeof toolKindLabels

/** Why a day's doors stay shut. Which of these do not break continuous running is decided by the policy pack. */
export const shutReasonLabels = {
  weeklyRest: '每周休息日',
  springFestival: '春节放假',
  publicHoliday: '法定节假日',
  typhoon: '台风、暴雨等恶劣天气',
  powerCut: '停水停电',
  renovation: '装修、维修',
  hostClosed: '共享场地的单位关门',
  noStaff: '没有人手',
  ordered: '上级要求停开',
  other: '其他',
} as const
export type ShutReason = keyof typeof shutReasonLabels

/** Proofs and pictures kept with a site. */
export const siteFileKinds = {
  areaProof: '面积证明',
  venueProof: '场地证明(产权、租赁、共享协议)',
  licence: '执照、许可证',
  photo: '照片',
  inspection: '实地查看照片',
  other: '其他材料',
} as const
export type SiteFileKind = keyof typeof siteFileKinds

/** Parts of a site's file, as its history names them. */
export const siteSections = {
  facts: '基本情况',
  hours: '开放时间',
  zones: '场地分区',
  equipment: '设施设备',
  safety: '安全检查',
  staff: '工作人员',
  closures: '放假公告',
  tools: '便民用品',
  services: '服务项目',
  files: '材料',
  state: '开放状态',
} as const
export type SiteSection = keyof typeof siteSections
