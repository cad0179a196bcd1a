import { messagingEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { changePreference, markNoticesRead, readNotices, readPreferences } from './actions/read-notices.ts'
import { takeReceipts } from './actions/send-sms.ts'

export const messagingRoutes = serve(messagingEndpoints, {
  listNotices: (ctx, { query }) => readNotices(ctx, query),
  markNoticesRead: (ctx, { body }) => markNoticesRead(ctx, body),
  getNoticePreferences: (ctx, { query }) => readPreferences(ctx, query.employerId),
  putNoticePreference: (ctx, { params, body }) => changePreference(ctx, params.topic, body),
  takeSmsReceipts: (ctx, { params, rawBody }) => takeReceipts(ctx, params.token, rawBody),
})
