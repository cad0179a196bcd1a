import type { Duty } from '../identity/duties.ts'

/**
 * What may wait for somebody: a kind, the words a home page shows beside the count, and the list behind the
 * number. `by` says from whose side it waits, `duty` which members of an employer can do something about it.
 */
export const toDoKinds = {
  contractToSign: { by: 'worker', label: '合同等您签', list: 'listMyContracts' },
  offerToAnswer: { by: 'worker', label: '邀约等您答复', list: 'listMyOffers' },
  shiftAhead: { by: 'worker', label: '等着上工', list: 'listMyEngagements' },
  checkOutAhead: { by: 'worker', label: '正在干活,走时记得签退', list: 'listMyEngagements' },
  hoursToAccept: { by: 'worker', label: '工时改了,请您看对不对', list: 'listMyEngagements' },
  payoutToTap: { by: 'worker', label: '工钱等您点收款', list: 'listMyWaitingPayouts' },
  payWayToChoose: { by: 'worker', label: '选好怎么收工钱', list: 'getMyPaySettings' },
  disputeToAnswer: { by: 'worker', label: '异议等您答复', list: 'listMyDisputes' },
  crewToAnswer: { by: 'worker', label: '班组邀请等您答复', list: 'listMyCrews' },
  qualificationToMend: { by: 'worker', label: '证书没通过,改好再交', list: 'listMyQualifications' },
  engagementToRate: { by: 'worker', label: '可以评价', list: 'listMyEngagements' },

  employerToVerify: { by: 'employer', duty: 'manage', label: '用工主体等认证', list: 'getEmployer' },
  postingReturned: { by: 'employer', duty: 'hire', label: '需求退回,改好再发', list: 'listEmployerPostings' },
  postingDraft: { by: 'employer', duty: 'hire', label: '需求写好还没发', list: 'listEmployerPostings' },
  escrowToFund: { by: 'employer', duty: 'settle', label: '工资托管等转入', list: 'listEmployerPostings' },
  applicationToAnswer: { by: 'employer', duty: 'hire', label: '有人报名,等您挑', list: 'listEmployerPostings' },
  workerMissing: { by: 'employer', duty: 'work', label: '到点没签到', list: 'listToday' },
  hoursToConfirm: { by: 'employer', duty: 'settle', label: '工时等您确认', list: 'listTimesheets' },
  wageToFund: { by: 'employer', duty: 'settle', label: '工钱等转入', list: 'listEmployerWages' },
  disputeAgainstUs: { by: 'employer', duty: 'settle', label: '异议等您答复', list: 'listEmployerDisputes' },
  workerToRate: { by: 'employer', label: '可以评价', list: 'listEmployerEngagements' },

  reviewBefore: { by: 'staff', label: '需求等审核', list: 'listPostingReviews' },
  reviewAfterwards: { by: 'staff', label: '已发布,等复看', list: 'listPostingReviews' },
  reviewMine: { by: 'staff', label: '我接手的审核', list: 'listPostingReviews' },
  arrearsOpen: { by: 'staff', label: '工钱逾期没付', list: 'listOverviewRows' },
  employerUnverified: { by: 'staff', label: '用工主体等认证', list: 'listEmployers' },
  disputeOpen: { by: 'staff', label: '异议等调解', list: 'listDisputeQueue' },
  disputeMine: { by: 'staff', label: '我接手的异议', list: 'listDisputeQueue' },
  troubleOpen: { by: 'staff', label: '求助等处理', list: 'listTroubles' },
  siteWorkerMissing: { by: 'staff', label: '本站的人到点没签到', list: 'listStaffEngagements' },
  qualificationToReview: { by: 'staff', label: '证书等核验', list: 'listQualificationReviews' },
  recognitionWaiting: { by: 'staff', label: '站点认定等办理', list: 'listRecognitions' },
  recognitionObjection: { by: 'staff', label: '认定公示有异议要处理', list: 'listRecognitions' },
  recognitionToSupplement: { by: 'staff', label: '认定材料要补正', list: 'listRecognitions' },
  recognitionAppealed: { by: 'staff', label: '认定申诉等处理', list: 'listRecognitions' },
  recognitionToRecord: { by: 'staff', label: '站点认定等备案', list: 'listRecognitions' },
  referralFlagOpen: { by: 'staff', label: '花名册有要核查的', list: 'listReferralFlags' },
  referralAnswered: { by: 'staff', label: '站点说明了,等您核定', list: 'listReferrals' },
  referralAsked: { by: 'staff', label: '花名册有要您说明的', list: 'listReferrals' },
  subsidyWaiting: { by: 'staff', label: '站点补助等办理', list: 'listSubsidies' },
  subsidyObjection: { by: 'staff', label: '补助公示有异议要处理', list: 'listSubsidies' },
  subsidyAtFinance: { by: 'staff', label: '站点补助等财政办理', list: 'listSubsidies' },
  assessmentToSelfAssess: { by: 'staff', label: '年度考核等自评', list: 'listAssessments' },
  improvementToReport: { by: 'staff', label: '整改要办', list: 'listAssessments' },
  assessmentToScore: { by: 'staff', label: '站点考核等评分', list: 'listAssessments' },
  assessmentToPublish: { by: 'staff', label: '站点星级等公示', list: 'listAssessments' },
  improvementToCheck: { by: 'staff', label: '站点整改等查看', list: 'listAssessments' },
  objectionToDecide: { by: 'staff', label: '星级公示有异议要处理', list: 'listAssessments' },
  reportDue: { by: 'staff', label: '季报要报送', list: 'listQuarterlyReports' },
  assessmentToCheck: { by: 'staff', label: '站点考核等抽查', list: 'listAssessments' },
  serviceToEvaluate: { by: 'staff', label: '购买服务有一期要评估', list: 'listServiceContracts' },
  serviceToDecide: { by: 'staff', label: '购买服务评估等决定', list: 'listServiceContracts' },
  serviceToExit: { by: 'staff', label: '购买服务不合格,要办退出', list: 'listServiceContracts' },
  serviceToAnswer: { by: 'staff', label: '购买服务评估请您看看', list: 'listServiceContracts' },
  serviceAtFinance: { by: 'staff', label: '购买服务等财政办理', list: 'listServiceContracts' },
  siteSafetyDue: { by: 'staff', label: '站点安全检查到期', list: 'listRegister' },
  assistRunning: { by: 'staff', label: '正在代办', list: 'listAssists' },
} as const satisfies Record<string, { by: 'worker' | 'employer' | 'staff'; duty?: Duty; label: string; list: string }>
export type ToDoKind = keyof typeof toDoKinds

/** Figures of the overview whose rows can be listed. */
export const overviewFigures = [
  'openShifts',
  'today',
  'paidThisMonth',
  'waitingForReview',
  'disputes',
  'arrears',
] as const
export type OverviewFigure = (typeof overviewFigures)[number]
