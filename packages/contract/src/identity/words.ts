/** What a one-time code by SMS stands for; the words complete «您正在…» in the message. */
export const codePurposes = {
  signIn: '登录',
  changePhone: '更换手机号',
  assist: '同意工作人员代办',
  joinCrew: '加入班组',
  signPosting: '签署招工要约',
  signContract: '签合同',
  confirmHours: '确认工时',
  cashReceipt: '确认收到现金工资',
  cashPayment: '确认付出现金工资',
  settleDispute: '确认调解结果',
  eraseData: '删除个人信息',
} as const
export type CodePurpose = keyof typeof codePurposes
/** Purposes a signed-in person asks a code for; the others have doors of their own. */
export const signingPurposes = [
  'joinCrew',
  'signPosting',
  'signContract',
  'confirmHours',
  'cashReceipt',
  'settleDispute',
] as const satisfies readonly CodePurpose[]

export const employerKinds = {
  company: '企业',
  soleTrader: '个体工商户',
  cooperative: '农民合作社',
  villageCollective: '村集体',
  publicBody: '机关事业单位',
  household: '家庭或个人',
} as const
export type EmployerKind = keyof typeof employerKinds

export const memberRoles = { owner: '负责人', agent: '经办人', accountant: '财务', foreman: '带工' } as const
export type MemberRole = keyof typeof memberRoles

export const verificationLevels = { none: '未实名', nameAndNumber: '已实名', live: '已实名(本人核验)' } as const
export type VerificationLevel = keyof typeof verificationLevels

export const roleLabels = {
  worker: '零工人员',
  employer: '用工主体',
  crewLeader: '带班',
  clerk: '驿站工作人员',
  siteManager: '驿站负责人',
  operator: '运营机构',
  countyOfficer: '县(市、区)人社',
  countyFinance: '县(市、区)财政',
  cityOfficer: '市人社局',
  cityFinance: '市财政局',
  mediator: '调解员',
  inspector: '劳动监察',
  auditor: '审计',
} as const

/** How a person at the counter has agreed to be helped. */
export const assistWays = { smsCode: '短信验证码', signature: '纸上签字', idCard: '出示身份证' } as const
export type AssistWay = keyof typeof assistWays

/** What a full number is shown to staff for; the person reads these words on the own record. */
export const revealPurposes = {
  contactAboutWork: '联系上工的事',
  fillOfficialForm: '填写办事表格',
  mediate: '处理纠纷',
  inspect: '劳动监察',
  payout: '核对发工资的信息',
  checkQualification: '核验证书',
} as const
export type RevealPurpose = keyof typeof revealPurposes

/** The text on handling personal data a person agrees to at registration. Provisional until a lawyer has read it. */
export const dataConsent = {
  version: '2026-11',
  textZh:
    '为了帮您找活、签合同、发工资,平台要用到您的姓名、身份证号码、手机号和接单记录。身份证号码和手机号加密保存,' +
    '用工主体看不到完整号码;工作人员要看,必须写明用途,您在“谁看过我的信息”里都能查到。您可以随时查看、导出自己的信息。',
} as const
