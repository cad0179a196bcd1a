import { recognitionEndpoints, siteKindLabels } from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { serve } from '../../kernel/http/serve.ts'
import { recognisedRoll, subsidiesInNotice } from '../programmes/index.ts'
import * as lodging from './actions/lodge-recognition.ts'
import * as moving from './actions/move-recognition.ts'
import { recordInspection } from './actions/record-inspection.ts'
import * as store from './store.ts'
import { lines, recognitionView, standardView } from './view.ts'

function afterOf(text: string | undefined): [string, string] | null {
  const [day, id] = text?.split('|') ?? []
  if (day === undefined || id === undefined) return null
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && /^[0-9a-f-]{36}$/.test(id)
    ? [day, id]
    : null
}

const noDay = '2999-12-31'

async function list(
  ctx: Ctx,
  query: {
    state?: string | undefined
    siteId?: string | undefined
    waiting?: 'true' | undefined
    after?: string | undefined
    limit: number
  },
) {
  const { state, siteId, waiting, after, limit } = query
  const rows = await store.listRecognitions(ctx, {
    state,
    siteId,
    waiting: waiting === 'true',
    after: afterOf(after),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { items: await lines(ctx, shown), next: last ? `${last.due_on ?? noDay}|${last.id}` : null }
}

/** What is in public notice: recognitions and subsidies, those that end first at the top. */
async function publicNotices(ctx: Ctx, county: string | undefined) {
  const units = new Map(reportingUnits().map(({ code, name }) => [code, name]))
  const recognitions = (await store.recognitionsInNotice(ctx, county ?? null)).map((row) => ({
    id: row.id,
    what: 'recognition' as const,
    title: '拟认定站点公示',
    siteName: row.site_name,
    countyName: units.get(row.county) ?? '',
    amountFen: null,
    from: row.notice_from,
    to: row.notice_to,
  }))
  const subsidies = (await subsidiesInNotice(ctx, county ?? null)).map((row) => ({
    id: row.id,
    what: 'subsidy' as const,
    title: row.what === 'oneOff' ? '拟发一次性运维补助公示' : `拟发${row.year}年度绩效补助公示`,
    siteName: row.site_name,
    countyName: units.get(row.county) ?? '',
    amountFen: row.amount_fen,
    from: row.notice_from,
    to: row.notice_to,
  }))
  return { items: [...recognitions, ...subsidies].toSorted((a, b) => a.to.localeCompare(b.to)) }
}

export const recognitionRoutes = serve(recognitionEndpoints, {
  getSiteStandard: async (ctx, { params }) => ({
    items: (await lodging.readStandard(ctx, params.siteId)).map(standardView),
  }),
  getRecognitionForm: (ctx, { params }) => lodging.readForm(ctx, params.siteId),
  lodgeRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await lodging.lodgeRecognition(ctx, params.siteId, body.typed)),
  listRecognitions: (ctx, { query }) => list(ctx, query),
  getRecognition: async (ctx, { params }) =>
    recognitionView(ctx, (await store.findRecognition(ctx, params.recognitionId)) ?? refuse('NotFound')),
  returnRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.returnRecognition(ctx, params.recognitionId, body.missing)),
  resubmitRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await lodging.resubmitRecognition(ctx, params.recognitionId, body.typed)),
  acceptRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.acceptRecognition(ctx, params.recognitionId, body)),
  recordInspection: async (ctx, { params, body }) =>
    recognitionView(ctx, await recordInspection(ctx, params.recognitionId, body)),
  publishRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.publishRecognition(ctx, params.recognitionId, body)),
  recordObjection: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.recordObjection(ctx, params.recognitionId, body)),
  decideObjection: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.decideObjection(ctx, params.recognitionId, params.objectionId, body)),
  recogniseSite: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.recogniseSite(ctx, params.recognitionId, body)),
  recordRecognitionAtCity: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.recordAtCity(ctx, params.recognitionId, body)),
  refuseRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.endRecognition(ctx, params.recognitionId, 'refuse', body.reason)),
  withdrawRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.endRecognition(ctx, params.recognitionId, 'withdraw', body.reason)),
  revokeRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.endRecognition(ctx, params.recognitionId, 'revoke', body.reason)),
  appealRecognition: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.appealRecognition(ctx, params.recognitionId, body.words)),
  decideAppeal: async (ctx, { params, body }) =>
    recognitionView(ctx, await moving.decideAppeal(ctx, params.recognitionId, body)),
  listRecognisedSites: async (ctx, { query }) => {
    const { county = null, after, limit } = query
    const rows = await recognisedRoll(ctx, { county, after: afterOf(after), limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    const names = new Map(reportingUnits().map(({ code, name }) => [code, name]))
    return {
      items: shown.map((row) => ({
        siteId: row.site_id,
        siteName: row.site_name,
        siteKindLabel: siteKindLabels[row.kind],
        county: row.county,
        countyName: names.get(row.county) ?? '',
        number: row.number,
        recognisedOn: row.recognised_on,
        cityRecordedOn: row.city_recorded_on,
        endedOn: row.ended_on,
      })),
      next: last ? `${last.city_recorded_on}|${last.site_id}` : null,
    }
  },
  listPublicNotices: (ctx, { query }) => publicNotices(ctx, query.county),
})
