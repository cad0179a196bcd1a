import { cockpitEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { cockpitKeeper, listCockpitRows } from './actions/read-cockpit.ts'

export function cockpitRoutes() {
  const readCockpit = cockpitKeeper()
  return serve(cockpitEndpoints, {
    getCockpit: (ctx, { query }) => readCockpit(ctx, query),
    listCockpitRows: (ctx, { query }) => listCockpitRows(ctx, query),
  })
}
