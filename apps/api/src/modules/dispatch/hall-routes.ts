import { hallEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { listFavourites, markFavourites } from './actions/favourites.ts'
import { readHall } from './store-hall.ts'

export const hallRoutes = serve(hallEndpoints, {
  getHallPlaces: async (ctx, { params }) => ({ places: await readHall(ctx, params.shiftId) }),
  listFavourites: (ctx, { params }) => listFavourites(ctx, params.employerId),
  markFavourites: (ctx, { params, body }) => markFavourites(ctx, params.employerId, body),
})
