import { errorCatalogue } from '../errors.ts'

export const assessmentsErrors = errorCatalogue({
  AssessmentYearAhead: { status: 409, message: '{year}年还没有到,不能开始考核。' },
  AssessmentItemsWrong: { status: 422, message: '打分没有填对,有问题的都列在下面,已填的都还在。' },
  AssessmentSelfFirst: { status: 409, message: '站点还没有自评,自评到{day}截止,过了期限才能直接评分。' },
  AssessmentNotDrawn: { status: 409, message: '这份考核没有抽中,不用抽查;要改分的,请县级重新评分。' },
  AssessmentTooLittleKnown: {
    status: 409,
    message: '有分可计的项目一共只有{known}分,至少要{needed}分才能定星级。请把没有数据的项目现场看了再打分。',
  },
  AssessmentObjectionOpen: { status: 409, message: '还有异议没有处理完,先处理异议。' },
  AssessmentNoticeOver: { status: 409, message: '公示期外收到的意见,请按投诉办理。' },
  AssessmentObjectionClosed: { status: 409, message: '这条异议已经处理过了。' },
  AssessmentMethodOutside: { status: 422, message: '本县分值要在市里的考核项目以内,有问题的都列在下面。' },
  AssessmentMethodLate: { status: 409, message: '{year}年的考核已经开始,分值不能再改。' },
  ImprovementOpen: { status: 409, message: '这次考核已经有一份整改通知在办,先办完。' },
})
