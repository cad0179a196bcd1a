import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { payMethods, settlementCycles, workTerms } from '../work-terms.ts'
import { postingsPaths as paths } from './paths.ts'
import { boardShift, boardSorts, fillModes, spans } from './shapes.ts'

const flag = z.enum(['true', 'false'])

/** Filters of the board. Days are those on which a shift starts, in Asia/Shanghai. */
export const boardQuery = z.object({
  q: z.string().trim().max(60).optional(),
  county: shapes.countyCode.optional(),
  town: shapes.divisionCode.optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  lng: z.coerce.number().min(-180).max(180).optional(),
  radiusMeters: z.coerce.number().int().min(100).max(200_000).optional(),
  when: z.enum(['today', 'tomorrow']).optional(),
  fromDay: shapes.day.optional(),
  toDay: shapes.day.optional(),
  occupationCode: shapes.occupationCode.optional(),
  minHourlyFen: z.coerce.number().int().min(1).max(1_000_000).optional(),
  payMethod: z.enum(payMethods).optional(),
  settlementCycle: z.enum(settlementCycles).optional(),
  meals: flag.optional(),
  lodging: flag.optional(),
  escrow: flag.optional(),
  fillMode: z.enum(fillModes).optional(),
  employerId: shapes.id.optional(),
  sort: z.enum(boardSorts).default('newest'),
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})

/** What anybody may look for and read. */
export const boardEndpoints = endpoints({
  searchShifts: {
    ...paths.searchShifts,
    summary: 'Work that is open now: words, place, day, pay and more; public',
    right: 'public',
    query: boardQuery,
    answer: shapes.pageOf(boardShift).extend({
      /** No shift held all the words: those holding any of them are shown. */
      loosened: z.boolean(),
      /** The filters as they were applied. */
      applied: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
    errors: ['InputInvalid'],
  },
  countBoard: {
    ...paths.countBoard,
    summary: 'How much work is open now in each county; public',
    right: 'public',
    answer: z.object({
      /** All ten reporting units; `jobs` are entries of the board. */
      items: z.array(z.object({ county: shapes.countyCode, name: z.string(), jobs: z.int(), openPlaces: z.int() })),
    }),
    errors: [],
  },
  getPosting: {
    ...paths.getPosting,
    summary: 'One open posting with its shifts; public',
    right: 'public',
    params: z.object({ postingId: shapes.id }),
    answer: z.object({
      id: shapes.id,
      county: shapes.countyCode,
      siteId: shapes.id.nullable(),
      employer: z.object({
        id: shapes.id,
        name: z.string(),
        kind: z.string(),
        verified: z.boolean(),
        actualEmployerName: z.string().nullable(),
      }),
      terms: workTerms,
      /** Certificates without which nobody can take it, in words; of `A或B` one will do. */
      certificates: z.array(z.string()),
      hourlyFen: shapes.fen.nullable(),
      fillMode: z.enum(fillModes),
      span: z.enum(spans),
      minAge: z.int().nullable(),
      maxAge: z.int().nullable(),
      ageReason: z.string().nullable(),
      publishedAt: shapes.instant,
      expiresAt: shapes.instant.nullable(),
      shifts: z.array(
        z.object({
          id: shapes.id,
          startsAt: shapes.instant,
          endsAt: shapes.instant,
          headcount: z.int(),
          openPlaces: z.int(),
        }),
      ),
      filled: z.boolean(),
    }),
    errors: ['PostingNotOffered'],
  },
  findOccupations: {
    ...paths.findOccupations,
    summary: 'Occupations by everyday or official name; without words the whole list',
    right: 'public',
    query: z.object({
      q: z.string().trim().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(20),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          code: shapes.occupationCode,
          name: z.string(),
          everydayNames: z.array(z.string()),
          hazards: z.array(z.string()),
          qualifications: z.array(z.string()),
          minorsForbidden: z.boolean(),
          industryGroup: z.string(),
          matchedText: z.string().nullable(),
        }),
      ),
    }),
    errors: [],
  },
  listQualificationKinds: {
    ...paths.listQualificationKinds,
    summary: 'Qualifications work may ask for, with their everyday names',
    right: 'public',
    answer: z.object({
      items: z.array(z.object({ code: z.string(), name: z.string(), everydayNames: z.array(z.string()) })),
    }),
    errors: [],
  },
  listDivisions: {
    ...paths.listDivisions,
    summary: 'Counties, or what lies directly under `parent`',
    right: 'public',
    query: z.object({ parent: shapes.divisionCode.optional() }),
    answer: z.object({
      items: z.array(
        z.object({
          code: shapes.divisionCode,
          name: z.string(),
          level: z.enum(['county', 'town', 'village']),
          reportingUnit: shapes.countyCode,
          lat: shapes.latitude.nullable(),
          lng: shapes.longitude.nullable(),
        }),
      ),
    }),
    errors: [],
  },
})
