import { errorCatalogue } from '../errors.ts'

export const recognitionErrors = errorCatalogue({
  RecognitionIncomplete: { status: 409, message: '还不能申报认定,缺的都列在下面,补齐再报。' },
  RecognitionUnderway: { status: 409, message: '这个站点已经有一份认定申请在办,或者已经认定,不用再报。' },
  RecognitionAskedOnce: {
    status: 409,
    message: '补正只能告知一次(一次性告知)。材料还不行的,请受理后在实地查看时写明,或不予通过并写明原因。',
  },
  InspectionItemsWrong: { status: 422, message: '查看的项目没有填全,缺的都列在下面,已填的都还在。' },
  InspectionFailed: { status: 409, message: '实地查看有必须的项目不符合,不能公示。请整改后再查看一次,或不予通过。' },
  ObjectionOpen: { status: 409, message: '还有异议没有处理完,先处理异议。' },
  ObjectionUpheld: {
    status: 409,
    message: '公示有异议,查证属实,不能认定。请办“不予通过”,原因选“公示有异议,查证属实”。',
  },
  ObjectionClosed: { status: 409, message: '这条异议已经处理过了。' },
  NoticeOver: { status: 409, message: '公示期外收到的意见,请按投诉办理。' },
  AppealTooLate: { status: 409, message: '申诉期已过({day}截止)。有疑问请联系市人社局。' },
  AppealMade: { status: 409, message: '这个决定已经申诉过,不能再次申诉。' },
  AppealMissing: { status: 409, message: '没有等处理的申诉。' },
})
