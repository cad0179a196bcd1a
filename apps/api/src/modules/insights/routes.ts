import { insightsEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { readOverview } from './actions/overview.ts'
import { readToDos } from './actions/to-dos.ts'

export const insightsRoutes = serve(insightsEndpoints, {
  getToDos: (ctx, { query }) => readToDos(ctx, query.employerId),
  getOverview: (ctx, { query }) => readOverview(ctx, query.county),
})
