import { errorCatalogue } from '../errors.ts'

export const referralsErrors = errorCatalogue({
  RelativeDeclared: { status: 409, message: '这个人已经申报过,不用再报。' },
  ReferralUnderway: { status: 409, message: '还没干完或者没干成,现在不用核定。' },
  ReferralCountedElsewhere: {
    status: 409,
    message: '这个人同一天在同一家已经算过一次(可能是别的站点、别的县),不能再算。要改算这一条,先把那一条定为不计数。',
  },
  ReferralRowsWrong: { status: 409, message: '选的记录里有不属于这条提示的,请刷新后再选。' },
  ReferralNotAsked: { status: 409, message: '这条记录现在没有人问,不用说明。' },
})
