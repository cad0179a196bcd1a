import { z } from 'zod'
import { year } from '../assessments/shapes.ts'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { quarterlyReportLifecycle } from '../lifecycles.ts'
import { reportsPaths as paths } from './paths.ts'
import { largestFigure, reportFigures } from './words.ts'

const quarterText = z.string().regex(/^20(2[4-9]|[3-9]\d)Q[1-4]$/, '季度写成 2026Q3 这样')
const quarter = z.object({ quarter: quarterText })
const one = quarter.extend({ county: shapes.countyCode })
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const wordFile = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A figure of the form: as reckoned when compiled, and as corrected. Null: no data. */
const figure = z.object({
  id: z.enum(reportFigures),
  label: z.string(),
  unit: z.string(),
  /** Integer fen rather than a count. */
  money: z.boolean(),
  /** How many a correction may have. */
  decimals: z.int(),
  computed: z.number().nullable(),
  corrected: z.number().nullable(),
  reason: z.string().nullable(),
  correctedBy: z.string().nullable(),
  /** What the report says. */
  value: z.number().nullable(),
  /** Of the quarter before, as signed; null where there is none. */
  before: z.number().nullable(),
  /** What the records say now, where it differs from the frozen figure: rows that came late. */
  now: z.number().nullable(),
})

const section = z.object({ title: z.string(), figures: z.array(figure) })

export const quarterlyReportView = z.object({
  quarter: z.string(),
  quarterLabel: z.string(),
  county: z.string(),
  countyName: z.string(),
  version: z.string(),
  provisional: z.boolean(),
  title: z.string(),
  state: z.enum(quarterlyReportLifecycle.states).nullable(),
  stateLabel: z.string(),
  revision: z.int(),
  dueOn: shapes.day,
  late: z.boolean(),
  /** Rows recorded up to this moment are in it. */
  cutOffAt: shapes.instant.nullable(),
  sections: z.array(section),
  narrative: z.string().nullable(),
  problems: z.string().nullable(),
  /** Who compiled it last; null where that was not recorded. */
  compiledBy: z.string().nullable(),
  /** The reader compiled it, so another has to sign it. */
  anotherSigns: z.boolean(),
  signedBy: z.string().nullable(),
  signedAt: shapes.instant.nullable(),
  /** Why this revision replaced the one before. */
  restateReason: z.string().nullable(),
  revisions: z.array(
    z.object({
      revision: z.int(),
      stateLabel: z.string(),
      signedBy: z.string().nullable(),
      signedAt: shapes.instant.nullable(),
      restateReason: z.string().nullable(),
    }),
  ),
  possible: z.array(z.string()),
})

const cityFigure = z.object({
  id: z.enum(reportFigures),
  label: z.string(),
  unit: z.string(),
  /** Integer fen rather than a count. */
  money: z.boolean(),
  byCounty: z.array(z.object({ county: z.string(), value: z.number().nullable() })),
  /** Sum of the counties; null where it means nothing (averages) or nobody has data. */
  sum: z.number().nullable(),
  /** Persons told apart over the whole city, where a sum counts somebody twice. */
  distinct: z.number().nullable(),
  /** Of the counties with a value in both quarters: their sum in the quarter before, and by how much it has changed. */
  before: z.number().nullable(),
  change: z.number().nullable(),
})

export const cityReportView = z.object({
  quarter: z.string(),
  quarterLabel: z.string(),
  version: z.string(),
  provisional: z.boolean(),
  title: z.string(),
  counties: z.array(z.object({ county: z.string(), name: z.string(), signed: z.boolean(), revision: z.int() })),
  /** Counties without a signed report. */
  missing: z.array(z.string()),
  /** Counties that have signed this quarter and the one before: only these are compared. */
  compared: z.int(),
  sections: z.array(z.object({ title: z.string(), figures: z.array(cityFigure) })),
  narratives: z.array(z.object({ countyName: z.string(), words: z.string() })),
  revision: z.int(),
  mergedAt: shapes.instant.nullable(),
  mergedBy: z.string().nullable(),
  /** A county has signed a newer revision since. */
  outdated: z.boolean(),
})

const readErrors = ['NotFound', 'NoPolicyInForce'] as const
const target = z.object({ markets: z.int().min(0).max(1_000), stations: z.int().min(0).max(10_000) })
const progress = z.object({
  target: z.int().nullable(),
  open: z.int(),
  recognised: z.int(),
  /** Open at the year's end if building goes on as in the months before; null once the year is over. */
  forecast: z.int().nullable(),
})

