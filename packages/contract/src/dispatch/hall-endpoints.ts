import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { dispatchPaths as paths } from './paths.ts'

const shiftParams = z.object({ shiftId: shapes.id })
const employerParams = z.object({ employerId: shapes.id })
const favourites = z.object({
  items: z.array(z.object({ workerId: shapes.id, workerName: z.string(), since: shapes.instant })),
})

/** Beside dispatch: the hall, and whom an employer wants again. */
export const hallEndpoints = endpoints({
  getHallPlaces: {
    ...paths.getHallPlaces,
    summary: 'Places of dispatched work that nobody is being asked for: whoever wants may take one; 0 for other work',
    right: 'public',
    params: shiftParams,
    answer: z.object({ places: z.int() }),
    errors: [],
  },
  listFavourites: {
    ...paths.listFavourites,
    summary: 'People the employer wants again, newest first',
    right: 'employer.orClerk',
    params: employerParams,
    answer: favourites,
    errors: ['NotFound'],
  },
  markFavourites: {
    ...paths.markFavourites,
    summary: 'Want these people again, or no longer; only people who have been on its work. They are asked first',
    right: 'employer.orClerk',
    params: employerParams,
    body: z.object({ workerIds: z.array(shapes.id).min(1).max(100), favourite: z.boolean() }),
    answer: favourites,
    errors: ['NotFound'],
  },
})
