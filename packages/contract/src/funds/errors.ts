import { errorCatalogue } from '../errors.ts'

export const fundsErrors = errorCatalogue({
  FundTargetsWrong: { status: 422, message: '绩效目标没有填对,有问题的都列在下面,已填的都还在。' },
  FundNoAppropriation: {
    status: 409,
    message: '{year}年还没有登记资金指标。请财政局先登记指标(下达文号和金额),再定绩效目标。',
  },
  FundTargetsMissing: { status: 409, message: '{year}年还没有定绩效目标,先定目标,再自评。' },
  FundYearRunning: { status: 409, message: '{year}年还没过完,到{from}再自评。' },
  FundItemsWrong: { status: 422, message: '自评没有填完,有问题的都列在下面,已填的都还在。' },
  FundTooLittleKnown: {
    status: 409,
    message: '有数据的指标权重一共只有{known},至少要{needed}。请把没有数据的指标核实了填上再自评。',
  },
  FundNeedsOtherPerson: { status: 409, message: '自评是您做的,要请财政局的另一位来确认。' },
  FundEvaluationMissing: { status: 409, message: '人社局还没有自评,自评以后再确认。' },
  FundEvaluationConfirmed: { status: 409, message: '财政局已经确认,目标和自评不能再改。' },
})
