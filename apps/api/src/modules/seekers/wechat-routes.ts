import { wechatEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { allowWechatMessage, readWechatMessages } from './actions/wechat-messages.ts'

export const wechatRoutes = serve(wechatEndpoints, {
  getWechatMessages: (ctx) => readWechatMessages(ctx),
  allowWechatMessage: (ctx, { body }) => allowWechatMessage(ctx, body.code),
})
