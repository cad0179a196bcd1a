import { feedEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import * as settings from './actions/feed-settings.ts'
import { readFeed, readShiftFit } from './actions/read-feed.ts'

export const feedRoutes = serve(feedEndpoints, {
  getMyFeed: (ctx, { query }) => readFeed(ctx, query),
  getShiftFit: (ctx, { params, query }) => readShiftFit(ctx, params.shiftId, query.onBehalfOf),
  getFeedSettings: (ctx, { query }) => settings.readFeedSettings(ctx, query.onBehalfOf),
  putFeedSettings: (ctx, { body }) => settings.switchFeed(ctx, body),
  addDislike: (ctx, { body }) => settings.addDislike(ctx, body),
  endDislike: (ctx, { params, body }) => settings.endDislike(ctx, params.dislikeId, body.onBehalfOf),
  listSuggestions: (ctx, { query }) => settings.listSuggestions(ctx, query.onBehalfOf),
  answerSuggestion: (ctx, { params, body }) => settings.answerSuggestion(ctx, params.code, body),
})
