import { reportsEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import * as compiling from './actions/compile.ts'
import { mergeCityReport } from './actions/merge.ts'
import { readTargets, setTarget } from './actions/targets.ts'
import * as paper from './paper.ts'
import { cityView, listView, reportView } from './view.ts'

const done = { ok: true as const }

export const reportsRoutes = serve(reportsEndpoints, {
  listQuarterlyReports: (ctx, { params }) => listView(ctx, params.quarter),
  getQuarterlyReport: (ctx, { params }) => reportView(ctx, params.county, params.quarter),
  compileQuarterlyReport: async (ctx, { params: { county, quarter } }) => {
    await compiling.compileReport(ctx, county, quarter)
    return reportView(ctx, county, quarter)
  },
  correctFigure: async (ctx, { params, body }) => {
    await compiling.correctFigure(ctx, params, body)
    return reportView(ctx, params.county, params.quarter)
  },
  writeNarrative: async (ctx, { params, body }) => {
    await compiling.writeNarrative(ctx, params, body)
    return reportView(ctx, params.county, params.quarter)
  },
  signQuarterlyReport: async (ctx, { params: { county, quarter } }) => {
    await compiling.signReport(ctx, county, quarter)
    return reportView(ctx, county, quarter)
  },
  restateQuarterlyReport: async (ctx, { params: { county, quarter }, body }) => {
    await compiling.restateReport(ctx, county, quarter, body.reason)
    return reportView(ctx, county, quarter)
  },
  getQuarterlyReportSheet: (ctx, { params }) => paper.reportSheet(ctx, params.county, params.quarter),
  getQuarterlyReportPaper: (ctx, { params }) => paper.reportPaper(ctx, params.county, params.quarter),
  getCityReport: (ctx, { params }) => cityView(ctx, params.quarter),
  mergeCityReport: async (ctx, { params }) => {
    await mergeCityReport(ctx, params.quarter)
    return cityView(ctx, params.quarter)
  },
  getCityReportSheet: (ctx, { params }) => paper.citySheet(ctx, params.quarter),
  getCityReportPaper: (ctx, { params }) => paper.cityPaper(ctx, params.quarter),
  listBuildTargets: (ctx, { query }) => readTargets(ctx, query.year),
  setBuildTarget: async (ctx, { body }) => {
    await setTarget(ctx, body)
    return done
  },
})
