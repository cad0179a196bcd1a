import {
  isAboutRecord,
  raisedByEmployer,
  reasonLabel,
  stateLabels,
  troubleKinds,
  troubleLifecycle,
  troubleResults,
} from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { Machine } from '../../kernel/transition.ts'
import { readEngagements, recordOf, type Engagement } from '../engagements/index.ts'
import { capacitiesToTrouble, possibleWithTrouble, sideOfTrouble } from './rules-troubles.ts'
import type { TroubleRow } from './store-troubles.ts'

/** Whose matter it is: the worker's, or, of its own points, the employer's. */
export function sideOf(row: TroubleRow): string {
  return raisedByEmployer(row.kind) ? row.employer_id : row.worker_id
}

export const troubleMachine: Machine<
  (typeof troubleLifecycle.states)[number],
  keyof typeof troubleLifecycle.transitions
> = {
  lifecycle: troubleLifecycle,
  table: 'troubles',
  concernsOf: (row) => ({ concerns: [sideOf(row as TroubleRow)], county: String(row.county) }),
}

export function ownedBy(ctx: Ctx, row: TroubleRow): 'nobody' | 'me' | 'other' {
  if (row.owner_id === null) return 'nobody'
  return ctx.actor.kind === 'staff' && ctx.actor.staffId === row.owner_id ? 'me' : 'other'
}

/** The same for closing it: whether a record was right the county decides, also where a site has taken the matter and asked both sides. */
export function closedBy(ctx: Ctx, row: TroubleRow, side: 'worker' | 'site' | 'county'): 'nobody' | 'me' | 'other' {
  const owned = ownedBy(ctx, row)
  return owned === 'other' && isAboutRecord(row.kind) && side === 'county' ? 'me' : owned
}

/** One statement more where an objection to a record is among them, none elsewhere. */
export async function troubleViews(ctx: Ctx, rows: readonly TroubleRow[]) {
  const ids = rows.filter(({ kind }) => isAboutRecord(kind)).map((row) => row.engagement_id)
  const found = ids.length === 0 ? [] : await readEngagements(ctx, { ids })
  const about = new Map(found.map((one) => [one.id, one]))
  return rows.map((row) => troubleView(ctx, row, about.get(row.engagement_id)))
}

export async function oneTroubleView(ctx: Ctx, row: TroubleRow) {
  const [view] = await troubleViews(ctx, [row])
  return view!
}

function troubleView(ctx: Ctx, row: TroubleRow, about: Engagement | undefined) {
  const capacities = capacitiesToTrouble(ctx.actor, row)
  const side = sideOfTrouble(capacities)
  const possible = possibleWithTrouble(row.state, capacities, closedBy(ctx, row, side))
  return {
    id: row.id,
    engagementId: row.engagement_id,
    employerId: row.employer_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    title: row.title,
    county: row.county,
    siteId: row.site_id,
    kind: row.kind,
    kindLabel: troubleKinds[row.kind].label,
    words: row.words,
    record: isAboutRecord(row.kind) && about ? { ...recordOf(about), noticeMinutes: about.noticeMinutes } : null,
    state: row.state,
    stateLabel: stateLabels.trouble[row.state],
    raisedAt: wireTime(row.raised_at),
    dueAt: wireTime(row.due_at),
    late: row.state === 'open' && row.due_at < ctx.now,
    ownerId: row.owner_id,
    solvedAt: row.state === 'solved' ? wireTime(row.state_since) : null,
    resultLabel: row.result_code && reasonLabel('trouble.solve', row.result_code),
    resultNote: row.result_note,
    possible,
    results: possible.includes('solve') ? troubleResults(row.kind, side) : [],
  }
}
