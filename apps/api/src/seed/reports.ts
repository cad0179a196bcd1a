import { addWorkingDays } from '@linggong/policy'
import type { ReportFigure } from '@linggong/contract'
import type pg from 'pg'
import type { Ctx, StaffPost } from '../kernel/context.ts'
import * as reporting from '../modules/reports/seeding.ts'
import { act } from './acting.ts'
import { dayStartMs, hourMs, type Frame } from './frame.ts'
import type { Office, Person } from './programme-steps.ts'
import type { Random } from './random.ts'
import { seededNarratives, seededProblems } from './report-words.ts'
import type { UnitLetter } from './templates.ts'

type Quarter = reporting.Quarter
type Correction = { figure: ReportFigure; value: number; reason: string }
/** When a county did what, in working days after the quarter's end. */
type Course = { compiled: number; signed?: number; corrections?: readonly Correction[]; restated?: number }

const trained: Correction = { figure: 'trainings', value: 3, reason: '站里办了3场技能培训,签到表在纸上' }
const complained: readonly Correction[] = [
  { figure: 'complaintsReceived', value: 2, reason: '按12345转办单登记' },
  { figure: 'complaintsClosed', value: 2, reason: '按12345转办单登记' },
]

/** The quarter before last: all have reported, two of them late, one anew. */
const courseBefore: Readonly<Partial<Record<UnitLetter, Course>>> = {
  J: { compiled: 2, signed: 3 },
  D: { compiled: 1, signed: 2 },
  A: { compiled: 3, signed: 4, corrections: [trained] },
  F: { compiled: 2, signed: 4 },
  X: { compiled: 3, signed: 5, corrections: complained, restated: 14 },
  G: { compiled: 6, signed: 9 },
  P: { compiled: 2, signed: 3 },
  S: { compiled: 3, signed: 4, corrections: [trained] },
  Z: { compiled: 10, signed: 12 },
  R: { compiled: 4, signed: 5 },
}
/** The last one: one county is late, one still waits for the signature, two have not begun. */
const courseLast: Readonly<Partial<Record<UnitLetter, Course>>> = {
  J: { compiled: 1, signed: 2, corrections: complained },
  D: { compiled: 2, signed: 3 },
  A: { compiled: 4, corrections: [trained] },
  X: { compiled: 2, signed: 4 },
  G: { compiled: 5, signed: 9 },
  P: { compiled: 3, signed: 4 },
  S: { compiled: 2, signed: 3, corrections: [trained] },
  R: { compiled: 4, signed: 5 },
}
/** When the city merges: a revision signed later makes the last merging out of date. */
const mergings = { before: [8, 17], last: [7] }

type Act = { at: Date; by: Person; post: StaffPost; work: (ctx: Ctx) => Promise<void> }

function atOf(frame: Frame, quarter: Quarter, workingDays: number, minute: number): Date {
  const { date } = addWorkingDays(frame.policy, quarter.to, workingDays)
  return new Date(dayStartMs(date) + 10 * hourMs + minute * 60_000)
}

/** Compiled and written by one officer, signed by another, as the rule asks. */
function actsOf(
  frame: Frame,
  quarter: Quarter,
  one: { county: string; index: number; course: Course; office: Pick<Office, 'officers'>; turn: number },
): Act[] {
  const { county, course, index, turn } = one
  const [compiler, signer] = one.office.officers
  const post: StaffPost = { role: 'countyOfficer', county, siteId: null }
  const of = { county, quarter: quarter.name }
  const on = (days: number, minute: number, by: Person, work: Act['work']): Act => ({
    at: atOf(frame, quarter, days, index * 6 + minute),
    by,
    post,
    work,
  })
  const n = index + turn * 3
  const words = { narrative: seededNarratives[n % seededNarratives.length] ?? seededNarratives[0] }
  const problems = n % 3 === 0 ? seededProblems[n % seededProblems.length] : undefined
  const acts = [
    on(course.compiled, 0, compiler, (ctx) => reporting.compileReport(ctx, county, quarter.name)),
    ...(course.corrections ?? []).map((given) =>
      on(course.compiled, 1, compiler, (ctx) => reporting.correctFigure(ctx, of, given)),
    ),
    on(course.compiled, 2, compiler, (ctx) => reporting.writeNarrative(ctx, of, { ...words, problems })),
  ]
  const sign = (ctx: Ctx) => reporting.signReport(ctx, county, quarter.name)
  if (course.signed !== undefined) acts.push(on(course.signed, 3, signer, sign))
  if (course.restated !== undefined) {
    const reason = { code: 'lateRows', note: '补录了两家驿站晚报的开门登记' }
    acts.push(
      on(course.restated, 4, compiler, (ctx) => reporting.restateReport(ctx, county, quarter.name, reason)),
      on(course.restated, 5, signer, sign),
    )
  }
  return acts
}

function merging(frame: Frame, quarter: Quarter, workingDays: number, city: Person): Act {
  return {
    at: atOf(frame, quarter, workingDays, 90),
    by: city,
    post: { role: 'cityOfficer', county: null, siteId: null },
    work: (ctx) => reporting.mergeCityReport(ctx, quarter.name),
  }
}

/** The last two quarters that are over. */
function quartersBehind(today: string): [Quarter, Quarter] {
  const current = reporting.quarterOf(`${today.slice(0, 4)}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`)
  const last = reporting.quarterOf(current.before)
  return [reporting.quarterOf(last.before), last]
}

/**
 * Reports of two quarters, by the actions that make all others, each as the member of staff and at the moment it was; what would
 * lie in the future has not happened. A city that has reports already keeps them as they are: they were frozen with what stood then.
 */
export async function addReports(
  client: pg.ClientBase,
  frame: Frame,
  random: Random,
  offices: ReadonlyMap<string, Office>,
): Promise<void> {
  const there = await client.query('select from quarterly_reports limit 1')
  if (there.rows.length > 0) return
  const [before, last] = quartersBehind(frame.today)
  const acts: Act[] = []
  for (const [turn, quarter] of [before, last].entries()) {
    if (frame.policy.answer('report.form', quarter.to).status === 'noPolicy') continue
    const courses = quarter === last ? courseLast : courseBefore
    for (const [index, { code: county, letter }] of frame.units.entries()) {
      const [course, office] = [courses[letter], offices.get(county)]
      if (course && office) acts.push(...actsOf(frame, quarter, { county, index, course, office, turn }))
    }
    const city = [...offices.values()][0]?.city
    for (const days of quarter === last ? mergings.last : mergings.before)
      if (city) acts.push(merging(frame, quarter, days, city))
  }
  const done = acts.filter(({ at }) => at.getTime() < frame.nowMs).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  for (const { at, by, post, work } of done) await act(client, frame, random, { staffId: by.id, post, at }, work)
}
