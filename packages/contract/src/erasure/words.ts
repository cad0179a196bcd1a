/** Records that a law keeps after a person asks to be erased, and how people say what is in them. */
export const keptParts = {
  work: '接过的活:工时、签到、异议、求助',
  contract: '合同和签署记录',
  ledger: '工钱:工资台账、发放、工资单、代扣税',
  voucher: '算进站点补助的推荐记录',
} as const
export type KeptPart = keyof typeof keptParts

/** What keeps somebody from being erased for now; `{count}` is how many. */
export const erasureBlockers = {
  workAhead: '还有{count}个活没干完、没结清。干完、到账或者取消以后再来。',
  wageUnpaid: '还有{count}笔工钱没到账。到账以后再来,没给的可以到“工资”里催。',
  answerOpen: '还有{count}个报名或邀约没有答复。先撤回或谢绝,再来。',
  disputeOpen: '还有{count}个异议没有了结。了结以后再来。',
  troubleOpen: '还有{count}件求助没有解决。解决以后再来。',
  loanOut: '还有{count}样从站点借的东西没还。还了以后再来。',
  ownerOf: '您还是{count}个用工单位的负责人。先把单位交给别人,再来。',
} as const
export type ErasureBlocker = keyof typeof erasureBlockers

/** What is deleted at once, as people say it. */
export const erasedAtOnce = [
  '手机号,所有登录',
  '住在哪里、会干什么、什么时候有空',
  '证书和证书照片',
  '就业困难认定、需要的照顾',
  '银行卡、微信收款、微信提醒',
  '通知、短信记录、评价里写的话',
  '报名、邀约里的姓名,班组、想再请我的单位',
] as const
