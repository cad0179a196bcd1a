import { errorCatalogue } from '../errors.ts'

export const reportsErrors = errorCatalogue({
  QuarterNotOver: { status: 409, message: '{quarter}还没有结束,{day}以后才能汇总。' },
  ReportMissing: { status: 404, message: '这个季度还没有汇总,先汇总再填。' },
  ReportSigned: { status: 409, message: '这份季报已经签发,不能直接改。要改的,写明原因重报一版。' },
  ReportNotSigned: { status: 409, message: '这份季报还没有签发,直接改就行,不用重报。' },
  ReportSignedByAnother: { status: 409, message: '这份季报是您汇总的,请另一位工作人员核对后签发。' },
  ReportIncomplete: { status: 409, message: '还不能签发,缺的都列在下面。' },
  FigureUnknown: { status: 422, message: '季报里没有这个数。' },
  NothingToMerge: { status: 409, message: '这个季度还没有县(市、区)签发季报,不能汇总全市。' },
  TargetWrong: { status: 422, message: '任务数没有填对,有问题的都列在下面。' },
})
