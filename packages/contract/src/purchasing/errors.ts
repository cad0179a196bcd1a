import { errorCatalogue } from '../errors.ts'

export const purchasingErrors = errorCatalogue({
  ServiceTermsWrong: { status: 422, message: '合同内容没有填对,有问题的都列在下面,已填的都还在。' },
  ServiceTermsFixed: { status: 409, message: '这份合同已经评估过,价款和指标不能再改。要改请签补充合同,另外登记。' },
  ServiceTermsMissing: { status: 409, message: '这份合同还没有登记价款和指标,先补登记,再评估。' },
  ServicePeriodRunning: { status: 409, message: '这一期到{until}才结束,{until}以后再评估。' },
  ServicePeriodsDone: { status: 409, message: '这份合同各期都评估过了。' },
  ServiceItemsWrong: { status: 422, message: '评估没有填对,有问题的都列在下面,已填的都还在。' },
  ServiceObjectionTime: { status: 409, message: '承接机构{until}以前可以提异议,过了这天,或它提了异议以后,再决定。' },
  ServiceObjectionOver: { status: 409, message: '提异议的期限{until}已过,有意见请直接联系县人社局。' },
  ServiceTooLittleKnown: {
    status: 409,
    message: '有数据的指标权重一共只有{known},至少要{needed}。请把没有数据的指标现场核实了再决定。',
  },
  ServiceNeedsOtherPerson: { status: 409, message: '这一期评估是您做的,要请另一位来决定。' },
  ServiceNotFailed: { status: 409, message: '还没有评估不合格的一期,不能按“评估结果不合格”退出。' },
  ServiceNothingToPay: { status: 409, message: '这一期没有应付的钱,不用占用指标。' },
})
