import { engagementsEndpoints } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { serve } from '../../kernel/http/serve.ts'
import { actingWorker, actingEmployer, openHelped } from '../../kernel/rights.ts'
import { cancelEngagement } from './actions/cancel-engagement.ts'
import { markNoShow } from './actions/mark-no-show.ts'
import { listEngagements, readEngagement, readTimeline } from './actions/read.ts'
import { readEmployerStanding, readStanding } from './actions/standing.ts'
import { capacitiesOf, engagementToView } from './view.ts'

/** The clerk's consent opens the worker's rows before the engagement is looked up. */
async function helping(ctx: Ctx, onBehalfOf: string | undefined): Promise<void> {
  if (ctx.actor.kind === 'staff' && onBehalfOf !== undefined) await actingWorker(ctx, onBehalfOf)
}

export const engagementsRoutes = serve(engagementsEndpoints, {
  listMyEngagements: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return listEngagements(ctx, { workerId }, query)
  },
  listEmployerEngagements: async (ctx, { params, query }) => {
    const { employerId } = await actingEmployer(ctx, params.employerId)
    return listEngagements(ctx, { employerId }, query)
  },
  listStaffEngagements: (ctx, { query }) => listEngagements(ctx, 'staff', query),
  getMyStanding: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return readStanding(ctx, workerId)
  },
  getEmployerStanding: async (ctx, { params }) => {
    const { employerId } = await actingEmployer(ctx, params.employerId)
    return readEmployerStanding(ctx, employerId)
  },
  getEngagement: async (ctx, { params }) => {
    await openHelped(ctx)
    return engagementToView(ctx, await readEngagement(ctx, params.engagementId))
  },
  getEngagementTimeline: async (ctx, { params }) => {
    await openHelped(ctx)
    return readTimeline(ctx, params.engagementId)
  },
  cancelEngagement: async (ctx, { params, body }) => {
    await helping(ctx, body.onBehalfOf)
    const capacities = capacitiesOf(ctx.actor, await readEngagement(ctx, params.engagementId))
    const by = capacities.find((capacity) => capacity !== 'crewLeader') ?? refuse('NotFound')
    const engagement = await cancelEngagement(ctx, params.engagementId, {
      by,
      reason: body.reason,
      ...(by === 'clerk' && body.onBehalfOf && { onBehalfOf: body.onBehalfOf }),
    })
    return engagementToView(ctx, engagement)
  },
  reportNoShow: async (ctx, { params, body }) => {
    const capacities = capacitiesOf(ctx.actor, await readEngagement(ctx, params.engagementId))
    const by = capacities.find((capacity) => capacity === 'employer' || capacity === 'crewLeader') ?? refuse('NotFound')
    return engagementToView(ctx, await markNoShow(ctx, params.engagementId, { by, reason: body.reason }))
  },
})
