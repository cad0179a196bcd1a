/**
 * The shapes a policy value may have. A pack says what a value is, the catalogue says which of these shapes its
 * key must have, and the loader refuses everything else. Amounts are integer fen, rates are basis points
 * (300 = 3 %), dates are `YYYY-MM-DD`, clock times `HH:MM` in Asia/Shanghai.
 */
import { z } from 'zod'
import { clockSpan, clockSpans, clockWindows } from './kinds-clock.ts'
import { dateSchema } from './kinds-dates.ts'
import * as sites from './kinds-sites.ts'

const words = z.string().trim().min(1)
const fen = z.int().min(0)
const basisPoints = z.int().min(0).max(10_000)

const taxBracket = z.strictObject({
  upToInclusiveFen: fen.nullable(),
  rateBasisPoints: basisPoints,
  quickDeductionFen: fen,
})
const taxBrackets = z
  .array(taxBracket)
  .min(1)
  .refine((brackets) => brackets.at(-1)?.upToInclusiveFen === null, 'the last bracket must be open')
  .refine(
    (brackets) =>
      brackets
        .slice(0, -1)
        .every((b, i) => (b.upToInclusiveFen ?? Infinity) > (brackets[i - 1]?.upToInclusiveFen ?? 0)),
    'brackets must ascend',
  )

const cumulativeTax = z.strictObject({
  monthlyAllowanceFen: fen,
  expenseBasisPoints: basisPoints,
  brackets: taxBrackets,
})

const labourServiceTax = z.strictObject({
  fixedExpenseUpToInclusiveFen: fen,
  fixedExpenseFen: fen,
  expenseAboveBasisPoints: basisPoints,
  brackets: taxBrackets,
})

export const retirementGroups = ['male', 'femaleCadre', 'femaleWorker'] as const
const retirementTable = z.array(
  z.strictObject({
    group: z.enum(retirementGroups),
    baseYears: z.int().min(40).max(70),
    /** The first month in which reaching the base age is already postponed. */
    stepsFrom: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    /** One more month of postponement for each such run of months. */
    monthsPerStep: z.int().min(1),
    maxDelayMonths: z.int().min(0),
  }),
)

export const employerKinds = [
  'company',
  'soleTrader',
  'cooperative',
  'villageCollective',
  'publicBody',
  'household',
] as const
export const contractKinds = [
  'partTimeLabour',
  'taskLabour',
  'fixedTermLabour',
  'serviceAgreement',
  'overAgeAgreement',
  'newFormAgreement',
] as const
export const contractFactNames = [
  'workerAge',
  'workerPastRetirement',
  'workerIsStudent',
  'employerKind',
  'hoursPerDay',
  'hoursPerWeekWithEmployer',
  'days',
  'isNewForm',
] as const

const contractCondition = z.union([
  z.strictObject({ fact: z.enum(contractFactNames), is: z.union([z.boolean(), z.string()]) }),
  z.strictObject({ fact: z.enum(contractFactNames), oneOf: z.array(z.string()).min(1) }),
  z.strictObject({ fact: z.enum(contractFactNames), op: z.enum(['lt', 'lte', 'gt', 'gte']), valueKey: words }),
])

/** Ordered: the first row whose conditions all hold decides. `kind: null` means no contract is lawful. */
const contractKindTable = z
  .array(
    z.strictObject({
      rowId: words,
      when: z.array(contractCondition),
      kind: z.enum(contractKinds).nullable(),
      article: words,
      plainReasonZh: words,
      lawyerConfirmed: z.boolean(),
    }),
  )
  .refine(
    (rows) => rows.at(-1)?.when.length === 0,
    'the last row must apply always, or some facts would decide nothing',
  )
  .refine((rows) => new Set(rows.map((row) => row.rowId)).size === rows.length, 'row ids must be unique')

