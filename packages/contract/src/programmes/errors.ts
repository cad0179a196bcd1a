import { errorCatalogue } from '../errors.ts'

export const programmesErrors = errorCatalogue({
  SubsidyNotDue: { status: 409, message: '现在还不能申报这笔补助,原因都列在下面。' },
  SubsidyTakenAlready: {
    status: 409,
    message: '这个站点、这个地方或同一家机构的这笔补助已经有一份申请或已发过,不能再报。有疑问请联系县人社局核对。',
  },
  SubsidyDuringPurchasedService: {
    status: 409,
    message: '这段时间正在执行政府购买服务,不能同时享受奖补。购买服务结束后再申报。',
  },
  SiteSubsidisedThen: {
    status: 409,
    message: '这段时间里这个站点已经申报或领取奖补,购买服务的日期不能和它重叠。请改日期,或先办理退回。',
  },
  SubsidyNeedsOtherPerson: { status: 409, message: '经办、复核、审批要由三个人办,您已经办过前面的一步,请另一位来办。' },
  SubsidyNoticeOver: { status: 409, message: '现在不在公示期,不能再记异议。有问题请按信访、举报的途径反映。' },
  SubsidyObjectionClosed: { status: 409, message: '这条异议已经处理过了。' },
  AppropriationExhausted: {
    status: 409,
    message: '这笔指标剩下的钱不够({left}元),请换一笔指标,或先补下达。',
  },
  AppropriationWrong: { status: 409, message: '这笔指标不是本县的,请重新选择。' },
  CarriedTooMuch: { status: 409, message: '上年这笔指标只剩{left}元可以结转,请核对金额。' },
  AppropriationRecorded: { status: 409, message: '这个年度的这个文号已经登记过了。' },
  PurchasedServiceRecorded: { status: 409, message: '这个合同编号已经登记过了。' },
  CountyAmountRecorded: { status: 409, message: '这一档在这段日期里已经有本县标准,请先核对日期。' },
  CountyAmountTooLow: { status: 409, message: '各地只能适当提高补助标准,不能低于全市标准{city}元。' },
  PayeeAccountWrong: { status: 422, message: '收款账户不对,请对照开户许可证(或银行回单)再填一次。' },
  PaymentNotReady: { status: 409, message: '有补助还不能放进拨付文件,原因都列在下面。去掉这几笔,或办好再来。' },
  PaymentFileMissing: { status: 409, message: '这笔补助还没有放进拨付文件,先生成拨付文件,再登记凭证。' },
  PaymentUnderWay: {
    status: 409,
    message: '这笔补助已在拨付文件里送银行。要不予通过,请财政先登记退回,或拨付以后追回。',
  },
  VoucherUsed: { status: 409, message: '这个凭证号已经用在另一笔补助上,请核对。' },
})
