/**
 * The closed catalogue of errors: code → HTTP status and a Chinese sentence that says the way out.
 * Codes name the state of things, not the failed act. Clients switch on the code.
 */
export type ErrorEntry = { status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503; message: string }

export function errorCatalogue<const T extends Record<string, ErrorEntry>>(entries: T): T {
  return entries
}

/** One thing wrong with what was entered; `path` is the field, dotted. */
export type Problem = { path: string; code: string; message: string }
/** What every refusal looks like on the wire. */
export type ErrorBody = { code: string; message: string; problems: Problem[] }

export const kernelErrors = errorCatalogue({
  InputInvalid: { status: 400, message: '有几处需要改一下,改好后再提交,已填的内容都还在。' },
  NotSignedIn: { status: 401, message: '请先登录。' },
  PersonNotChosen: { status: 401, message: '这个手机号下有多位,请先选择您是哪一位。' },
  NotFound: { status: 404, message: '没有找到,可能已经撤下,或者不在您的办理范围内。' },
  NotYourDuty: {
    status: 403,
    message: '没有找到,或者您在单位里的身份不能办这件事。请单位负责人来办,或请他改您的身份。',
  },
  RequestIdMissing: { status: 400, message: '请求缺少编号(Idempotency-Key),请更新页面后再试。' },
  RequestIdReused: { status: 409, message: '这个请求编号已经用于别的内容,请刷新页面后再提交。' },
  CsrfTokenWrong: { status: 403, message: '页面已过期,请刷新后再试,已填的内容请先复制保存。' },
  StateConflict: { status: 409, message: '情况刚刚有变化,请刷新看看最新状态。' },
  TransitionNotAllowed: { status: 409, message: '现在这一步还不能办,请看页面上可以办的下一步。' },
  ReasonMissing: { status: 400, message: '请选一个原因。' },
  Overloaded: { status: 429, message: '现在办的人很多,请过几秒再试,不用重新填写。' },
  TooManyTries: { status: 429, message: '试的次数太多了,请歇一会儿再试,或到附近的零工驿站请工作人员帮忙。' },
  PayloadTooLarge: { status: 413, message: '内容太大了,请分开提交。' },
  FileUnreadable: { status: 422, message: '这个文件读不了,请看下面的原因,改好再传。' },
  OutsideServiceDown: {
    status: 503,
    message: '对方系统暂时没有回应,您填的都已保存,请过几分钟再试,或请驿站工作人员代办。',
  },
  ConsentMissing: { status: 403, message: '代办前请先请本人同意并登记(验证码或签字),再继续。' },
  NoPolicyInForce: { status: 422, message: '这一天没有有效的政策规定,暂不能办理,请联系主管部门。' },
})
