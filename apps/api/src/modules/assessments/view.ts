import {
  assessmentLifecycle,
  assessmentResults,
  evidenceKinds,
  improvementLifecycle,
  objectionOutcomes,
  objectionWays,
  pointSources,
  possibleTransitions,
  siteKindLabels,
  stateLabels,
  type Capacity,
} from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { rolesOf } from '../../kernel/rights.ts'
import { stepViews } from '../programmes/index.ts'
import { countedOf } from './actions/score.ts'
import { outcomeOf, type Given, type ScoreTable, type TableItem } from './rules.ts'
import * as store from './store.ts'

const itemView = (item: TableItem) => ({
  id: item.id,
  group: item.group,
  clause: item.article,
  title: item.titleZh,
  points: item.points,
  cityPoints: item.cityPoints,
  evidence: item.evidence.map((kind) => evidenceKinds[kind]),
  computed: item.source !== undefined,
  guide: item.guideZh ?? null,
})

export const tableView = (table: ScoreTable) => ({
  version: table.version,
  provisional: table.provisional,
  groups: table.groups.map(({ id, titleZh, points }) => ({ id, title: titleZh, points })),
  items: table.items.map(itemView),
  vetoes: table.vetoes.map(({ id, titleZh }) => ({ id, title: titleZh })),
  lines: table.lines,
  method: table.method,
})

const holders: Partial<Record<store.AssessmentRow['state'], string>> = {
  opened: '站点自评',
  selfAssessed: '县(市、区)人社局评分',
  scored: '市人社局抽查',
  checked: '县(市、区)人社局公示',
  inNotice: '公示中,期满自动定星级',
}

export function lineView(ctx: Ctx, row: store.AssessmentRow, units: ReadonlyMap<string, string> = unitNames()) {
  return {
    id: row.id,
    siteId: row.site_id,
    siteName: row.site_name,
    siteKindLabel: siteKindLabels[row.site_kind],
    county: row.county,
    countyName: units.get(row.county) ?? '',
    year: row.year,
    state: row.state,
    stateLabel: stateLabels.assessment[row.state],
    stateSince: wireTime(row.state_since),
    dueOn: row.due_on,
    late: row.due_on !== null && row.due_on < businessDay(ctx.now),
    holder: row.state === 'scored' && row.drawn === true ? '市人社局抽查(已抽中)' : (holders[row.state] ?? null),
    total: row.total,
    stars: row.stars,
    result: row.result,
    resultLabel: row.result && assessmentResults[row.result],
    drawn: row.drawn,
  }
}

export const unitNames = (): Map<string, string> => new Map(reportingUnits().map(({ code, name }) => [code, name]))

function capacitiesOf(ctx: Ctx): Capacity[] {
  const roles = rolesOf(ctx.actor)
  return [
    ...(roles.includes('countyOfficer') ? (['officer'] as const) : []),
    ...(roles.includes('operator') || roles.includes('siteManager') ? (['operator'] as const) : []),
  ]
}

/** Moves the asking one may make, and acts beside them. */
function possible(ctx: Ctx, row: store.AssessmentRow, open: boolean): string[] {
  const roles = rolesOf(ctx.actor)
  const moves = new Set<string>(
    capacitiesOf(ctx).flatMap((capacity) => possibleTransitions(assessmentLifecycle, row.state, capacity)),
  )
  moves.delete('cityCheck')
  if (row.state === 'opened' && row.due_on !== null && businessDay(ctx.now) <= row.due_on) moves.delete('score')
  if (roles.includes('cityOfficer') && row.state === 'scored' && row.drawn === true) moves.add('cityCheck')
  if (roles.includes('countyOfficer') && row.state === 'inNotice') moves.add('object')
  if (roles.includes('countyOfficer') && !open && !['opened', 'selfAssessed'].includes(row.state)) moves.add('order')
  return [...moves]
}

export function improvementView(ctx: Ctx, row: store.ImprovementRow) {
  const openStates: readonly string[] = ['ordered', 'reported']
  return {
    id: row.id,
    assessmentId: row.assessment_id,
    siteId: row.site_id,
    siteName: row.site_name,
    state: row.state,
    stateLabel: stateLabels.improvement[row.state],
    items: row.items,
    orderedOn: row.ordered_on,
    dueOn: row.due_on,
    late: openStates.includes(row.state) && row.due_on < businessDay(ctx.now),
    report: row.report,
    outcome: row.outcome,
    possible: capacitiesOf(ctx).flatMap((capacity) =>
      possibleTransitions(improvementLifecycle, row.state, capacity),
    ) as string[],
  }
}

const givenView = (given: Given | null) =>
  given && { points: given.points, note: given.note === '' ? null : given.note, photoIds: given.photoIds ?? [] }

export async function assessmentView(ctx: Ctx, row: store.AssessmentRow) {
  const { items: _inItems, ...table } = tableView(row.score_table)
  const counted = countedOf(row)
  const outcome = outcomeOf(row.score_table, counted, row.vetoes.length)
  const improvements = await store.improvementsOf(ctx, row.id)
  return {
    ...lineView(ctx, row),
    table,
    items: counted.map((one) => ({
      ...itemView(one.item),
      reckoned: one.reckoned,
      figure: one.figure,
      self: givenView(one.self),
      countyGiven: givenView(one.county),
      cityGiven: givenView(one.city),
      counts: one.counts,
      countsFrom: one.from,
      countsFromLabel: pointSources[one.from],
    })),
    knownPoints: outcome.known,
    earned: outcome.earned,
    neededPoints: row.score_table.minimumKnownPoints,
    vetoes: row.vetoes.map((one) => ({
      ...one,
      title: row.score_table.vetoes.find(({ id }) => id === one.id)?.titleZh ?? one.id,
    })),
    factsOn: row.facts_on,
    noticeFrom: row.notice_from,
    noticeTo: row.notice_to,
    objections: (await store.objectionsOf(ctx, row.id)).map((one) => ({
      id: one.id,
      receivedOn: one.received_on,
      answerBy: one.answer_by,
      wayLabel: objectionWays[one.way],
      words: one.words,
      outcome: one.outcome,
      outcomeLabel: one.outcome && objectionOutcomes[one.outcome],
      outcomeNote: one.outcome_note,
    })),
    improvements: improvements.map((one) => improvementView(ctx, one)),
    steps: await stepViews(ctx, row.id),
    possible: possible(
      ctx,
      row,
      improvements.some(({ state }) => state === 'ordered' || state === 'reported'),
    ),
  }
}
