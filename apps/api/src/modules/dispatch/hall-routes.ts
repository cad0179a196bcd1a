import { hallEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { listFavourites, markFavourites } from './actions/favourites.ts'
import { readWhyNot } from './actions/why-not.ts'
import { countHallLook, readHall } from './store-hall.ts'

export const hallRoutes = serve(hallEndpoints, {
  getHallPlaces: async (ctx, { params }) => ({ places: await readHall(ctx, params.shiftId) }),
  lookAtHall: async (ctx, { params }) => ({ counted: await countHallLook(ctx, params.shiftId) }),
  listFavourites: (ctx, { params }) => listFavourites(ctx, params.employerId),
  getWhyNot: (ctx, { params, query }) => readWhyNot(ctx, params.shiftId, query.onBehalfOf),
  markFavourites: (ctx, { params, body }) => markFavourites(ctx, params.employerId, body),
})
