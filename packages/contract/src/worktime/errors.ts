import { errorCatalogue } from '../errors.ts'

export const worktimeErrors = errorCatalogue({
  CheckInTooEarly: { status: 409, message: '还没到签到时间,{from}起可以签到。' },
  CheckInTooLate: {
    status: 409,
    message: '这个班{until}就结束了,不能再签到。已经去干了活的,请找用工方补记,或到附近的零工驿站请人帮忙。',
  },
  CheckCodeInvalid: { status: 410, message: '这个码过期了或换过了,请扫用工方手机上最新的码。' },
  NotYourShift: { status: 404, message: '您没有接这个班的活。如果走错了地方,请看“我的活”里的地点。' },
  NotConcluded: {
    status: 409,
    message: '合同还没签。请先签合同:收一条验证码,输进去就好;没带手机的请找带班或驿站帮忙。',
  },
  LocationTooFar: {
    status: 409,
    message: '您离干活的地方还有约{distance}(要在{radius}米以内)。请走近些再签,或扫用工方的码,或请带班帮您记。',
  },
  LocationTooVague: {
    status: 409,
    message: '手机定位不准(误差约{accuracy}米)。请到空旷的地方再试,或扫用工方的码,或请带班帮您记。',
  },
  HoursNotWaiting: { status: 409, message: '这份工时现在不用确认,请刷新看看最新状态。' },
  CorrectionTooLate: { status: 409, message: '过了可以改工时的时间({minutes}分钟)。有不同意见请在“有问题”里提出。' },
  OwnCorrection: { status: 409, message: '这是您自己改的,要等对方确认。' },
  PiecesMissing: { status: 409, message: '这个活是计件的,请先填干了多少,再确认。' },
  PiecesNotAsked: { status: 409, message: '这个活不是计件的,不用记数量。' },
})
