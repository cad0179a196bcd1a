import { errorCatalogue } from '../errors.ts'

export const dispatchErrors = errorCatalogue({
  WrongFillMode: { status: 409, message: '这个活不是用这种方式招人的,请按页面上的按钮来。' },
  HeldByDispatch: { status: 409, message: '这些名额平台正在问合适的人,有多出来的会放出来。可以先看看别的活。' },
  ShiftNotOffered: { status: 409, message: '这个活已经不招人了,看看别的吧。' },
  ShiftStarted: { status: 409, message: '这个班已经开工了,不能再接。' },
  WorkerNotEligible: { status: 409, message: '您现在还不能接这个活,原因如下。' },
  AlreadyApplied: { status: 409, message: '您已经报过名了,等用工方答复就好。' },
  TooManyApplications: { status: 409, message: '您同时报名的活太多了(最多{max}个),先等等答复或取消几个。' },
  OfferGone: { status: 410, message: '这个邀约已经过期或撤回了,看看别的活吧。' },
  PlacesLeft: { status: 409, message: '这个活还有名额,不用候补,现在就可以接。' },
  ApplicationGone: { status: 410, message: '这个报名已经撤回或过期了。' },
  CrewMemberNotAgreed: { status: 409, message: '有人还没同意加入班组,请先让本人点同意。' },
  CallTaken: { status: 409, message: '同事正在打这个电话,先打下一个吧。' },
  NobodyToInvite: { status: 409, message: '选的人现在都邀请不了,看看原因,或者换别的人。' },
})
