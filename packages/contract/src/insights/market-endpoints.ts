import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { insightsPaths as paths } from './paths.ts'

/** Shifts the live market names at most, soonest first; `openShifts` says how many there are. */
export const marketRows = 200

export const marketStandstills = ['tooFarAhead', 'nobodyFits', 'nobodyMay', 'allAsked', 'enoughToday'] as const

export const marketLeanings = ['workIsShort', 'between', 'peopleAreShort'] as const

const marketRow = z.object({
  shiftId: shapes.id,
  postingId: shapes.id,
  title: z.string(),
  placeName: z.string(),
  county: shapes.countyCode,
  startsAt: shapes.instant,
  headcount: z.int(),
  taken: z.int(),
  /** Begins soon. */
  urgent: z.boolean(),
  /** How many times people were asked; 0: nobody yet. */
  wave: z.int(),
  /** Offers that wait for an answer, and what became of the others. */
  waiting: z.int(),
  declined: z.int(),
  silent: z.int(),
  standbys: z.int(),
  /** People on the desk's call list for it. */
  toCall: z.int(),
  /** When somebody was asked last; null: nobody yet. */
  askedAt: shapes.instant.nullable(),
  /**
   * What of it stands in the hall, without a break since when (null: nothing now), how often it was opened there and how
   * many places were taken out of it; null: nothing of it has ever stood there.
   */
  hall: z.object({ places: z.int(), since: shapes.instant.nullable(), looks: z.int(), taken: z.int() }).nullable(),
  /**
   * Why nobody is being asked by day though places are open; null while somebody is, or will be in a moment.
   * `tooFarAhead`: the platform looks a fortnight ahead. `nobodyFits`: nobody near has the trade and the hours.
   * `nobodyMay`: those who have them hold other work or wish for more. `allAsked`: whoever could has been asked.
   * `enoughToday`: whoever is left has had as many offers as a person may have in a day.
   */
  standstill: z.object({ why: z.enum(marketStandstills), from: shapes.instant.nullable() }).nullable(),
})

export const marketEndpoints = endpoints({
  getMarket: {
    ...paths.getMarket,
    summary: 'What the platform offers in the region now: open shifts with what was asked, and whether it is asking',
    right: 'overview.read',
    query: z.object({ county: shapes.countyCode.optional() }),
    answer: z.object({
      at: shapes.instant,
      openShifts: z.int(),
      openPlaces: z.int(),
      urgentPlaces: z.int(),
      /** Places that stand in the hall: whoever wants may take one. */
      hallPlaces: z.int(),
      waiting: z.int(),
      toCall: z.int(),
      /** It is night, and people are asked again from this moment on; null by day. */
      asksFrom: shapes.instant.nullable(),
      /** Offers of the last hour by what became of them. */
      lastHour: z.object({ asked: z.int(), taken: z.int(), declined: z.int(), silent: z.int() }),
      /** The process that asks; null where none has ever run. */
      dispatcher: z
        .object({
          /** People it can offer work to, in the whole city. */
          workers: z.int(),
          /**
           * How much work there was in the last weeks for those who looked for it: places for a hundred days of looking,
           * and what dispatch goes by for it. Null where nobody has looked yet.
           */
          tightness: z.object({ weeks: z.int(), placesPer100Days: z.int(), leans: z.enum(marketLeanings) }).nullable(),
          saidAt: shapes.instant,
          /** It has not been heard of for a while. */
          silent: z.boolean(),
        })
        .nullable(),
      rows: z.array(marketRow),
    }),
    errors: ['NotFound'],
  },
})