const placeholderPattern = /\{([A-Za-z0-9]+)\}/g
const contractTemplate = z
  .strictObject({
    version: words,
    kind: z.enum(contractKinds),
    titleZh: words,
    partiesZh: z.strictObject({ employer: words, worker: words }),
    /** What a tired person needs to know before signing, a sentence each. */
    summaryZh: z.array(words).min(3),
    clauses: z.array(z.strictObject({ id: words, titleZh: words, textZh: words, article: words })).min(5),
    placeholders: z.array(words).min(1),
  })
  .superRefine((template, context) => {
    const texts = [...template.summaryZh, ...template.clauses.map((clause) => clause.textZh)].join('\n')
    const used = new Set([...texts.matchAll(placeholderPattern)].map((match) => match[1] ?? ''))
    const declared = new Set(template.placeholders)
    for (const name of used) if (!declared.has(name)) context.addIssue(`placeholder {${name}} is used but not declared`)
    for (const name of declared) if (!used.has(name)) context.addIssue(`placeholder ${name} is declared but not used`)
    const ids = template.clauses.map((clause) => clause.id)
    if (new Set(ids).size !== ids.length) context.addIssue('clause ids must be unique')
  })

const regularExpression = z.string().min(1).refine(compiles, 'must be a valid regular expression (flags giu)')

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'giu').source.length > 0
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

export const screeningSeverities = ['block', 'review', 'warn'] as const
export const screeningCategories = [
  'discrimination',
  'age',
  'fee',
  'trainingLoan',
  'unlawfulWork',
  'minor',
  'contact',
  'pay',
  'fraud',
  'unfairTerm',
  'other',
] as const
export const postingFactNames = [
  'hourlyPayFen',
  'dailyPayFen',
  'minAgeAsked',
  'maxAgeAsked',
  'occupationForbiddenForMinors',
  'workerPaysFen',
] as const

const factCondition = z.union([
  z.strictObject({ fact: z.enum(postingFactNames), is: z.boolean() }),
  z.strictObject({ fact: z.enum(postingFactNames), op: z.enum(['lt', 'lte', 'gt', 'gte']), valueKey: words }),
])

const screeningRule = z
  .strictObject({
    ruleId: words,
    category: z.enum(screeningCategories),
    severity: z.enum(screeningSeverities),
    /** Any match is a hit, unless an exception's match overlaps it. */
    patterns: z.array(regularExpression).default([]),
    exceptions: z.array(regularExpression).default([]),
    /** A number captured by a named group must compare so with a policy value times `scale` for the match to count. */
    captures: z
      .array(
        z.strictObject({
          group: words,
          op: z.enum(['lt', 'lte', 'gt', 'gte']),
          valueKey: words,
          scale: z.number().positive().default(1),
        }),
      )
      .default([]),
    /** Hits without any text: all conditions on the posting's structured facts hold. */
    facts: z.array(factCondition).default([]),
    article: words,
    explanationZh: words,
    wayOutZh: words,
  })
  .refine((rule) => rule.patterns.length > 0 !== rule.facts.length > 0, 'a rule has either patterns or facts')

const screeningRules = z
  .array(screeningRule)
  .min(1)
  .refine((rules) => new Set(rules.map((rule) => rule.ruleId)).size === rules.length, 'rule ids must be unique')

const cancellationWindows = z
  .array(
    z.strictObject({
      party: z.enum(['worker', 'employer']),
      /** Applies when at least so many minutes are left before the shift starts (the first fitting row counts). */
      atLeastMinutesBefore: z.int().min(0),
      standingPoints: z.int().min(0),
      /** Share of the agreed pay of the first day the other side is owed. */
      compensationBasisPoints: basisPoints,
      reasonRequired: z.boolean(),
      plainZh: words,
    }),
  )
  .min(2)

const arrearsSteps = z
  .array(
    z.strictObject({
      afterMinutes: z.int().min(0),
      action: z.enum(['remindEmployer', 'warnEmployer', 'stopPosting', 'handOverToRights']),
      plainZh: words,
    }),
  )
  .min(1)
  .refine((steps) => steps.every((s, i) => s.afterMinutes >= (steps[i - 1]?.afterMinutes ?? 0)), 'steps must ascend')

