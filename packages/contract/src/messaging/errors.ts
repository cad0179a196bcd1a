import { errorCatalogue } from '../errors.ts'

export const messagingErrors = errorCatalogue({
  NoticeAlwaysSent: { status: 409, message: '这一类短信关系到您的权益和账号安全,不能关。' },
})
