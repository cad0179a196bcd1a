import { dispatchEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { actingWorker } from '../../kernel/rights.ts'
import * as applications from './actions/applications.ts'
import { beginCall, endCall, listCalls } from './actions/call-list.ts'
import { bringCrew } from './actions/bring-crew.ts'
import { readAcceptanceModel } from './actions/acceptance-model.ts'
import { grabShift } from './actions/grab-shift.ts'
import { inviteWorkers, openInvitations, withdrawInvitation } from './actions/invitations.ts'
import * as offers from './actions/offers.ts'
import { takeSmsReplies } from './actions/sms-replies.ts'
import { takeVoiceReports } from './actions/voice-calls.ts'
import { findApplications, findOffers } from './store.ts'
import { applicationView, applicationViews, invitationView, offerView, offerViews } from './view.ts'

export const dispatchRoutes = serve(dispatchEndpoints, {
  grabShift: (ctx, { params, body }) => grabShift(ctx, { ...params, ...body }),
  bringCrew: (ctx, { params, body }) => bringCrew(ctx, { ...params, ...body }),
  applyForShift: async (ctx, { params, body }) =>
    applicationView(ctx, await applications.applyForShift(ctx, { ...params, ...body })),
  listApplicants: async (ctx, { params }) => {
    const ranked = await applications.listApplicants(ctx, params.shiftId)
    const reasons = new Map(ranked.map((one) => [one.row.id, one.reasons]))
    const rows = ranked.map((one) => one.row)
    return { items: await applicationViews(ctx, rows, (row) => reasons.get(row.id) ?? []) }
  },
  listMyApplications: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return { items: await applicationViews(ctx, await findApplications(ctx, { workerId })) }
  },
  takeApplication: (ctx, { params }) => applications.takeApplication(ctx, params.applicationId),
  declineApplication: async (ctx, { params }) =>
    applicationView(ctx, await applications.declineApplication(ctx, params.applicationId)),
  withdrawApplication: async (ctx, { params, body }) =>
    applicationView(ctx, await applications.withdrawApplication(ctx, params.applicationId, body.onBehalfOf)),
  inviteWorkers: async (ctx, { params, body }) => {
    const invited = await inviteWorkers(ctx, params.shiftId, body.workerIds)
    return {
      items: await offerViews(ctx, invited.offers),
      waiting: invited.waiting.map(invitationView),
      cannot: invited.cannot,
    }
  },
  withdrawInvitation: async (ctx, { params }) => invitationView(await withdrawInvitation(ctx, params.invitationId)),
  listMyOffers: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return { items: await offerViews(ctx, await findOffers(ctx, { workerId })) }
  },
  listShiftOffers: async (ctx, { params }) => {
    const rows = await offers.listShiftOffers(ctx, params.shiftId)
    return {
      items: await offerViews(ctx, rows),
      invitations: (await openInvitations(ctx, params.shiftId, rows)).map(invitationView),
    }
  },
  takeOffer: (ctx, { params, body }) => offers.takeOffer(ctx, params.offerId, body.onBehalfOf),
  declineOffer: async (ctx, { params, body }) => offerView(ctx, await offers.declineOffer(ctx, params.offerId, body)),
  standByForOffer: async (ctx, { params, body }) =>
    offerView(ctx, await offers.standByForOffer(ctx, params.offerId, body.onBehalfOf)),
  withdrawOffer: async (ctx, { params }) => offerView(ctx, await offers.withdrawOffer(ctx, params.offerId)),
  takeSmsReplies: (ctx, { params, rawBody }) => takeSmsReplies(ctx, params.token, rawBody),
  takeVoiceReports: (ctx, { params, rawBody }) => takeVoiceReports(ctx, params.token, rawBody),
  getAcceptanceModel: (ctx) => readAcceptanceModel(ctx),
  listCalls: (ctx) => listCalls(ctx),
  beginCall: (ctx, { params }) => beginCall(ctx, params.offerId),
  endCall: (ctx, { params, body }) => endCall(ctx, params.offerId, body.answer),
})
