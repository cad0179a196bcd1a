import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { dispatchPaths as paths } from './paths.ts'

const shiftParams = z.object({ shiftId: shapes.id })
const employerParams = z.object({ employerId: shapes.id })
const favourites = z.object({
  items: z.array(z.object({ workerId: shapes.id, workerName: z.string(), since: shapes.instant })),
})

/** Beside dispatch: the hall, whom an employer wants again, and why somebody was not asked. */
export const hallEndpoints = endpoints({
  getHallPlaces: {
    ...paths.getHallPlaces,
    summary: 'Places of dispatched work that nobody is being asked for: whoever wants may take one; 0 for other work',
    right: 'public',
    params: shiftParams,
    answer: z.object({ places: z.int() }),
    errors: [],
  },
  lookAtHall: {
    ...paths.lookAtHall,
    summary: 'I have opened a shift that stands in the hall: counted, and nothing kept of who it was',
    right: 'worker.act',
    params: shiftParams,
    body: z.object({}),
    answer: z.object({
      /** False: it does not stand there (any more). */
      counted: z.boolean(),
    }),
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
  getWhyNot: {
    ...paths.getWhyNot,
    summary: 'Why the platform has not asked me for dispatched work, in plain words that say nothing of anybody else',
    right: 'worker.orClerk',
    params: shiftParams,
    query: z.object({ onBehalfOf: shapes.id.optional() }),
    answer: z.object({
      /**
       * `asked`: it has. `obstacles`: what of my profile or calendar stands in the way. `paused`: I do not want to be
       * asked. `others`: others were asked first. `notYet`: nobody has been asked.
       */
      state: z.enum(['asked', 'obstacles', 'paused', 'others', 'notYet']),
      reasons: z.array(z.string()),
    }),
    errors: ['NotFound', 'WrongFillMode', 'WorkerProfileMissing', 'ConsentMissing'],
  },
})
