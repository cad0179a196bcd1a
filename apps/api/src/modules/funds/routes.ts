import { fundsEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import * as acts from './actions/fund-year.ts'
import { recordLines, yearLines, yearView } from './view.ts'

export const fundsRoutes = serve(fundsEndpoints, {
  listFundYears: (ctx, { query }) => yearLines(ctx, query.year),
  getFundYear: (ctx, { params }) => yearView(ctx, params),
  setFundTargets: async (ctx, { params, body }) => {
    await acts.setTargets(ctx, params, body.targets)
    return yearView(ctx, params)
  },
  evaluateFundYear: async (ctx, { params, body }) => {
    await acts.evaluateYear(ctx, params, body)
    return yearView(ctx, params)
  },
  confirmFundYear: async (ctx, { params, body }) => {
    await acts.confirmYear(ctx, params, body.opinion)
    return yearView(ctx, params)
  },
  listFundRecords: (ctx) => recordLines(ctx),
})
