import { cockpitEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { listCockpitRows, readCockpit } from './actions/read-cockpit.ts'

export const cockpitRoutes = serve(cockpitEndpoints, {
  getCockpit: (ctx, { query }) => readCockpit(ctx, query.county),
  listCockpitRows: (ctx, { query }) => listCockpitRows(ctx, query),
})