const calendarYear = z.strictObject({
  year: z.int(),
  /** Weekdays on which offices rest. */
  restWeekdays: z.array(dateSchema),
  /** Saturdays and Sundays on which offices work. */
  workWeekends: z.array(dateSchema),
  /** Days on which work earns the statutory-holiday rate. */
  statutoryHolidays: z.array(dateSchema),
})

const reportingUnits = z
  .array(
    z.strictObject({
      code: z.string().regex(/^\d{6}(\d{3})?$/),
      nameZh: words,
      cityCode: z.string().regex(/^\d{6}$/),
      /** Values not set for this unit are those of that one. */
      inheritsFrom: z
        .string()
        .regex(/^\d{6}$/)
        .nullable(),
    }),
  )
  .min(1)
  .refine((units) => new Set(units.map((unit) => unit.code)).size === units.length, 'unit codes must be unique')

/** Requirements, items or options of the text, each with the words a clerk reads. */
const checklist = z
  .array(z.strictObject({ id: words, titleZh: words, required: z.boolean() }))
  .min(1)
  .refine((items) => new Set(items.map((item) => item.id)).size === items.length, 'item ids must be unique')

/** Numbers to call, the most urgent first. */
const hotlines = z
  .array(
    z.strictObject({
      id: words,
      number: z.string().regex(/^\d{3,12}$/, 'must be a number people can dial'),
      titleZh: words,
      /** When to call it, in plain words. */
      useZh: words,
    }),
  )
  .min(1)
  .refine((lines) => new Set(lines.map((line) => line.id)).size === lines.length, 'hotline ids must be unique')

/** What happens when a worker calls for help: who is told, how soon somebody answers, whom to call meanwhile. */
const troubleKinds = z
  .array(
    z.strictObject({
      kind: words,
      answerWithinMinutes: z.int().min(1),
      tell: z.array(z.enum(['employer', 'county'])).min(1),
      /** Ids of `help.hotlines`. */
      hotlines: z.array(words),
      callOtherSide: z.boolean(),
      adviceZh: words,
    }),
  )
  .min(1)
  .refine((kinds) => new Set(kinds.map((one) => one.kind)).size === kinds.length, 'kinds must be unique')

/** Work nobody may do without a certificate. Of the certificates of one row any will do; several rows are all asked for. */
const qualificationTable = z
  .array(
    z.strictObject({
      /** Code of the 2022 classification. */
      occupation: z.string().regex(/^\d-\d{2}-\d{2}-\d{2}$/),
      /** Codes of the reference list of certificates. */
      anyOf: z.array(words).min(1),
      article: words,
    }),
  )
  .min(1)

export const kindSchemas = {
  number: z.number(),
  boolean: z.boolean(),
  text: words,
  textList: z.array(words).min(1),
  date: dateSchema,
  numberRecord: z.record(z.string(), z.number()),
  checklist,
  areaBands: sites.areaBands,
  cumulativeTax,
  labourServiceTax,
  retirementTable,
  contractKindTable,
  contractTemplate,
  screeningRules,
  cancellationWindows,
  arrearsSteps,
  calendarYear,
  clockWindows,
  clockSpan,
  clockSpans,
  reportingUnits,
  scoreGroups: sites.scoreGroups,
  scoreItems: sites.scoreItems,
  serviceMeasures: sites.serviceMeasures,
  fundIndicators: sites.fundIndicators,
  reportForm: sites.reportForm,
  boardTexts: sites.boardTexts,
  standardItems: sites.standardItems,
  formLayout: sites.formLayout,
  hotlines,
  transition: sites.transition,
  troubleKinds,
  qualificationTable,
} as const

export type Kind = keyof typeof kindSchemas
/** The parsed value of each kind. */
export type KindValue = { [K in Kind]: z.output<(typeof kindSchemas)[K]> }
export type ContractKind = (typeof contractKinds)[number]
export type EmployerKind = (typeof employerKinds)[number]
export type RetirementGroup = (typeof retirementGroups)[number]
export type ScreeningSeverity = (typeof screeningSeverities)[number]
export type ScreeningCategory = (typeof screeningCategories)[number]
