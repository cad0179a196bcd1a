import { insightsEndpoints, marketEndpoints, siteDayEndpoints, sitingEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { figuresKeeper } from './actions/figures.ts'
import { listOverviewRows, readOverview, readOverviewByCounty } from './actions/overview.ts'
import { readSiteDay } from './actions/site-day.ts'
import { readMarket } from './actions/market.ts'
import { readOwnRecords, type FieldOf } from './own-records.ts'
import { sitingKeeper } from './actions/siting.ts'
import { readToDos } from './actions/to-dos.ts'

export function insightsRoutes(fieldOf: FieldOf) {
  const readFigures = figuresKeeper()
  return serve(insightsEndpoints, {
    getToDos: (ctx, { query }) => readToDos(ctx, query.employerId),
    getMyRecords: (ctx) => readOwnRecords(ctx, fieldOf),
    getOverview: (ctx, { query }) => readOverview(ctx, query.county),
    getOverviewByCounty: (ctx) => readOverviewByCounty(ctx),
    listOverviewRows: (ctx, { query }) => listOverviewRows(ctx, query),
    getFigures: (ctx) => readFigures(ctx),
  })
}

export const marketRoutes = serve(marketEndpoints, {
  getMarket: (ctx, { query }) => readMarket(ctx, query.county),
})

export const siteDayRoutes = serve(siteDayEndpoints, {
  getSiteDay: (ctx, { params, query }) => readSiteDay(ctx, params.siteId, query.day),
})

export function sitingRoutes() {
  const readSiting = sitingKeeper()
  return serve(sitingEndpoints, { getSiting: (ctx, { query }) => readSiting(ctx, query) })
}
