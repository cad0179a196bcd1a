import { dispatchEndpoints, stateLabels } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import { serve } from '../../kernel/http/serve.ts'
import { actingWorker } from '../../kernel/rights.ts'
import * as applications from './actions/applications.ts'
import { bringCrew } from './actions/bring-crew.ts'
import { grabShift } from './actions/grab-shift.ts'
import * as offers from './actions/offers.ts'
import { findApplications, findOffers, type ApplicationRow, type OfferRow } from './store.ts'

function applicationView(row: ApplicationRow) {
  return {
    id: row.id,
    shiftId: row.shift_id,
    postingId: row.posting_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    state: row.state,
    stateLabel: stateLabels.application[row.state],
    madeAt: wireTime(row.made_at),
    expiresAt: wireTime(row.expires_at),
    message: row.message,
  }
}

function offerView(row: OfferRow) {
  return {
    id: row.id,
    shiftId: row.shift_id,
    postingId: row.posting_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    state: row.state,
    stateLabel: stateLabels.offer[row.state],
    reasons: row.reasons,
    madeAt: wireTime(row.made_at),
    expiresAt: wireTime(row.expires_at),
  }
}

export const dispatchRoutes = serve(dispatchEndpoints, {
  grabShift: (ctx, { params, body }) => grabShift(ctx, { ...params, ...body }),
  bringCrew: (ctx, { params, body }) => bringCrew(ctx, { ...params, ...body }),
  applyForShift: async (ctx, { params, body }) =>
    applicationView(await applications.applyForShift(ctx, { ...params, ...body })),
  listApplicants: async (ctx, { params }) => ({
    items: (await applications.listApplicants(ctx, params.shiftId)).map(applicationView),
  }),
  listMyApplications: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return { items: (await findApplications(ctx, { workerId })).map(applicationView) }
  },
  takeApplication: (ctx, { params }) => applications.takeApplication(ctx, params.applicationId),
  declineApplication: async (ctx, { params }) =>
    applicationView(await applications.declineApplication(ctx, params.applicationId)),
  withdrawApplication: async (ctx, { params, body }) =>
    applicationView(await applications.withdrawApplication(ctx, params.applicationId, body.onBehalfOf)),
  inviteWorkers: async (ctx, { params, body }) => ({
    items: (await offers.inviteWorkers(ctx, params.shiftId, body.workerIds)).map(offerView),
  }),
  listMyOffers: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return { items: (await findOffers(ctx, { workerId })).map(offerView) }
  },
  listShiftOffers: async (ctx, { params }) => ({
    items: (await offers.listShiftOffers(ctx, params.shiftId)).map(offerView),
  }),
  takeOffer: (ctx, { params, body }) => offers.takeOffer(ctx, params.offerId, body.onBehalfOf),
  declineOffer: async (ctx, { params, body }) =>
    offerView(await offers.declineOffer(ctx, params.offerId, body.onBehalfOf)),
  withdrawOffer: async (ctx, { params }) => offerView(await offers.withdrawOffer(ctx, params.offerId)),
})
