import { errorCatalogue } from '../errors.ts'

export const seekersErrors = errorCatalogue({
  WorkerProfileMissing: { status: 404, message: '还没有填过找活资料,先填会干什么活、住在哪里,就能找活了。' },
  TownUnknown: { status: 422, message: '没有找到这个乡镇(街道),请从列表里选一个。' },
  NeedUnknown: { status: 422, message: '有的需要不在列表里,请从列表里选,别的可以写在备注里。' },
  HardToEmployInvalid: { status: 422, message: '登记不了,请看下面的原因,改好再登记,已填的都还在。' },
  QualificationInvalid: { status: 422, message: '证书有几处要改一下,请看下面的原因,已填的都还在。' },
  QualificationIncomplete: { status: 422, message: '还差几样,补上就能交,请看下面。' },
  QualificationFixed: { status: 409, message: '这张证已经交了,正在核验或已经核验,不能再改。要换新证,请另加一张。' },
  WechatCodeInvalid: { status: 422, message: '微信没有认出这部手机,请再点一次。没弄成也不要紧,照样发短信。' },
  WechatSilent: { status: 503, message: '微信现在没有回应,请过几分钟再点一次。没弄成也不要紧,照样发短信。' },
  WechatMessagesAbsent: { status: 409, message: '本地还没有开通微信提醒,有活照样发短信。' },
  CrewPersonNotFound: {
    status: 404,
    message: '没有对上这个人。姓名、手机号要和他在平台登记的一样;还没登记的,请他先用手机号登录、登记一下,再来叫他。',
  },
  CrewFull: { status: 409, message: '班组最多{size}人,已经满了。' },
  CrewInvitationGone: { status: 409, message: '这个邀请已经处理过,或者带班已经收回。' },
})
