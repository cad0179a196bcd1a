import { assessmentResults, assessmentsEndpoints } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { serve } from '../../kernel/http/serve.ts'
import * as stars from './actions/decide-stars.ts'
import * as improving from './actions/improve.ts'
import * as opening from './actions/open-assessments.ts'
import * as scoring from './actions/score.ts'
import { found } from './found.ts'
import * as store from './store.ts'
import { readTable } from './table.ts'
import { assessmentView, improvementView, lineView, tableView, unitNames } from './view.ts'

const noDay = '2999-12-31'

function afterOf(text: string | undefined): [string, string] | null {
  const [day, id] = text?.split('|') ?? []
  if (day === undefined || id === undefined) return null
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && /^[0-9a-f-]{36}$/.test(id) ? [day, id] : null
}

const view = async (ctx: Ctx, row: store.AssessmentRow) => assessmentView(ctx, row)

export const assessmentsRoutes = serve(assessmentsEndpoints, {
  getAssessmentTable: async (ctx, { query }) => tableView(await readTable(ctx, query.county, query.year)),
  recordAssessmentMethod: async (ctx, { body }) => {
    await opening.recordMethod(ctx, body)
    return tableView(await readTable(ctx, body.county, body.year))
  },
  openAssessments: (ctx, { body }) => opening.openAssessments(ctx, body),
  drawAssessments: (ctx, { body }) => scoring.drawAssessments(ctx, body),
  listAssessments: async (ctx, { query }) => {
    const { year, state, siteId, waiting, after, limit } = query
    const asked = { year, state, siteId, waiting: waiting === 'true', after: afterOf(after), limit: limit + 1 }
    const rows = await store.listAssessments(ctx, asked)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    const units = unitNames()
    return {
      items: shown.map((row) => lineView(ctx, row, units)),
      next: last ? `${last.due_on ?? noDay}|${last.id}` : null,
    }
  },
  getAssessment: async (ctx, { params }) => view(ctx, await found(ctx, params.assessmentId)),
  selfAssess: async (ctx, { params, body }) =>
    view(ctx, await scoring.selfAssess(ctx, params.assessmentId, body.items)),
  scoreAssessment: async (ctx, { params, body }) =>
    view(ctx, await scoring.scoreAssessment(ctx, params.assessmentId, body)),
  checkAssessment: async (ctx, { params, body }) =>
    view(ctx, await scoring.checkAssessment(ctx, params.assessmentId, body)),
  publishAssessment: async (ctx, { params, body }) =>
    view(ctx, await stars.publishAssessment(ctx, params.assessmentId, body)),
  recordAssessmentObjection: async (ctx, { params, body }) =>
    view(ctx, await stars.recordObjection(ctx, params.assessmentId, body)),
  decideAssessmentObjection: async (ctx, { params, body }) =>
    view(ctx, await stars.decideObjection(ctx, params.assessmentId, params.objectionId, body)),
  scoreAgain: async (ctx, { params, body }) => view(ctx, await stars.scoreAgain(ctx, params.assessmentId, body.reason)),
  revokeStars: async (ctx, { params, body }) =>
    view(ctx, await stars.revokeStars(ctx, params.assessmentId, body.reason)),
  orderImprovement: async (ctx, { params, body }) =>
    view(ctx, await improving.orderImprovement(ctx, params.assessmentId, body.items)),
  reportImprovement: async (ctx, { params, body }) =>
    improvementView(ctx, await improving.reportImprovement(ctx, params.improvementId, body.words)),
  acceptImprovement: async (ctx, { params, body }) =>
    improvementView(ctx, await improving.acceptImprovement(ctx, params.improvementId, body)),
  sendBackImprovement: async (ctx, { params, body }) =>
    improvementView(ctx, await improving.sendBackImprovement(ctx, params.improvementId, body.reason)),
  failImprovement: async (ctx, { params, body }) =>
    improvementView(ctx, await improving.failImprovement(ctx, params.improvementId, body.reason, body.remove)),
  listSiteStars: async (ctx, { query }) => {
    const units = unitNames()
    const rows = await store.publishedStars(ctx, query.year, query.county ?? null)
    return {
      items: rows.map((row) => ({
        siteId: row.site_id,
        siteName: row.site_name,
        countyName: units.get(row.county) ?? '',
        stars: row.stars,
        result: row.result,
        resultLabel: assessmentResults[row.result],
        state: row.state,
        noticeTo: row.state === 'inNotice' ? row.notice_to : null,
      })),
    }
  },
})
