import { purchasingEndpoints } from '@linggong/contract'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { serve } from '../../kernel/http/serve.ts'
import { paymentFileViewOf } from '../programmes/index.ts'
import * as contracts from './actions/contracts.ts'
import * as evaluating from './actions/evaluate.ts'
import * as paying from './actions/pay-services.ts'
import { foundService } from './found.ts'
import * as store from './store.ts'
import { evaluationView, evaluationViews, measureView, serviceLines, serviceMoney, serviceView } from './view.ts'

function afterOf(text: string | undefined): [string, string] | null {
  const [day, id] = text?.split('|') ?? []
  if (day === undefined || id === undefined) return null
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && /^[0-9a-f-]{36}$/.test(id)
    ? [day, id]
    : null
}

const viewOf = async (ctx: Ctx, id: string) => serviceView(ctx, await foundService(ctx, id))

export const purchasingRoutes = serve(purchasingEndpoints, {
  getServiceMeasures: async (ctx, { query }) => {
    const day = businessDay(ctx.now)
    const of = { county: query.county }
    const measures = ctx.deps.policy.answer('purchasedService.measures', day, of)
    const pass = ctx.deps.policy.answer('purchasedService.passAtLeastScore', day, of)
    const share = ctx.deps.policy.answer('purchasedService.minimumResultShareBasisPoints', day, of)
    const months = ctx.deps.policy.answer('purchasedService.longestPeriodMonths', day, of)
    const fixed = ctx.deps.policy.answer('purchasedService.fixedPartPaidWhenFailed', day, of)
    if (
      measures.status === 'noPolicy' ||
      fixed.status === 'noPolicy' ||
      pass.status === 'noPolicy' ||
      share.status === 'noPolicy' ||
      months.status === 'noPolicy'
    )
      return refuse('NoPolicyInForce')
    return {
      measures: measures.value.map(measureView),
      passAtLeastScore: pass.value,
      minimumResultShareBasisPoints: share.value,
      longestPeriodMonths: months.value,
      fixedPartPaidWhenFailed: fixed.value,
      provisional:
        fixed.provisional || measures.provisional || pass.provisional || share.provisional || months.provisional,
    }
  },
  signServiceContract: async (ctx, { params, body }) =>
    viewOf(ctx, await contracts.signContract(ctx, params.siteId, body)),
  setServiceTerms: async (ctx, { params, body }) => {
    await contracts.setTerms(ctx, params.serviceId, body)
    return viewOf(ctx, params.serviceId)
  },
  listServiceContracts: async (ctx, { query }) => {
    const { standing, siteId, after, limit } = query
    const today = businessDay(ctx.now)
    const rows = await store.listServices(ctx, { today, standing, siteId, after: afterOf(after), limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return { items: await serviceLines(ctx, shown), next: last ? `${last.ends_on}|${last.id}` : null }
  },
  getServiceMoney: async (ctx, { query }) => ({ counties: await serviceMoney(ctx, query.county) }),
  getServiceContract: (ctx, { params }) => viewOf(ctx, params.serviceId),
  evaluateService: async (ctx, { params }) =>
    evaluationView(ctx, await evaluating.evaluateService(ctx, params.serviceId)),
  objectToEvaluation: async (ctx, { params, body }) =>
    evaluationView(ctx, await evaluating.objectToEvaluation(ctx, params.evaluationId, body.words)),
  decideEvaluation: async (ctx, { params, body }) =>
    evaluationView(ctx, await evaluating.decideEvaluation(ctx, params.evaluationId, body)),
  confirmEvaluation: async (ctx, { params, body }) =>
    evaluationView(ctx, await paying.confirmEvaluation(ctx, params.evaluationId, body)),
  listServicesToPay: async (ctx) => ({ items: await evaluationViews(ctx, await store.evaluationsToPay(ctx)) }),
  makeServicePaymentFile: async (ctx, { body }) =>
    paymentFileViewOf(ctx, await paying.makeServicePaymentFile(ctx, body.evaluationIds)),
  returnServicePayment: (ctx, { params, body }) => paying.returnServicePayment(ctx, params.evaluationId, body.note),
  payEvaluation: async (ctx, { params, body }) =>
    evaluationView(ctx, await paying.payEvaluation(ctx, params.evaluationId, body)),
  recordServiceBreach: async (ctx, { params, body }) => {
    await contracts.recordBreach(ctx, params.serviceId, body)
    return viewOf(ctx, params.serviceId)
  },
  exitService: async (ctx, { params, body }) => {
    await contracts.exitContract(ctx, params.serviceId, body.reason)
    return viewOf(ctx, params.serviceId)
  },
})
