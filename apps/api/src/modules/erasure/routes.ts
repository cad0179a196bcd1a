import { erasureEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { askErasure, readErasure, requestErasureCode } from './actions/ask-erasure.ts'

export const erasureRoutes = serve(erasureEndpoints, {
  getErasure: (ctx) => readErasure(ctx),
  requestErasureCode: (ctx) => requestErasureCode(ctx),
  askErasure: (ctx, { body }) => askErasure(ctx, body.code),
})
