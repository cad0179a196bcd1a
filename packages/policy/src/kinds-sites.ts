/** Shapes of values about markets and stations. */
import { z } from 'zod'
import { dateSchema } from './kinds-dates.ts'

const words = z.string().trim().min(1)
const fen = z.int().min(0)

/** Bands by floor area: contiguous, ascending, upper bound inclusive, the last one open (`null`). */
export const areaBands = z
  .array(z.strictObject({ upToInclusive: z.number().positive().nullable(), amountFen: fen }))
  .min(1)
  .refine((bands) => bands.at(-1)?.upToInclusive === null, 'the last band must be open (upToInclusive: null)')
  .refine(
    (bands) =>
      bands.slice(0, -1).every((band, i) => (band.upToInclusive ?? Infinity) > (bands[i - 1]?.upToInclusive ?? 0)),
    'bands must ascend and only the last may be open',
  )

/** What was earned while a programme was in force and is lodged after its end (the programme's own transition). */
export const transition = z.strictObject({
  /** Kinds of subsidy the transition covers. */
  covers: z.array(z.enum(['oneOff', 'performance'])),
  /** Last day on which the condition (a full year of running) must have been met. */
  earnedUntil: dateSchema,
  /** Last day on which it may be lodged. */
  lodgedUntil: dateSchema,
})

/** Boards on the wall: what stands on each, line by line. */
export const boardTexts = z
  .array(z.strictObject({ id: words, titleZh: words, linesZh: z.array(words).min(1) }))
  .min(1)
  .refine((boards) => new Set(boards.map((board) => board.id)).size === boards.length, 'board ids must be unique')

const unique = (items: ReadonlyArray<{ id: string }>) => new Set(items.map((item) => item.id)).size === items.length

/** The standard for sites, item by item, with the article it stands in. `check`: what of the register shows it. */
export const standardItems = z
  .array(
    z.strictObject({
      id: words,
      article: words,
      titleZh: words,
      level: z.enum(['must', 'inPrinciple', 'may', 'ifPossible']),
      sites: z.array(z.enum(['market', 'station'])).min(1),
      /** A station may do without, with a reason. */
      adjustable: z.boolean(),
      evidence: z.array(z.enum(['register', 'document', 'photo', 'onSite', 'record'])).min(1),
      check: z.strictObject({ of: words, item: words.optional() }).optional(),
    }),
  )
  .min(1)
  .refine(unique, 'item ids must be unique')

/** A form: sections of fields, each filled from a fact of the register or typed; then who gives an opinion at which step. */
export const formLayout = z
  .strictObject({
    version: words,
    titleZh: words,
    sections: z
      .array(
        z.strictObject({
          titleZh: words,
          fields: z
            .array(z.strictObject({ id: words, labelZh: words, fact: words.optional(), required: z.boolean() }))
            .min(1),
        }),
      )
      .min(1),
    opinions: z.array(z.strictObject({ titleZh: words, moves: z.array(words).min(1) })),
  })
  .refine((form) => unique(form.sections.flatMap(({ fields }) => fields)), 'field ids must be unique')

/** Facts about a site and a year that the platform knows by itself, where it has records. */
export const siteYearFacts = [
  'safetyPassed',
  'staffing',
  'openingDays',
  'staffTraining',
  'postingsPublished',
  'reviewsInTime',
  'visitorsRecorded',
  'verifiedReferrals',
  'hardToEmployShare',
  'trainingEnrolments',
  'complaintsInTime',
  'troublesInTime',
  'satisfaction',
] as const
export type SiteYearFact = (typeof siteYearFacts)[number]

const perKind = z.strictObject({ market: z.number(), station: z.number() })

/**
 * Items of the yearly assessment. With a `source` the platform reckons the points on a straight line from `zeroAt`
 * (none) to `fullAt` (all) of a fact; below `minimumSample` cases there is no figure. Without one they are given by
 * inspection.
 */
export const scoreItems = z
  .array(
    z.strictObject({
      id: words,
      group: words,
      article: words,
      titleZh: words,
      points: z.number().positive(),
      evidence: z.array(z.enum(['register', 'document', 'photo', 'onSite', 'record'])).min(1),
      source: z
        .strictObject({
          fact: z.enum(siteYearFacts),
          zeroAt: z.number(),
          fullAt: perKind,
          minimumSample: z.int().min(1).optional(),
        })
        .refine(
          ({ zeroAt, fullAt }) => fullAt.market > zeroAt && fullAt.station > zeroAt,
          'fullAt must be above zeroAt',
        )
        .optional(),
      guideZh: words.optional(),
    }),
  )
  .min(1)
  .refine(unique, 'item ids must be unique')

