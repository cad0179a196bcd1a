import { errorCatalogue } from '../errors.ts'

export const sitesErrors = errorCatalogue({
  SiteNameTaken: { status: 409, message: '这个名称已经有站点在用,请换一个地名或行业,让人分得清。' },
  SiteNameWrong: { status: 422, message: '站点名称不合规则,请按下面的建议改。' },
  SiteFactsWrong: { status: 422, message: '有几处填得不对,改好后再提交,已填的内容都还在。' },
  SiteClosed: { status: 409, message: '这个站点已经关闭,不能再改。' },
  SiteNotReady: { status: 409, message: '还不能开门,缺的都列在下面,补齐再开。' },
  SiteStaffFundedTwice: {
    status: 409,
    message: '这个人的岗位在这段时间已经由财政资金付过(统筹不重复)。请核对来源,或先结束那一份。',
  },
  SiteStaffThere: { status: 409, message: '这个人在这段时间已经登记在本站。' },
  SiteClosureOverlaps: { status: 409, message: '这几天已经公告过放假,请先取消原来的公告或改日期。' },
  SiteDayAhead: { status: 422, message: '只能记今天和以前的日子。' },
  SiteToolAllLent: { status: 409, message: '这一样都借出去了,等还回来再借。' },
  SiteToolLent: { status: 409, message: '借出去的比您填的数量还多,请先收回。' },
  OperatorRecorded: { status: 409, message: '这个统一社会信用代码已经登记过,请直接选用。' },
})