export const reportsEndpoints = endpoints({
  listQuarterlyReports: {
    ...paths.listQuarterlyReports,
    summary: 'Where the quarter’s reports of the region’s counties stand, and who is late',
    right: 'report.read',
    params: quarter,
    answer: z.object({
      quarterLabel: z.string(),
      dueOn: shapes.day,
      items: z.array(
        z.object({
          county: z.string(),
          countyName: z.string(),
          state: z.enum(quarterlyReportLifecycle.states).nullable(),
          stateLabel: z.string(),
          revision: z.int(),
          signedAt: shapes.instant.nullable(),
          late: z.boolean(),
        }),
      ),
    }),
    errors: readErrors,
  },
  getQuarterlyReport: {
    ...paths.getQuarterlyReport,
    summary:
      'One county’s report (附件3): frozen figures beside corrections, the quarter before, and rows that came late',
    right: 'report.read',
    params: one,
    answer: quarterlyReportView,
    errors: readErrors,
  },
  compileQuarterlyReport: {
    ...paths.compileQuarterlyReport,
    summary:
      'Compile the figures from the register and freeze them; again, until it is signed, with the corrections kept',
    right: 'report.write',
    params: one,
    body: z.object({}),
    answer: quarterlyReportView,
    errors: [...readErrors, 'QuarterNotOver', 'ReportSigned'],
  },
  correctFigure: {
    ...paths.correctFigure,
    summary:
      'Another value for a figure, with the reason; the reckoned one stays beside it. Null takes the correction back',
    right: 'report.write',
    params: one,
    body: z.object({
      figure: z.enum(reportFigures),
      value: z.number().min(0, '不能小于0').max(largestFigure, '数太大了').nullable(),
      reason: shapes.text(300),
    }),
    answer: quarterlyReportView,
    errors: [...readErrors, 'ReportMissing', 'ReportSigned', 'FigureUnknown'],
  },
  writeNarrative: {
    ...paths.writeNarrative,
    summary: 'What has worked (经验做法, 三(四)) and what is difficult, in words',
    right: 'report.write',
    params: one,
    body: z.object({ narrative: shapes.text(3_000), problems: shapes.optionalText(3_000) }),
    answer: quarterlyReportView,
    errors: [...readErrors, 'ReportMissing', 'ReportSigned'],
  },
  signQuarterlyReport: {
    ...paths.signQuarterlyReport,
    summary: 'The county signs: from now on it is what the city merges',
    right: 'report.write',
    params: one,
    body: z.object({}),
    answer: quarterlyReportView,
    errors: [
      'ReportSignedByAnother',
      ...readErrors,
      'ReportMissing',
      'ReportIncomplete',
      'StateConflict',
      'TransitionNotAllowed',
    ],
  },
  restateQuarterlyReport: {
    ...paths.restateQuarterlyReport,
    summary: 'A new revision of a signed report, with the reason; the signed one stays on record',
    right: 'report.write',
    params: one,
    body: z.object({ reason: shapes.reasonFor('report.restate') }),
    answer: quarterlyReportView,
    errors: [...readErrors, 'ReportMissing', 'ReportNotSigned', 'StateConflict', 'TransitionNotAllowed'],
  },
  getQuarterlyReportSheet: {
    ...paths.getQuarterlyReportSheet,
    summary: 'The form as an Excel file',
    right: 'report.read',
    params: one,
    answer: z.unknown(),
    produces: spreadsheet,
    errors: [...readErrors, 'ReportMissing'],
  },
  getQuarterlyReportPaper: {
    ...paths.getQuarterlyReportPaper,
    summary: 'The form as a Word file',
    right: 'report.read',
    params: one,
    answer: z.unknown(),
    produces: wordFile,
    errors: [...readErrors, 'ReportMissing'],
  },
  getCityReport: {
    ...paths.getCityReport,
    summary: 'Signed reports of the counties side by side with the sum, persons told apart, and the quarter before',
    right: 'report.merge',
    params: quarter,
    answer: cityReportView,
    errors: readErrors,
  },
  mergeCityReport: {
    ...paths.mergeCityReport,
    summary: 'Freeze the city’s report from the counties that have signed; again makes a new revision',
    right: 'report.merge',
    params: quarter,
    body: z.object({}),
    answer: cityReportView,
    errors: [...readErrors, 'NothingToMerge'],
  },
  getCityReportSheet: {
    ...paths.getCityReportSheet,
    summary: 'The city’s form as an Excel file',
    right: 'report.merge',
    params: quarter,
    answer: z.unknown(),
    produces: spreadsheet,
    errors: readErrors,
  },
  getCityReportPaper: {
    ...paths.getCityReportPaper,
    summary: 'The city’s form as a Word file',
    right: 'report.merge',
    params: quarter,
    answer: z.unknown(),
    produces: wordFile,
    errors: readErrors,
  },
  listBuildTargets: {
    ...paths.listBuildTargets,
    summary: 'Building tasks (附件2) by county and year, beside what is there and what the pace lets expect',
    right: 'report.read',
    query: z.object({ year }),
    answer: z.object({
      year: z.int(),
      on: shapes.day,
      /** How the forecast is made, in words. */
      method: z.string(),
      provisional: z.boolean(),
      items: z.array(
        z.object({
          county: z.string(),
          countyName: z.string(),
          /** Where the task comes from: the pack, or a document of the city. */
          source: z.string(),
          markets: progress,
          stations: progress,
        }),
      ),
      total: z.object({ markets: progress, stations: progress }),
    }),
    errors: ['NoPolicyInForce'],
  },
  setBuildTarget: {
    ...paths.setBuildTarget,
    summary: 'The city’s task for a county and year, with the document it stands in',
    right: 'report.merge',
    body: target.extend({ county: shapes.countyCode, year, documentNumber: shapes.paperNumber }),
    answer: shapes.done,
    errors: ['NotFound'],
  },
})
