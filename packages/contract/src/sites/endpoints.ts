import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { siteLifecycle } from '../lifecycles.ts'
import { sitesPaths as paths } from './paths.ts'

/** A market or station as the public sees it (三(三): address, hours, contact). */
export const siteView = z.object({
  id: shapes.id,
  kind: z.enum(['market', 'station']),
  kindLabel: z.string(),
  name: z.string(),
  county: shapes.countyCode,
  countyName: z.string(),
  town: shapes.divisionCode,
  address: z.string(),
  lat: shapes.latitude,
  lng: shapes.longitude,
  phone: z.string(),
  /** Days as in ISO 8601: 1 Monday … 7 Sunday; clock times in Asia/Shanghai. */
  hours: z.array(z.object({ days: z.array(z.int().min(1).max(7)), from: z.string(), to: z.string() })),
  builder: z.enum(['government', 'thirdParty']),
  openedOn: shapes.day,
  state: z.enum(siteLifecycle.states),
  stateLabel: z.string(),
  /** Present when the question came with a position. */
  distanceMeters: z.int().nullable(),
})

export const sitesEndpoints = endpoints({
  listSites: {
    ...paths.listSites,
    summary: 'Open sites: by county and name, or nearest first when a position is given',
    right: 'public',
    query: z.object({
      county: shapes.countyCode.optional(),
      kind: z.enum(['market', 'station']).optional(),
      lat: z.coerce.number().min(-90).max(90).optional(),
      lng: z.coerce.number().min(-180).max(180).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(siteView) }),
    errors: ['InputInvalid'],
  },
  getSite: {
    ...paths.getSite,
    summary: 'One site',
    right: 'public',
    params: z.object({ siteId: shapes.id }),
    answer: siteView,
    errors: ['NotFound'],
  },
})