export const scoreGroups = z.array(
  z.strictObject({ id: words, titleZh: words, points: z.int().min(0), articles: z.array(words).min(1) }),
)

/** Facts a purchased service may be paid by, beside those of a year: how many came, were helped, had posts reviewed. */
export const serviceFacts = [...siteYearFacts, 'visitors', 'personsServed', 'postingsReviewed'] as const
export type ServiceFact = (typeof serviceFacts)[number]

/**
 * Measures of workload and outcome a contract for purchased services may choose from (二(四)2). `asks` says what a target
 * is: a count for a whole year, a share of 0 to 1, or stars of 5. `target` and `weight` are proposals to a contract.
 */
export const serviceMeasures = z
  .array(
    z.strictObject({
      id: words,
      group: z.enum(['workload', 'outcome']),
      article: words,
      titleZh: words,
      fact: z.enum(serviceFacts),
      asks: z.enum(['count', 'share', 'stars']),
      // Shares have no unit.
      unitZh: z.string(),
      weight: z.number().positive(),
      target: perKind,
      minimumSample: z.int().min(1).optional(),
    }),
  )
  .min(1)
  .refine(unique, 'measure ids must be unique')
  .refine((all) => all.reduce((sum, one) => sum + one.weight, 0) === 100, 'weights must add up to 100')

/** Facts of a county and year that the fund's performance is told by. */
export const fundFacts = [
  'spentShare',
  'sitesSupported',
  'sitesRecognised',
  'verifiedReferrals',
  'placedPersons',
  'hardToEmployShare',
  'paidInTime',
  'reclaimed',
  'satisfaction',
] as const
export type FundFact = (typeof fundFacts)[number]

/**
 * Indicators of the fund's performance by county and year. `better`: whether more of it is better, or less; `target`: a
 * proposal; shares are 0 to 1, stars of 5.
 */
export const fundIndicators = z
  .array(
    z.strictObject({
      id: words,
      group: z.enum(['execution', 'output', 'benefit', 'satisfaction']),
      titleZh: words,
      fact: z.enum(fundFacts),
      asks: z.enum(['count', 'share', 'stars']),
      // Shares have no unit.
      unitZh: z.string(),
      better: z.enum(['more', 'less']),
      weight: z.number().positive(),
      target: z.number().min(0),
      minimumSample: z.int().min(1).optional(),
    }),
  )
  .min(1)
  .refine(unique, 'indicator ids must be unique')
  .refine((all) => all.reduce((sum, one) => sum + one.weight, 0) === 100, 'weights must add up to 100')

/** Figures the platform can put into a quarterly report. */
export const reportFigureNames = [
  'marketsOpen',
  'stationsOpen',
  'marketsRecognised',
  'stationsRecognised',
  'sitesOpened',
  'sitesClosed',
  'areaSquareMeters',
  'staff',
  'visits',
  'postings',
  'openings',
  'workersRegistered',
  'placements',
  'placedPersons',
  'hardToEmployPersons',
  'disputesRaised',
  'disputesClosed',
  'troublesRaised',
  'troublesSolved',
  'siteRatings',
  'siteRating',
  'complaintsReceived',
  'complaintsClosed',
  'trainings',
  'oneOffPaidFen',
  'performancePaidFen',
  'purchasedServices',
] as const

/** The quarterly report's form: sections of figures. `adds`: the counties' figures may be added up. */
export const reportForm = z
  .strictObject({
    version: words,
    titleZh: words,
    sections: z
      .array(
        z.strictObject({
          titleZh: words,
          figures: z
            .array(
              z.strictObject({
                id: z.enum(reportFigureNames),
                labelZh: words,
                unitZh: words,
                adds: z.boolean(),
                decimals: z.int().min(0).max(2),
              }),
            )
            .min(1),
        }),
      )
      .min(1),
  })
  .refine((form) => unique(form.sections.flatMap(({ figures }) => figures)), 'figure ids must be unique')
