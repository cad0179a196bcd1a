import { isAboutRecord, raisedByEmployer, troubleResults } from '@linggong/contract'
import type { Capacity } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker, requireStaff } from '../../../kernel/rights.ts'
import { transition } from '../../../kernel/transition.ts'
import { settleRecord, settleShiftRecord } from '../../engagements/index.ts'
import { capacitiesToTrouble, isOwn, sideOfTrouble } from '../rules-troubles.ts'
import { lockTrouble, openTroubles, takeTroubleRow, type TroubleRow } from '../store-troubles.ts'
import { closedBy, ownedBy, sideOf, troubleMachine, troubleViews } from '../view-troubles.ts'
import { keyset } from './read-disputes.ts'
import { troubleDueKind } from './raise-trouble.ts'

/** Open calls for help of the asking one's counties and sites, the most urgent first. */
export async function listTroubles(
  ctx: Ctx,
  query: { mine?: 'true' | 'false' | undefined; after?: string | undefined; limit: number },
) {
  const { staffId } = requireStaff(ctx.actor)
  const { counties = [], sites = [] } = ctx.tx.scope
  const rows = await openTroubles(ctx, {
    counties,
    sites,
    ownerId: query.mine === 'true' ? staffId : undefined,
    after: keyset(query.after),
    limit: query.limit + 1,
  })
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: await troubleViews(ctx, items),
    next: rows.length > query.limit && last ? `${last.due_at.getTime()}~${last.id}` : null,
  }
}

/** First contact: who takes it, keeps it until it is solved. Refuses TroubleSolved, TroubleOwnedByOther. */
export async function takeTrouble(ctx: Ctx, id: string): Promise<TroubleRow> {
  const { staffId } = requireStaff(ctx.actor)
  const row = (await lockTrouble(ctx, id)) ?? refuse('NotFound')
  const capacity = capacitiesToTrouble(ctx.actor, row).find((one) => !isOwn(one)) ?? refuse('NotFound')
  if (row.state !== 'open') refuse('TroubleSolved')
  if (ownedBy(ctx, row) === 'me') return row
  const taken = (await takeTroubleRow(ctx, id, staffId)) ?? refuse('TroubleOwnedByOther')
  const subject = { subjectKind: 'trouble', subjectId: id }
  ctx.audit({ ...subject, act: 'take', capacity, county: row.county, concerns: [sideOf(row)] })
  ctx.emit({ name: 'troubleTaken', ...subject, data: { ownerId: staffId } })
  return taken
}

type Solved = { reason: { code: string; note?: string | undefined }; onBehalfOf?: string | undefined }

/** Closes it with its result. Refuses ReasonMissing, TroubleSolved, TroubleOwnedByOther. */
export async function solveTrouble(ctx: Ctx, id: string, act: Solved): Promise<TroubleRow> {
  if (ctx.actor.kind === 'staff' && act.onBehalfOf !== undefined) await actingWorker(ctx, act.onBehalfOf)
  const found = (await lockTrouble(ctx, id)) ?? refuse('NotFound')
  const capacities = capacitiesToTrouble(ctx.actor, found)
  const by = capacities[0] ?? refuse('NotFound')
  if (found.state !== 'open') refuse('TroubleSolved')
  const side = sideOfTrouble(capacities)
  const results: readonly string[] = troubleResults(found.kind, side)
  if (!results.includes(act.reason.code)) refuse('ReasonMissing')
  if (!isOwn(by) && closedBy(ctx, found, side) === 'other') refuse('TroubleOwnedByOther')
  if (!isOwn(by) && found.owner_id === null) await takeTrouble(ctx, id)
  const { code, note } = act.reason
  const { row } = await transition<TroubleRow, TroubleRow['state'], 'solve'>(ctx, troubleMachine, id, {
    move: 'solve',
    by,
    reason: { code, ...(note && { note }) },
    set: { result_code: code, result_note: note ?? null },
    ...(act.onBehalfOf && { onBehalfOf: act.onBehalfOf }),
  })
  ctx.cancelDue(`${troubleDueKind}:${id}`)
  if (isAboutRecord(found.kind)) await settleObjection(ctx, found, act, by)
  return row
}

/** What the points are to be: of an employer it is told what was decided, unless it has taken the objection back. */
async function settleObjection(ctx: Ctx, found: TroubleRow, act: Solved, by: Capacity): Promise<void> {
  const { code, note } = act.reason
  const result = code === 'recordLifted' ? 'lifted' : code === 'recordKept' ? 'kept' : 'takenBack'
  const settle = raisedByEmployer(found.kind) ? settleShiftRecord : settleRecord
  await settle(ctx, found.engagement_id, result, { by, note, onBehalfOf: act.onBehalfOf })
  if (!raisedByEmployer(found.kind) || isOwn(by)) return
  const data = { engagementId: found.engagement_id, reason: code, by }
  ctx.emit({ name: 'employerRecordDecided', subjectKind: 'trouble', subjectId: found.id, data })
}
