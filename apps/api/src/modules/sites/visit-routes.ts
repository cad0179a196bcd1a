import { visitEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { recordVisit } from './actions/record-visit.ts'

export const visitRoutes = serve(visitEndpoints, {
  recordVisit: (ctx, { params, body }) => recordVisit(ctx, params.siteId, body),
})
