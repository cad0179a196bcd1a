import { addDays, addWorkingDays, workingDayBefore } from '@linggong/policy'
import type { AssessmentState, ImprovementState } from '@linggong/contract'
import {
  isReckoned,
  seededOutcome,
  seededTable,
  selfItems,
  type Facts,
  type Given,
  type ScoreTable,
} from '../modules/assessments/seeding.ts'
import { dayStartMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import { addLimit, addSteps, later, middayOf, type Office, type Person, type Step } from './programme-steps.ts'
import type { Random } from './random.ts'
import type { Site } from './sites.ts'

/** Last year whose assessments are decided by today; the next is under way. */
export function decidedYear(today: string): number {
  const year = Number(today.slice(0, 4))
  return today > `${year}-04-15` ? year - 1 : year - 2
}

/** How an assessment of the decided year ended, and what came of it. */
const ends = ['low', 'veto', 'pass', 'revoked', 'repaired'] as const
export type End = (typeof ends)[number] | 'good'
/** One after another; once each has come, what follows is mostly good. */
export const endOf = (n: number, random: Random): End =>
  ends[n] ?? (random.chance(0.85) ? 'good' : random.pick(['low', 'pass', 'repaired'] as const))

const onPaper = '平台启用前的台账在纸上,按纸质花名册核对'
/** Kept on paper until the platform came; the county scores them with a reason. */
const paperItems: ReadonlySet<string> = new Set([
  'postings',
  'reviews',
  'referrals',
  'hardToEmploy',
  'training',
  'satisfaction',
])

export const tenth = (points: number): number => Math.round(points * 10) / 10
type Scored = { self: Given[]; county: Given[] }

/** Points of a site of this quality (0 to 1), where the records do not decide. */
export function pointsOf(table: ScoreTable, site: Site, facts: Facts, random: Random, quality: number): Scored {
  const near = (points: number, of: number) => tenth(points * Math.min(1, Math.max(0, of)))
  const self = selfItems(table).map((item): Given => ({
    item: item.id,
    points: near(item.points, quality + random.int(0, 10) / 100),
    note: '',
  }))
  const county = table.items.flatMap((item): Given[] => {
    const points = near(item.points, quality + random.int(-4, 4) / 100)
    if (!item.source) return [{ item: item.id, points, note: '' }]
    const known = isReckoned(item, facts, site.kind) && item.id !== 'referrals' && item.id !== 'postings'
    return paperItems.has(item.id) && !known ? [{ item: item.id, points, note: onPaper }] : []
  })
  return { self, county }
}

export type Drawn = {
  site: Site
  office: Office
  year: number
  table: ScoreTable
  facts: Facts
  factsOn: string
  quality: number
}

type Column = string | number | boolean | Date | null
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export function addRow(
  lane: Lane,
  one: Drawn,
  row: {
    id: string
    state: AssessmentState
    since: string
    dueOn: string | null
    self: readonly Given[] | null
    county: readonly Given[] | null
    city: readonly Given[] | null
    vetoes: ReadonlyArray<{ id: string; note: string }>
    drawn: boolean | null
    notice: readonly [string | null, string | null]
  },
): { total: number; stars: number | null } | null {
  const { site, office, table, facts } = one
  const outcome =
    row.county === null
      ? null
      : seededOutcome(table, site.kind, facts, { county: row.county, city: row.city, vetoes: row.vetoes.length })
  const columns: Column[] = [
    row.id,
    site.id,
    site.unit.code,
    site.register.operatorId,
    site.kind,
    site.name,
    one.year,
    row.state,
    middayOf(row.since),
    json(table),
    json(facts),
    one.factsOn,
    row.dueOn,
    json(row.self),
    json(row.county),
    json(row.city),
    json(row.vetoes),
    outcome?.total ?? null,
    outcome?.result ?? null,
    outcome?.stars ?? null,
    row.drawn,
    outcome && office.officers[0].id,
    row.city && office.city.id,
    ...row.notice,
  ]
  lane.add('assessments', columns)
  return outcome
}

export const opinionOf = (total: number | undefined) => (total === undefined ? '' : `${total}分`)
export const operatorOf = (random: Random, site: Site, day: string): Person => ({
  id: random.id(dayStartMs(day)),
  name: site.register.legalPerson,
})

/** The facts that a year's records held before the platform kept postings and placements. */
function factsOfLog(site: Site, year: number, frame: Frame): Facts {
  const open = site.records.openDays.get(year) ?? 0
  const minimum = frame.policy.answer('site.minimumStaff', `${year}-12-31`, { county: site.unit.code })
  const wanted = minimum.status === 'noPolicy' ? undefined : minimum.value[site.kind]
  const whole = { value: open, of: open, sample: open }
  return {
    openingDays: whole,
    visitorsRecorded: whole,
    ...(wanted && { staffing: { value: site.records.staff, of: wanted, sample: wanted } }),
  }
}

const qualityOf: Readonly<Record<Exclude<End, 'good'>, number>> = {
  low: 0.52,
  veto: 0.86,
  pass: 0.64,
  revoked: 0.74,
  repaired: 0.75,
}

export type Stars = { id: string; year: number; stars: number | null; publishedOn: string }

/**
 * The decided assessment of a year, with its steps, what was ordered after it, and the stars that follow from its
 * points. Null for a site that had not run for a year, or without a policy.
 */
export function addDecided(
  lane: Lane,
  frame: Frame,
  random: Random,
  of: { site: Site; office: Office; recognisedOn: string; end: End },
): Stars | null {
  const { site, office, end } = of
  const year = decidedYear(frame.today)
  const openedOn = `${year + 1}-03-05`
  const table = seededTable(frame.policy, site.unit.code, `${year}-12-31`)
  if (!table || addDays(site.register.openedOn, 366) > openedOn || of.recognisedOn > `${year}-12-31`) return null
  const facts = factsOfLog(site, year, frame)
  const quality = end === 'good' ? random.pick([0.97, 0.88, 0.86, 0.78, 0.76]) : qualityOf[end]
  const one: Drawn = { site, office, year, table, facts, factsOn: `${year}-12-31`, quality }
  const { self, county } = pointsOf(table, site, facts, random, quality)
  const id = random.id(middayOf(openedOn).getTime())
  const day = (n: number) => `${year + 1}-03-${String(5 + n).padStart(2, '0')}`
  const publishedOn = day(15)
  const vetoes = end === 'veto' ? [{ id: 'charging', note: '向三名求职者收了“介绍费”,已查实并退还' }] : []
  const [planned, yesterday] = [addDays(publishedOn, 60), addDays(frame.today, -1)]
  const revokedOn = planned < yesterday ? planned : yesterday
  const revoked = end === 'revoked'
  const outcome = addRow(lane, one, {
    id,
    state: revoked ? 'revoked' : 'decided',
    since: revoked ? revokedOn : publishedOn,
    dueOn: null,
    self,
    county,
    city: null,
    vetoes,
    drawn: false,
    notice: [day(8), day(14)],
  })
  const stars = outcome?.stars ?? null
  const operator = operatorOf(random, site, openedOn)
  const [officer] = office.officers
  const steps: Step[] = [
    { move: 'open', day: openedOn, by: 'officer', who: officer },
    { move: 'selfAssess', day: day(2), by: 'operator', who: operator },
    { move: 'score', day: day(5), by: 'officer', who: officer, opinion: opinionOf(outcome?.total) },
    { move: 'passUndrawn', day: day(6), by: 'officer', who: office.city },
    { move: 'publish', day: day(8), by: 'officer', who: officer },
    { move: 'clear', day: publishedOn, by: 'system', who: null },
  ]
  if (revoked)
    steps.push({
      move: 'revoke',
      day: revokedOn,
      by: 'officer',
      who: officer,
      opinion: '整改不到位:到期没有改',
      reason: 'other',
    })
  addSteps(lane, random, site, { kind: 'assessment', id }, steps, null)
  const starsId = random.id(middayOf(publishedOn).getTime())
  lane.add('site_stars', [starsId, site.id, site.unit.code, year, revoked ? null : stars, publishedOn])
  addImprovements(lane, frame, random, { site, id, officer, operator, publishedOn, revokedOn, end })
  return revoked ? null : { id: starsId, year, stars, publishedOn }
}

type Order = {
  state: ImprovementState
  items: string[]
  on: string
  due: string
  report: string | null
  outcome: string | null
}

const wanted = ['制度牌缺两块,按标准补齐上墙', '来访登记连续几天没有记']
const done = '制度牌已补齐上墙,来访登记改为当天记、当天看'

/** Orders to improve by how the assessment ended: overdue, reported, failed after a return, put right. */
function ordersOf(frame: Frame, end: End, publishedOn: string, revokedOn: string): Order[] {
  const within = (on: string) => addWorkingDays(frame.policy, on, 30).date
  const order = (state: ImprovementState, on: string, report: string | null, outcome: string | null): Order => ({
    state,
    items: wanted,
    on,
    due: within(on),
    report,
    outcome,
  })
  const longAgo = later(addDays(frame.today, -55), addDays(publishedOn, 1))
  const lately = later(addDays(frame.today, -12), addDays(publishedOn, 1))
  if (end === 'low') return [order('ordered', longAgo, null, null)]
  if (end === 'pass') return [order('reported', lately, done, null)]
  if (end === 'veto') return [order('ordered', lately, null, null)]
  const mended = order('repaired', addDays(publishedOn, 5), done, '现场看过,都补齐了')
  if (end === 'repaired') return [mended]
  // Put right once, and then no more.
  return end === 'revoked'
    ? [mended, { ...order('failed', addDays(publishedOn, 20), null, '到期没有改'), due: revokedOn }]
    : []
}

/** Of an order nobody has reported on, its site is reminded, and its county hears when the last day is over. */
function addOrderLimit(lane: Lane, frame: Frame, site: Site, subjectId: string, dueOn: string): void {
  const days = frame.policy.answer('assessment.improvementRemindWorkingDaysBefore', dueOn, { county: site.unit.code })
  const soon = days.status === 'noPolicy' ? null : workingDayBefore(frame.policy, dueOn, days.value)
  addLimit(lane, frame, {
    subjectKind: 'improvement',
    subjectId,
    dueOn,
    overdue: 'improvementOverdue',
    ...(soon !== null && { soon: { on: soon, event: 'improvementDueSoon' } }),
  })
}

function addImprovements(
  lane: Lane,
  frame: Frame,
  random: Random,
  of: { site: Site; id: string; officer: Person; operator: Person; publishedOn: string; revokedOn: string; end: End },
): void {
  const { site, id, officer, operator } = of
  for (const one of ordersOf(frame, of.end, of.publishedOn, of.revokedOn)) {
    const steps: Step[] = [{ move: 'order', day: one.on, by: 'officer', who: officer, opinion: one.items.join(';') }]
    if (one.report !== null)
      steps.push({ move: 'report', day: addDays(one.on, 6), by: 'operator', who: operator, opinion: one.report })
    if (one.state === 'repaired' && one.outcome)
      steps.push({ move: 'accept', day: addDays(one.on, 9), by: 'officer', who: officer, opinion: one.outcome })
    if (one.state === 'failed')
      steps.push({ move: 'fail', day: of.revokedOn, by: 'officer', who: officer, reason: 'notRepaired' })
    const order = random.id(middayOf(one.on).getTime())
    lane.add('improvements', [
      order,
      id,
      site.id,
      site.unit.code,
      site.name,
      one.state,
      middayOf(steps.at(-1)?.day ?? one.on),
      json(one.items),
      one.on,
      one.due,
      one.report,
      one.outcome,
    ])
    addSteps(lane, random, site, { kind: 'improvement', id }, steps, null)
    if (one.state === 'ordered' || one.state === 'reported') addOrderLimit(lane, frame, site, order, one.due)
  }
}
