import { statusEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { readEngagementNeeds, readNeeds, writeNeeds } from './actions/needs.ts'
import { endStatus, readOwnStatus, recordStatus } from './actions/status.ts'

export const statusRoutes = serve(statusEndpoints, {
  getMyNeeds: (ctx, { query }) => readNeeds(ctx, query.onBehalfOf),
  putMyNeeds: (ctx, { body }) => writeNeeds(ctx, body),
  getEngagementNeeds: (ctx, { params }) => readEngagementNeeds(ctx, params.engagementId),
  getMyStatus: (ctx, { query }) => readOwnStatus(ctx, query.onBehalfOf),
  recordHardToEmploy: (ctx, { params, body }) => recordStatus(ctx, params.personId, body),
  endHardToEmploy: (ctx, { params, body }) => endStatus(ctx, params, body.reason),
})
