import { sitesEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { getSite, listSites } from './actions/list-sites.ts'

export const sitesRoutes = serve(sitesEndpoints, {
  listSites: (ctx, { query }) => listSites(ctx, query),
  getSite: (ctx, { params }) => getSite(ctx, params.siteId),
})
