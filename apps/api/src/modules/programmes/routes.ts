import { programmesEndpoints } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { serve } from '../../kernel/http/serve.ts'
import { requireStaff, rolesOf } from '../../kernel/rights.ts'
import { operatorFacts, siteFacts } from '../sites/index.ts'
import * as hearing from './actions/hear-objections.ts'
import { listSubsidySteps } from './actions/list-steps.ts'
import { judgeSubsidy, lodgeSubsidy } from './actions/lodge-subsidy.ts'
import * as moving from './actions/move-subsidy.ts'
import * as paying from './actions/pay-subsidies.ts'
import * as recording from './actions/record-money.ts'
import { waitingStates } from './rules.ts'
import { listAppropriations, listPurchasedServices } from './store-money.ts'
import { findSubsidy, listSubsidies } from './store.ts'
import { findFile, listFiles, payeesOf } from './store-payments.ts'
import {
  appropriationView,
  decisionView,
  payeeView,
  paymentFileViews,
  purchasedServiceView,
  subsidyView,
  subsidyViews,
  wholeSubsidyView,
} from './view.ts'

/** The directory of sites is public; what concerns its money is for its own people and its county (or the city). */
async function requireOwnSite(ctx: Ctx, siteId: string): Promise<void> {
  const site = (await siteFacts(ctx, siteId)) ?? refuse('NotFound')
  const { posts } = requireStaff(ctx.actor)
  const own = posts.some((post) => post.siteId === siteId || (post.siteId === null && post.county === site.county))
  if (!own && !posts.some((post) => post.siteId === null && post.county === null)) refuse('NotFound')
}

function afterOf(text: string | undefined): [string, string] | null {
  const [since, id] = text?.split('|') ?? []
  if (since === undefined || id === undefined) return null
  return Number.isNaN(Date.parse(since)) || !/^[0-9a-f-]{36}$/.test(id) ? null : [since, id]
}

export const programmesRoutes = serve(programmesEndpoints, {
  checkSubsidy: async (ctx, { params, query }) => {
    await requireOwnSite(ctx, params.siteId)
    return decisionView((await judgeSubsidy(ctx, { ...params, ...query })).decision)
  },
  lodgeSubsidy: async (ctx, { params, body }) => {
    await requireOwnSite(ctx, params.siteId)
    return subsidyView(ctx, await lodgeSubsidy(ctx, { ...params, ...body }))
  },
  listSubsidies: async (ctx, { query }) => {
    const states = query.waiting === 'true' ? waitingStates(rolesOf(ctx.actor)) : query.state && [query.state]
    const rows = await listSubsidies(ctx, {
      states,
      siteId: query.siteId,
      after: afterOf(query.after),
      limit: query.limit + 1,
    })
    const shown = rows.slice(0, query.limit)
    const last = rows.length > query.limit ? shown.at(-1) : undefined
    return {
      items: await subsidyViews(ctx, shown),
      next: last ? `${last.state_since.toISOString()}|${last.id}` : null,
    }
  },
  getSubsidy: async (ctx, { params }) =>
    wholeSubsidyView(ctx, (await findSubsidy(ctx, params.subsidyId)) ?? refuse('NotFound')),
  handleSubsidy: async (ctx, { params, body }) =>
    subsidyView(ctx, await moving.officerStep(ctx, params.subsidyId, 'handle', body)),
  verifySubsidy: async (ctx, { params, body }) =>
    subsidyView(ctx, await moving.officerStep(ctx, params.subsidyId, 'check', body)),
  approveSubsidy: async (ctx, { params, body }) =>
    subsidyView(ctx, await moving.officerStep(ctx, params.subsidyId, 'approve', body)),
  confirmSubsidy: async (ctx, { params, body }) =>
    subsidyView(ctx, await moving.confirmSubsidy(ctx, params.subsidyId, body)),
  publishSubsidy: async (ctx, { params }) => subsidyView(ctx, await moving.publishSubsidy(ctx, params.subsidyId)),
  recordSubsidyObjection: async (ctx, { params, body }) =>
    wholeSubsidyView(ctx, await hearing.recordObjection(ctx, params.subsidyId, body)),
  decideSubsidyObjection: async (ctx, { params, body }) =>
    wholeSubsidyView(ctx, await hearing.decideObjection(ctx, params.subsidyId, params.objectionId, body)),
  paySubsidy: async (ctx, { params, body }) => subsidyView(ctx, await moving.paySubsidy(ctx, params.subsidyId, body)),
  closeSubsidy: async (ctx, { params }) => subsidyView(ctx, await moving.closeSubsidy(ctx, params.subsidyId)),
  refuseSubsidy: async (ctx, { params, body }) =>
    subsidyView(ctx, await moving.endSubsidy(ctx, params.subsidyId, 'refuse', body.reason)),
  withdrawSubsidy: async (ctx, { params, body }) =>
    subsidyView(ctx, await moving.endSubsidy(ctx, params.subsidyId, 'withdraw', body.reason)),
  reclaimSubsidy: async (ctx, { params, body }) =>
    subsidyView(ctx, await moving.endSubsidy(ctx, params.subsidyId, 'reclaim', body.reason)),
  listAppropriations: async (ctx, { query }) => ({
    items: (await listAppropriations(ctx, query.year)).map(appropriationView),
  }),
  recordAppropriation: async (ctx, { body }) => appropriationView(await recording.recordAppropriation(ctx, body)),
  recordPurchasedService: async (ctx, { params, body }) =>
    purchasedServiceView(await recording.recordPurchasedService(ctx, { ...params, ...body })),
  listPurchasedServices: async (ctx, { params }) => {
    await requireOwnSite(ctx, params.siteId)
    return { items: (await listPurchasedServices(ctx, params.siteId)).map(purchasedServiceView) }
  },
  getPayeeAccount: async (ctx, { params }) => {
    await requireOwnSite(ctx, params.siteId)
    const site = (await siteFacts(ctx, params.siteId)) ?? refuse('NotFound')
    const [payee] = await payeesOf(ctx, [params.siteId])
    if (!payee || payee.operator_id !== site.operatorId) return { payee: null }
    return { payee: payeeView(payee, (await operatorFacts(ctx, payee.operator_id))?.name ?? '') }
  },
  setPayeeAccount: async (ctx, { params, body }) => {
    await requireOwnSite(ctx, params.siteId)
    const { payee, holderName } = await paying.setPayeeAccount(ctx, params.siteId, body)
    return { payee: payeeView(payee, holderName) }
  },
  makePaymentFile: async (ctx, { body }) => {
    const id = await paying.makePaymentFile(ctx, body.subsidyIds)
    const [view] = await paymentFileViews(ctx, [(await findFile(ctx, id)) ?? refuse('NotFound')])
    return view ?? refuse('NotFound')
  },
  listPaymentFiles: async (ctx, { query }) => {
    const after = /^[0-9a-f-]{36}$/.test(query.after ?? '') ? (query.after ?? null) : null
    const rows = await listFiles(ctx, { after, limit: query.limit + 1 })
    const shown = rows.slice(0, query.limit)
    return {
      items: await paymentFileViews(ctx, shown),
      next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    }
  },
  getPaymentFileSheet: (ctx, { params }) => paying.paymentFileSheet(ctx, params.fileId),
  returnPayment: (ctx, { params, body }) => paying.returnPayment(ctx, params.subsidyId, body.note),
  listSubsidySteps: (ctx, { query }) => listSubsidySteps(ctx, query.county),
  recordCountyAmount: async (ctx, { body }) => {
    await recording.recordCountyAmount(ctx, body)
    return { ok: true as const }
  },
})
