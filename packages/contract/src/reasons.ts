/** Reasons people choose from, per transition: code → words. Free text may be added, never required. */
export const reasons = {
  'engagement.cancel': {
    workerIll: '我病了或家里有急事',
    workerOtherWork: '我找到别的活了',
    workerTooFar: '太远或交通不便',
    workerChangedMind: '不想去了',
    employerNoNeed: '不需要这么多人了',
    employerRescheduled: '时间改了',
    weather: '天气原因(台风、暴雨等)',
    employerSuspended: '用工主体被暂停',
    notSignedInTime: '没有在规定时间内签合同',
    noLawfulContract: '按规定不能签合同',
    postingWithdrawn: '需求已撤回',
    postingTakenDown: '需求被下架',
    officerDecision: '主管部门处理',
  },
  'engagement.breakOff': {
    rain: '下雨等天气原因停工',
    injury: '受伤或身体不适',
    sentHome: '雇主让提前回去',
    walkedOff: '自己提前离开',
    workDone: '活提前干完了',
  },
  'engagement.markNoShow': {
    didNotCome: '到点没来',
    noAnswer: '没来,电话也打不通',
    deadlinePassed: '超过时间没有签到',
  },
  'engagement.dispute': {
    hoursWrong: '工时不对',
    payWrong: '工钱不对',
    workNotDone: '活没干完或质量不行',
    damage: '有损坏',
    other: '其他',
  },
  'engagement.resolve': { agreed: '双方谈妥', decided: '调解决定', withdrawn: '撤回异议' },
  'engagement.void': { neverWorked: '查实没有上工', madeInError: '单子开错了' },
  'posting.return': {
    missingContent: '内容不全',
    discriminatory: '含有歧视内容',
    feeDemand: '向劳动者收费或押金',
    belowMinimumWage: '低于最低工资',
    unlawfulWork: '工作内容不合法',
    contactInText: '正文里夹带联系方式',
    notCredible: '内容不真实',
    duplicate: '重复发布',
    other: '其他',
  },
  'posting.withdraw': { noNeed: '不招了', madeInError: '写错了,重新发', rescheduled: '时间改了' },
  'posting.takeDown': {
    reported: '有人举报,查证属实',
    screenedLater: '事后复核发现问题',
    employerSuspended: '用工主体被暂停',
  },
  'timesheet.correct': {
    arrivedLate: '晚到',
    leftEarly: '早走',
    breakLonger: '中间休息多',
    overtime: '加班了',
    forgotToCheckOut: '忘记签退',
    other: '其他',
  },
  'timesheet.dispute': {
    hoursWrong: '工时不对',
    payWrong: '工钱不对',
    workNotDone: '活没干完或质量不行',
    damage: '有损坏',
    other: '其他',
  },
  'timesheet.void': { neverWorked: '查实没有上工', madeInError: '单子开错了' },
  'payout.fail': {
    walletUnverified: '微信零钱未实名',
    accountWrong: '账户信息不对',
    personDidNotTap: '超过时间没有点收款',
    railRefused: '付款方退回',
  },
  'dispute.decide': { agreed: '双方谈妥', decided: '调解决定' },
  'trouble.raise': { cannotFind: '找不到地方', nobodyThere: '老板不在', injured: '受伤了', notPaid: '不给钱' },
  'trouble.solve': {
    found: '找到地方、见到人了',
    treated: '已就医或不用就医',
    paid: '工钱付了或说好了',
    disputeOpened: '转异议调解',
    handedOn: '转有关部门办理',
    notNeeded: '不用帮忙了',
    other: '其他',
  },
  'site.suspend': {
    renovation: '装修、维修',
    venueLost: '场地到期或收回',
    noStaff: '没有人手',
    safety: '安全整改',
    ordered: '上级要求停开',
    other: '其他',
  },
  'site.close': {
    merged: '合并到别的站点',
    venueLost: '场地到期或收回',
    operatorLeft: '运营机构退出',
    removed: '动态退出',
    madeInError: '登记错了',
    other: '其他',
  },
  'employer.suspend': { arrears: '拖欠工资', falsePosting: '发布虚假信息', feeDemand: '向劳动者收费', other: '其他' },
  'employer.restore': { corrected: '已改正', appeal: '申诉成立' },
} as const satisfies Record<string, Record<string, string>>
export type ReasonSubject = keyof typeof reasons

/** The Chinese words of a reason code; the code itself where it is unknown. */
export function reasonLabel(subject: string, code: string): string {
  const table = (reasons as Record<string, Record<string, string>>)[subject]
  return table?.[code] ?? code
}
