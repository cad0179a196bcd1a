import { raisedByEmployer, type TroubleKind } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx, DueRow } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { contestRecord, readEngagement, type Engagement } from '../../engagements/index.ts'
import { openSitesIn, siteFacts } from '../../sites/index.ts'
import { mayRaise } from '../rules-troubles.ts'
import { escalateTroubleRow, insertTrouble, openTrouble, type TroubleRow } from '../store-troubles.ts'
import { sideOf, troubleMachine } from '../view-troubles.ts'

export const troubleDueKind = 'rights.troubleOverdue'

export type Call = { kind: TroubleKind; words?: string | undefined; onBehalfOf?: string | undefined }

/** What the policy says of this kind. */
export function answerOf(ctx: Ctx, kind: TroubleKind, county: string) {
  const kinds = ctx.deps.policy.value('trouble.kinds', businessDay(ctx.now), { county })
  const found = kinds.find((one) => one.kind === kind)
  if (!found) throw new Error(`trouble.kinds says nothing of ${kind}`)
  return found
}

/** Whom to call now: the policy's numbers for this kind, and the desk of the site that helped, else of the county. */
async function callNow(ctx: Ctx, engagement: Engagement, hotlineIds: readonly string[]) {
  const hotlines = ctx.deps.policy.value('help.hotlines', businessDay(ctx.now))
  const lines = hotlineIds.flatMap((id) => hotlines.find((line) => line.id === id) ?? [])
  const own = engagement.siteId === null ? undefined : await siteFacts(ctx, engagement.siteId)
  const site = own?.state === 'open' ? own : (await openSitesIn(ctx, engagement.county))[0]
  return [
    ...lines.map((line) => ({ reaches: line.titleZh, number: line.number, use: line.useZh })),
    ...(site ? [{ reaches: site.name, number: site.phone, use: '请驿站工作人员帮忙' }] : []),
  ]
}

/**
 * A worker calls for help. Whom the policy names is told at once, somebody answers within its time limit, and the
 * worker learns whom to call now. Calling twice for the same is one call. Refuses TroubleNotNow.
 */
export async function raiseTrouble(ctx: Ctx, engagementId: string, call: Call) {
  const acting = await actingWorker(ctx, call.onBehalfOf)
  const engagement = await readEngagement(ctx, engagementId)
  if (engagement.workerId !== acting.workerId) refuse('NotFound')
  if (!mayRaise(call.kind, engagement.state)) refuse('TroubleNotNow')
  const answer = answerOf(ctx, call.kind, engagement.county)
  const fresh = await insertTrouble(ctx, {
    id: ctx.newId(),
    engagementId,
    postingId: engagement.postingId,
    employerId: engagement.employerId,
    workerId: engagement.workerId,
    workerName: engagement.workerName,
    title: engagement.terms.title,
    county: engagement.county,
    siteId: engagement.siteId,
    kind: call.kind,
    words: call.words ?? null,
    dueAt: new Date(ctx.now.getTime() + answer.answerWithinMinutes * 60_000),
  })
  // Who has objected before, or has lost nothing, has nothing to object to.
  if (fresh && call.kind === 'recordWrong' && !(await contestRecord(ctx, engagementId, acting))) refuse('TroubleNotNow')
  const row = fresh ?? (await openTrouble(ctx, engagementId, call.kind)) ?? refuse('StateConflict')
  if (fresh) tellOf(ctx, fresh, acting, answer.tell)
  return {
    row,
    advice: answer.adviceZh,
    callNow: await callNow(ctx, engagement, answer.hotlines),
    callOtherSide: answer.callOtherSide,
  }
}

/** Leaves its trace, and tells whom the policy names. */
export function tellOf(
  ctx: Ctx,
  row: TroubleRow,
  acting: { by: 'worker' | 'employer' | 'clerk'; onBehalfOf?: string },
  tell: readonly ('employer' | 'county')[],
): void {
  const data = { engagementId: row.engagement_id, reason: row.kind, by: acting.by }
  const { by, onBehalfOf } = acting
  recordBirth(ctx, troubleMachine, row, { by, event: 'troubleRaised', ...(onBehalfOf && { onBehalfOf }), data })
  for (const [whom, name] of [
    ['employer', 'troubleForEmployer'],
    ['county', raisedByEmployer(row.kind) ? 'employerRecordForCounty' : 'troubleForCounty'],
  ] as const) {
    if (tell.includes(whom)) ctx.emit({ name, subjectKind: 'trouble', subjectId: row.id, data })
  }
  ctx.schedule({ kind: troubleDueKind, subjectId: row.id, dueAt: row.due_at })
}

/** Nobody has closed it in time: the county is told, once. */
export async function escalateTrouble(ctx: Ctx, due: DueRow): Promise<void> {
  const row = await escalateTroubleRow(ctx, due.subjectId)
  if (!row) return
  const subject = { subjectKind: 'trouble', subjectId: row.id }
  const concerns = [sideOf(row)]
  ctx.audit({ ...subject, act: 'escalate', capacity: 'system', county: row.county, concerns })
  const name = raisedByEmployer(row.kind) ? 'employerRecordOverdue' : 'troubleOverdue'
  ctx.emit({ name, ...subject, data: { reason: row.kind } })
}
