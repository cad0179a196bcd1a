import { insightsEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { readOverview } from './actions/overview.ts'

export const insightsRoutes = serve(insightsEndpoints, {
  getOverview: (ctx, { query }) => readOverview(ctx, query.county),
})
