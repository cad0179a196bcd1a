import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { systemPaths as paths } from './paths.ts'

const clock = z.object({ now: shapes.instant, offsetMs: z.int() })
const settled = z.object({ now: shapes.instant, setAside: z.int() })

export const systemEndpoints = endpoints({
  getPlatform: {
    ...paths.getPlatform,
    summary: 'Which city and world this is, whom to call in need, and the time decisions go by',
    right: 'public',
    answer: z.object({
      cityName: z.string(),
      world: z.enum(['demonstration', 'production']),
      /** The outside world is a sandbox: no SMS, payment or check is real. Screens say so at the top. */
      sandbox: z.boolean(),
      /** The most urgent first. */
      hotlines: z.array(z.object({ id: z.string(), number: z.string(), title: z.string(), use: z.string() })),
      now: shapes.instant,
    }),
    errors: [],
  },
  getPolicyValue: {
    ...paths.getPolicyValue,
    summary: 'Which value of the policy applied on a day, and where it comes from',
    right: 'public',
    params: z.object({ key: z.string().max(120) }),
    query: z.object({ date: shapes.day, county: shapes.divisionCode.optional() }),
    answer: z.object({
      status: z.enum(['inForce', 'noPolicy']),
      key: z.string(),
      date: shapes.day,
      value: z.unknown(),
      unit: z.string().nullable(),
      validFrom: z.string().nullable(),
      validTo: z.string().nullable(),
      document: z.string().nullable(),
      clause: z.string().nullable(),
      layer: z.string().nullable(),
      packId: z.string().nullable(),
      packVersion: z.string().nullable(),
      provisional: z.boolean(),
      message: z.string().nullable(),
    }),
    errors: ['NotFound'],
  },
  getClock: {
    ...paths.getClock,
    summary: "The demonstration's clock",
    right: 'public',
    answer: clock,
    errors: [],
    demonstrationOnly: true,
  },
  moveClock: {
    ...paths.moveClock,
    summary: 'Move the clock forward, running every deadline on the way at its own time',
    right: 'public',
    body: z.object({ to: shapes.instant }),
    answer: settled,
    errors: ['InputInvalid'],
    demonstrationOnly: true,
  },
  settleWork: {
    ...paths.settleWork,
    summary: 'Wait until everything that is due now has been handled',
    right: 'public',
    answer: settled,
    errors: [],
    demonstrationOnly: true,
  },
})
