import { rightsEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { actingEmployer, actingWorker } from '../../kernel/rights.ts'
import * as ending from './actions/end-dispute.ts'
import { openDispute } from './actions/open-dispute.ts'
import { readDispute, readQueue } from './actions/read-disputes.ts'
import { showDisputePhones } from './actions/show-phones.ts'
import type { HoursDoor } from './doors.ts'
import { listDisputes } from './store.ts'
import { disputeView } from './view.ts'

export const rightsRoutes = (hours: HoursDoor) =>
  serve(rightsEndpoints, {
    openDispute: async (ctx, { params, body }) =>
      disputeView(ctx, await openDispute(ctx, hours, { ...params, ...body })),
    listMyDisputes: async (ctx, { query }) => {
      const { workerId } = await actingWorker(ctx, query.onBehalfOf)
      return { items: (await listDisputes(ctx, { workerId })).map((row) => disputeView(ctx, row)) }
    },
    listEmployerDisputes: async (ctx, { params }) => {
      const { employerId } = await actingEmployer(ctx, params.employerId)
      return { items: (await listDisputes(ctx, { employerId })).map((row) => disputeView(ctx, row)) }
    },
    listDisputeQueue: (ctx, { query }) => readQueue(ctx, query),
    getDispute: (ctx, { params }) => readDispute(ctx, params.disputeId),
    proposeSettlement: async (ctx, { params, body }) =>
      disputeView(ctx, await ending.proposeSettlement(ctx, params.disputeId, body.proposal, body)),
    agreeDispute: async (ctx, { params, body }) =>
      disputeView(ctx, await ending.agreeDispute(ctx, hours, params.disputeId, body.proposal, body)),
    withdrawDispute: async (ctx, { params, body }) =>
      disputeView(ctx, await ending.withdrawDispute(ctx, hours, params.disputeId, body)),
    takeDispute: async (ctx, { params }) => disputeView(ctx, await ending.takeDispute(ctx, params.disputeId)),
    handOverDispute: async (ctx, { params, body }) =>
      disputeView(ctx, await ending.handOverDispute(ctx, params.disputeId, body.note)),
    showDisputePhones: (ctx, { params }) => showDisputePhones(ctx, params.disputeId),
    decideDispute: async (ctx, { params, body }) =>
      disputeView(ctx, await ending.decideDispute(ctx, hours, params.disputeId, body)),
  })
