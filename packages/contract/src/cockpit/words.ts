import type { Right } from '../rights.ts'

/** Parts of the cockpit: what waits for somebody, what should have happened, what looks wrong. */
export const cockpitGroups = { waiting: '等着办的', late: '该做没做的', wrong: '要看一看的' } as const
export type CockpitGroup = keyof typeof cockpitGroups

/** Where a matter stands against its time limit. */
export const cockpitAges = {
  late: '已超时',
  soon: '快到期',
  inTime: '还有时间',
  noLimit: '没有时限',
} as const
export type CockpitAge = keyof typeof cockpitAges

type Figure = { group: CockpitGroup; label: string; holder: string; right: Right; what: string }

/**
 * Figures of the cockpit. `holder`: whose turn it is; `right`: who may open the rows, and so who sees the number; `what`:
 * what is counted, in a sentence. Those named like a to-do count the same rows as the to-do.
 */
export const cockpitFigures = {
  reviewBefore: {
    group: 'waiting',
    label: '需求审核(发布前)',
    holder: '县里、站点',
    right: 'posting.review',
    what: '还没发布,等人审核的用工需求',
  },
  reviewAfterwards: {
    group: 'waiting',
    label: '需求复看(发布后)',
    holder: '县里、站点',
    right: 'posting.review',
    what: '已经发布,等人复看的用工需求',
  },
  troubleOpen: {
    group: 'waiting',
    label: '求助',
    holder: '站点、县里',
    right: 'trouble.answer',
    what: '工人求助还没解决的',
  },
  disputeOpen: {
    group: 'waiting',
    label: '异议调解',
    holder: '县里',
    right: 'dispute.mediate',
    what: '工时、工钱有异议还没了结的',
  },
  employerUnverified: {
    group: 'waiting',
    label: '用工主体认证',
    holder: '县里',
    right: 'employer.supervise',
    what: '登记了还没认证的用工主体',
  },
  qualificationToReview: {
    group: 'waiting',
    label: '证书核验',
    holder: '县里',
    right: 'qualification.review',
    what: '零工交了证书,等县里核验的',
  },
  recognitionWaiting: {
    group: 'waiting',
    label: '站点认定',
    holder: '县里',
    right: 'recognition.read',
    what: '认定等受理、查看、决定、发号的',
  },
  recognitionToSupplement: {
    group: 'waiting',
    label: '认定补正',
    holder: '站点',
    right: 'recognition.read',
    what: '认定材料退回,等站点补的',
  },
  recognitionAppealed: {
    group: 'waiting',
    label: '认定申诉',
    holder: '市里',
    right: 'recognition.read',
    what: '对认定结果申诉,还没答复的',
  },
  recognitionToRecord: {
    group: 'waiting',
    label: '认定备案',
    holder: '市里',
    right: 'recognition.read',
    what: '县里认定了,市里还没备案的',
  },
  subsidyWaiting: {
    group: 'waiting',
    label: '站点补助',
    holder: '县里',
    right: 'subsidy.read',
    what: '补助在人社部门手里的',
  },
  subsidyAtFinance: {
    group: 'waiting',
    label: '补助(财政)',
    holder: '县财政',
    right: 'subsidy.read',
    what: '补助在财政部门手里的',
  },
  serviceToEvaluate: {
    group: 'waiting',
    label: '购买服务评估',
    holder: '县里',
    right: 'subsidy.read',
    what: '购买服务的合同有一期到期了,还没评估的',
  },
  serviceToAnswer: {
    group: 'waiting',
    label: '购买服务评估(看一看)',
    holder: '站点',
    right: 'subsidy.read',
    what: '评估出来了,还在提异议期限里的',
  },
  serviceToDecide: {
    group: 'waiting',
    label: '购买服务决定',
    holder: '县里',
    right: 'subsidy.read',
    what: '提异议的期限过了,或者提了异议,等县里决定的',
  },
  serviceAtFinance: {
    group: 'waiting',
    label: '购买服务(财政)',
    holder: '县财政',
    right: 'subsidy.read',
    what: '购买服务的钱在财政部门手里的',
  },
  assessmentToSelfAssess: {
    group: 'waiting',
    label: '考核自评',
    holder: '站点',
    right: 'assessment.read',
    what: '年度考核等站点自评的',
  },
  assessmentToScore: {
    group: 'waiting',
    label: '考核评分',
    holder: '县里',
    right: 'assessment.read',
    what: '自评交了,或者过了自评时间,等县里评分的',
  },
  assessmentToCheck: {
    group: 'waiting',
    label: '考核抽查',
    holder: '市里',
    right: 'assessment.read',
    what: '县里评了分,等市里抽查的',
  },
  assessmentToPublish: {
    group: 'waiting',
    label: '星级公示',
    holder: '县里',
    right: 'assessment.read',
    what: '抽查过了,等公示的',
  },
  improvementToReport: {
    group: 'waiting',
    label: '整改',
    holder: '站点',
    right: 'assessment.read',
    what: '要求整改,站点还没交报告的',
  },
  improvementToCheck: {
    group: 'waiting',
    label: '整改查看',
    holder: '县里',
    right: 'assessment.read',
    what: '整改报告交了,或者整改过了期限,等县里查看的',
  },
  referralAnswered: {
    group: 'waiting',
    label: '花名册核定',
    holder: '县里',
    right: 'referral.read',
    what: '站点说明了,等核定的',
  },
  referralAsked: {
    group: 'waiting',
    label: '花名册说明',
    holder: '站点',
    right: 'referral.read',
    what: '问了站点,还没说明的',
  },
  reportToSign: {
    group: 'waiting',
    label: '季报报送',
    holder: '县里',
    right: 'report.read',
    what: '上个季度的汇总还没签字报送的',
  },
  arrearsOpen: {
    group: 'late',
    label: '工钱逾期没付',
    holder: '用工主体',
    right: 'employer.supervise',
    what: '过了约定的日子,工钱还没到手的',
  },
  siteSafetyDue: {
    group: 'late',
    label: '安全检查到期没做',
    holder: '站点',
    right: 'site.read',
    what: '有一项安全检查过了下次该查的日子的站点',
  },
  siteShut: {
    group: 'late',
    label: '该开门没开门',
    holder: '站点',
    right: 'site.read',
    what: '今天到点了,没有记开门,也没有放假公告的站点',
  },
  siteNoLog: {
    group: 'late',
    label: '开门日志没记',
    holder: '站点',
    right: 'site.read',
    what: '最近该开门的日子有好几天什么也没记的站点',
  },
  referralFlagOpen: {
    group: 'wrong',
    label: '花名册要核查',
    holder: '县里',
    right: 'referral.inspect',
    what: '花名册里看着不对、还没核查的',
  },
  visitorsJump: {
    group: 'wrong',
    label: '来访人数变化大',
    holder: '县里',
    right: 'site.read',
    what: '最近每天的来访人数,和前一段比,多了或少了很多的站点',
  },
  referralsJump: {
    group: 'wrong',
    label: '推荐成功人次变化大',
    holder: '县里',
    right: 'referral.read',
    what: '最近推荐成功的人次,和前一段比,多了或少了很多的站点',
  },
  appropriationLow: {
    group: 'wrong',
    label: '补助额度快用完',
    holder: '县里、县财政',
    right: 'subsidy.read',
    what: '今年的额度,批出去的快到顶了的',
  },
  staffShort: {
    group: 'wrong',
    label: '人手不够又没说原因',
    holder: '站点',
    right: 'site.read',
    what: '在岗的人比标准少,又没写原因的站点',
  },
  venueEnded: {
    group: 'wrong',
    label: '场地到期',
    holder: '站点',
    right: 'site.read',
    what: '场地的期限过了,还在开的站点',
  },
  serviceToExit: {
    group: 'wrong',
    label: '购买服务不合格',
    holder: '县里',
    right: 'subsidy.read',
    what: '最近一期评估不合格,合同还在执行的,要办退出',
  },
  contractSiteShut: {
    group: 'wrong',
    label: '买了服务没在开',
    holder: '县里',
    right: 'subsidy.read',
    what: '政府购买服务的合同还没到期,站点却停了、关了的',
  },
} as const satisfies Record<string, Figure>
export type CockpitFigure = keyof typeof cockpitFigures
