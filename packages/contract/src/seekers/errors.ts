import { errorCatalogue } from '../errors.ts'

export const seekersErrors = errorCatalogue({
  WorkerProfileMissing: { status: 404, message: '还没有填过找活资料,先填会干什么活、住在哪里,就能找活了。' },
  TownUnknown: { status: 422, message: '没有找到这个乡镇(街道),请从列表里选一个。' },
  CrewFull: { status: 409, message: '班组最多{size}人,已经满了。' },
  CrewInvitationGone: { status: 409, message: '这个邀请已经处理过,或者带班已经收回。' },
})
