import { errorCatalogue } from '../errors.ts'

export const payrollErrors = errorCatalogue({
  EscrowAlreadyAsked: { status: 409, message: '这个需求已经办了工资托管,请看托管账号和到账情况。' },
  PostingNotOpenForEscrow: { status: 409, message: '这个需求现在不能办托管,请在需求发布以后、结束以前办理。' },
  WageAlreadyPaid: { status: 409, message: '这笔工资已经发过了,不会再发一次。' },
  WageAlreadyOnItsWay: { status: 409, message: '这笔工资正在发放,请等结果出来再办;没发成会自动换一种方式再发。' },
  WageInEscrow: { status: 409, message: '这笔工资已经有托管的钱,会从托管账户发,不用再付现金。' },
  WagesOfSeveralPeople: { status: 422, message: '一次只能登记一家用工主体付给一个人的工资,请分开登记。' },
  PayslipNotReady: { status: 409, message: '工资单正在生成,请过一会儿再打开。' },
  BankAccountInvalid: { status: 422, message: '银行卡号不对,请对照社保卡(银行卡)上的号码再填一次。' },
  WalletCodeInvalid: { status: 422, message: '微信没有认出这部手机,请再点一次“绑定微信零钱”。' },
  WalletSilent: { status: 503, message: '微信现在没有回应,请过几分钟再点一次;着急的可以先填银行卡。' },
  WalletBindingAbsent: { status: 409, message: '本地还没有开通绑定微信,请填社保卡(银行卡)收钱。' },
  PayWayMissing: { status: 422, message: '请至少填一种收款方式:微信,或社保卡(银行卡)卡号。' },
})
