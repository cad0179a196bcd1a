import {
  appealOutcomes,
  evidenceKinds,
  inspectionResults,
  objectionOutcomes,
  objectionWays,
  possibleTransitions,
  recognitionLifecycle,
  siteKindLabels,
  standardLevels,
  standardStatuses,
  stateLabels,
  type Capacity,
} from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { rolesOf } from '../../kernel/rights.ts'
import { stepViews } from '../programmes/index.ts'
import { operatorsFacts, siteFiles } from '../sites/index.ts'
import { appealUntil } from './actions/move-recognition.ts'
import { checklistOfRow } from './actions/record-inspection.ts'
import { holderOf, type Checked } from './rules.ts'
import * as store from './store.ts'

export const standardView = (one: Checked) => ({
  ...one,
  levelLabel: standardLevels[one.level],
  evidence: one.evidence.map((kind) => ({ kind, label: evidenceKinds[kind] })),
  statusLabel: standardStatuses[one.status],
})

const appealOpen = (row: store.RecognitionRow) => row.appealed_on !== null && row.appeal_outcome === null

export async function lines(ctx: Ctx, rows: readonly store.RecognitionRow[]) {
  const today = businessDay(ctx.now)
  const units = new Map(reportingUnits().map(({ code, name }) => [code, name]))
  const ids = [...new Set(rows.map((row) => row.operator_id))]
  const operators = new Map((await operatorsFacts(ctx, ids)).map((one) => [one.id, one.name]))
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    siteName: row.site_name,
    siteKindLabel: siteKindLabels[row.site_kind],
    county: row.county,
    countyName: units.get(row.county) ?? '',
    operatorName: operators.get(row.operator_id) ?? '',
    state: row.state,
    stateLabel: stateLabels.recognition[row.state],
    stateSince: wireTime(row.state_since),
    lodgedOn: row.lodged_on,
    dueOn: row.due_on,
    late: row.due_on !== null && row.due_on < today,
    holder: appealOpen(row) ? '市人社局处理申诉' : holderOf(row.state),
    number: row.number,
    recognisedOn: row.recognised_on,
    cityRecordedOn: row.city_recorded_on,
    appealOpen: appealOpen(row),
  }))
}

/** Moves the asking one may make; those of an appeal are acts of their own. */
function possible(ctx: Ctx, row: store.RecognitionRow, until: string | null): string[] {
  const roles = rolesOf(ctx.actor)
  const capacities: Capacity[] = []
  if (roles.includes('countyOfficer')) capacities.push('officer')
  if (roles.includes('operator') || roles.includes('siteManager')) capacities.push('operator')
  const moves = new Set<string>(
    capacities.flatMap((capacity) => possibleTransitions(recognitionLifecycle, row.state, capacity)),
  )
  for (const move of ['reopen', 'restore', 'clear']) moves.delete(move)
  if (row.asked_at !== null) moves.delete('askMore')
  if (roles.includes('countyOfficer') && row.state === 'inspected') moves.add('inspect')
  if (roles.includes('countyOfficer') && row.state === 'inNotice') moves.add('object')
  if (capacities.includes('operator') && until !== null && row.appealed_on === null && businessDay(ctx.now) <= until)
    moves.add('appeal')
  if (roles.includes('cityOfficer') && appealOpen(row)) moves.add('decideAppeal')
  if (roles.includes('cityOfficer') && row.state === 'recognised' && row.city_recorded_on === null)
    moves.add('recordAtCity')
  return [...moves]
}

function inspectionViews(
  ctx: Ctx,
  row: store.RecognitionRow,
  rows: readonly store.InspectionRow[],
  checklist: readonly Checked[],
) {
  const known = new Map(checklist.map((one) => [one.id, one]))
  const within = ctx.deps.policy.answer('recognition.inspectionWithinMeters', businessDay(ctx.now), {
    county: row.county,
  })
  return rows.map((one) => ({
    id: one.id,
    items: one.items.map((seen) => ({
      ...seen,
      clause: known.get(seen.item)?.clause ?? '',
      title: known.get(seen.item)?.title ?? seen.item,
      level: known.get(seen.item)?.level ?? 'must',
      resultLabel: inspectionResults[seen.result],
    })),
    areaSquareMeters: one.area_square_meters,
    distanceMeters: one.distance_meters,
    accuracyMeters: one.accuracy_meters,
    farAway:
      within.status === 'inForce' &&
      one.distance_meters !== null &&
      one.distance_meters - (one.accuracy_meters ?? 0) > within.value,
    startedAt: wireTime(one.started_at),
    finishedAt: wireTime(one.finished_at),
    receivedAt: wireTime(one.received_at),
    inspectorName: one.inspector_name,
    inspectorSignature: one.inspector_signature,
    sitePersonName: one.site_person_name,
    siteSignature: one.site_signature,
    note: one.note,
  }))
}

export async function recognitionView(ctx: Ctx, row: store.RecognitionRow) {
  const [line] = await lines(ctx, [row])
  if (!line) throw new Error('one row, one line')
  const checklist = await checklistOfRow(ctx, row)
  const until = appealUntil(ctx, row)
  return {
    ...line,
    form: row.form,
    checklist: checklist.map(standardView),
    missing: row.missing,
    noticeFrom: row.notice_from,
    noticeTo: row.notice_to,
    inspections: inspectionViews(ctx, row, await store.inspectionsOf(ctx, row.id), checklist),
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
    appeal:
      row.appealed_on === null
        ? null
        : {
            words: row.appeal_words ?? '',
            appealedOn: row.appealed_on,
            outcome: row.appeal_outcome,
            outcomeLabel: row.appeal_outcome && appealOutcomes[row.appeal_outcome],
            note: row.appeal_note,
          },
    appealUntil: until,
    files: await siteFiles(ctx, row.site_id),
    steps: await stepViews(ctx, row.id),
    possible: possible(ctx, row, until),
  }
}
