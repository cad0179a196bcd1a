import { errorCatalogue } from '../errors.ts'

export const seekersErrors = errorCatalogue({
  WorkerProfileMissing: { status: 404, message: '还没有填过找活资料,先填会干什么活、住在哪里,就能找活了。' },
  TownUnknown: { status: 422, message: '没有找到这个乡镇(街道),请从列表里选一个。' },
  NeedUnknown: { status: 422, message: '有的需要不在列表里,请从列表里选,别的可以写在备注里。' },
  HardToEmployInvalid: { status: 422, message: '登记不了,请看下面的原因,改好再登记,已填的都还在。' },
  CrewFull: { status: 409, message: '班组最多{size}人,已经满了。' },
  CrewInvitationGone: { status: 409, message: '这个邀请已经处理过,或者带班已经收回。' },
})
