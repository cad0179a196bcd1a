import { haversineMeters } from '@linggong/reference'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { transition } from '../../../kernel/transition.ts'
import { noteStep } from '../../programmes/index.ts'
import { siteInReach, standingOfSite } from '../../sites/index.ts'
import { checklistFor, dueOn } from '../lists.ts'
import { recognitionMachine } from '../machine.ts'
import { inspectionProblems, type Checked, type Seen } from '../rules.ts'
import * as store from '../store.ts'

export async function checklistOfRow(ctx: Ctx, row: Pick<store.RecognitionRow, 'site_id'>): Promise<Checked[]> {
  const site = await siteInReach(ctx, row.site_id)
  return checklistFor(ctx, site, await standingOfSite(ctx, site))
}

type Given = {
  id: string
  items: Seen[]
  areaSquareMeters: number | null
  place: { lat: number; lng: number; accuracyMeters: number } | null
  startedAt: string
  finishedAt: string
  inspectorName: string
  inspectorSignature: string
  sitePersonName: string
  siteSignature: string
  note: string | null
}

/** A tablet's clock may be wrong; what lies clearly ahead of ours is a slip. */
const clockSlackMs = 10 * 60_000

function timeProblems(ctx: Ctx, given: Given) {
  const problems = []
  if (given.finishedAt < given.startedAt && Date.parse(given.finishedAt) < Date.parse(given.startedAt))
    problems.push({ path: 'finishedAt', code: 'order', message: '结束时间早于开始时间,请检查平板的时间' })
  if (Date.parse(given.finishedAt) > ctx.now.getTime() + clockSlackMs)
    problems.push({ path: 'finishedAt', code: 'ahead', message: '查看时间在现在之后,请把平板的时间调准' })
  return problems
}

/**
 * What was seen at the place. From `accepted` the application moves on; a further inspection of one already inspected is
 * kept beside the first. Sent twice it is kept once. Refuses InspectionItemsWrong, everything at once.
 */
export async function recordInspection(ctx: Ctx, recognitionId: string, given: Given): Promise<store.RecognitionRow> {
  const { staffId } = requireStaff(ctx.actor)
  const before = (await store.findRecognition(ctx, recognitionId)) ?? refuse('NotFound')
  if ((await store.inspectionsOf(ctx, recognitionId)).some(({ id }) => id === given.id)) return before
  if (before.state !== 'accepted' && before.state !== 'inspected') refuse('StateConflict')
  const site = await siteInReach(ctx, before.site_id)
  const checklist = checklistFor(ctx, site, await standingOfSite(ctx, site))
  const problems = [...inspectionProblems(given.items, checklist), ...timeProblems(ctx, given)]
  if (problems.length > 0) refuse('InspectionItemsWrong', { problems })
  const { place } = given
  await store.insertInspection(ctx, {
    id: given.id,
    recognition_id: recognitionId,
    siteId: site.id,
    county: site.county,
    items: given.items,
    area_square_meters: given.areaSquareMeters,
    lat: place?.lat ?? null,
    lng: place?.lng ?? null,
    accuracy_meters: place?.accuracyMeters ?? null,
    distance_meters: place ? Math.round(haversineMeters(place, site)) : null,
    started_at: new Date(given.startedAt),
    finished_at: new Date(given.finishedAt),
    inspectorId: staffId,
    inspector_name: given.inspectorName,
    inspector_signature: given.inspectorSignature,
    site_person_name: given.sitePersonName,
    site_signature: given.siteSignature,
    note: given.note,
  })
  await noteStep(ctx, {
    subjectKind: 'recognition',
    subjectId: recognitionId,
    siteId: site.id,
    county: site.county,
    move: 'inspect',
    by: 'officer',
    opinion: given.note ?? undefined,
  })
  const data = { inspectionId: given.id }
  if (before.state === 'inspected') {
    ctx.audit({ subjectKind: 'recognition', subjectId: recognitionId, act: 'inspectAgain', county: site.county, data })
    return before
  }
  const { row } = await transition<store.RecognitionRow, store.RecognitionRow['state'], 'inspect'>(
    ctx,
    recognitionMachine,
    recognitionId,
    { move: 'inspect', by: 'officer', set: { due_on: dueOn(ctx, 'recognition.decideWorkingDays', site.county) }, data },
  )
  return row
}
