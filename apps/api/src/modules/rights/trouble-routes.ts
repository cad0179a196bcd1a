import { troubleEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { actingWorker } from '../../kernel/rights.ts'
import { listTroubles, solveTrouble, takeTrouble } from './actions/answer-trouble.ts'
import { leaveEmployerRecord, objectToEmployerRecord } from './actions/object-for-employer.ts'
import { raiseTrouble } from './actions/raise-trouble.ts'
import { showTroublePhones } from './actions/show-phones.ts'
import { troublesOfWorker } from './store-troubles.ts'
import { oneTroubleView, troubleViews } from './view-troubles.ts'

export const troubleRoutes = serve(troubleEndpoints, {
  raiseTrouble: async (ctx, { params, body }) => {
    const { row, ...answer } = await raiseTrouble(ctx, params.engagementId, body)
    return { trouble: await oneTroubleView(ctx, row), ...answer }
  },
  listMyTroubles: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return { items: await troubleViews(ctx, await troublesOfWorker(ctx, workerId)) }
  },
  listTroubles: (ctx, { query }) => listTroubles(ctx, query),
  takeTrouble: async (ctx, { params }) => oneTroubleView(ctx, await takeTrouble(ctx, params.troubleId)),
  showTroublePhones: (ctx, { params }) => showTroublePhones(ctx, params.troubleId),
  objectToEmployerRecord: (ctx, { params, body }) =>
    objectToEmployerRecord(ctx, { employerId: params.employerId, shiftId: body.shiftId }, body.words),
  leaveEmployerRecord: async (ctx, { params, body }) => {
    await leaveEmployerRecord(ctx, { employerId: params.employerId, shiftId: body.shiftId })
    return {}
  },
  solveTrouble: async (ctx, { params, body }) => oneTroubleView(ctx, await solveTrouble(ctx, params.troubleId, body)),
})
