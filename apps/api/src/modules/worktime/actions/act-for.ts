import type { Capacity } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse, Refusal } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { capacitiesOf, readEngagement, readEngagements, type Engagement } from '../../engagements/index.ts'
import { setPieces, timesheetOf } from '../store.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { byClerk, byForeman, byLocation, bySelf, type Evidence, type Location } from './evidence.ts'
import { viewTimesheet } from './read.ts'

export type Acting = {
  engagement: Engagement
  by: Extract<Capacity, 'worker' | 'employer' | 'crewLeader' | 'clerk'>
  onBehalfOf?: string
}

/**
 * In which capacity the asking one acts on this engagement. Who leads a crew and works in it acts as a worker
 * on the own engagement. Refuses NotFound to anybody else.
 */
export async function actingOn(ctx: Ctx, engagementId: string, onBehalfOf?: string): Promise<Acting> {
  if (ctx.actor.kind === 'staff' && onBehalfOf !== undefined) await actingWorker(ctx, onBehalfOf)
  const engagement = await readEngagement(ctx, engagementId)
  const found = capacitiesOf(ctx.actor, engagement)
  const by = (['worker', 'employer', 'crewLeader', 'clerk'] as const).find((one) => found.includes(one))
  if (!by) return refuse('NotFound')
  return { engagement, by, ...(by === 'clerk' && { onBehalfOf: engagement.workerId }) }
}

/** What stands behind the check: the worker's position, or the word of who leads the work or helps at the counter. */
function evidenceOf(ctx: Ctx, acting: Acting, location: Location | undefined): Evidence {
  if (acting.by === 'clerk') return byClerk
  if (acting.by !== 'worker') return byForeman
  if (location) return byLocation(ctx, acting.engagement, location)
  return refuse('InputInvalid', {
    problems: [{ path: 'location', code: 'missing', message: '请打开定位再签,或扫用工方的码,或请带班帮您记' }],
  })
}

type CheckInput = { location?: Location | undefined; onBehalfOf?: string | undefined; code?: string | undefined }

export async function checkInAs(ctx: Ctx, engagementId: string, input: CheckInput) {
  const acting = await actingOn(ctx, engagementId, input.onBehalfOf)
  const { engagement, by, onBehalfOf } = acting
  return checkIn(ctx, engagement, {
    by,
    onBehalfOf,
    evidence: evidenceOf(ctx, acting, input.location),
    code: input.code,
  })
}

export async function checkOutAs(ctx: Ctx, engagementId: string, input: CheckInput) {
  const acting = await actingOn(ctx, engagementId, input.onBehalfOf)
  const { engagement, by, onBehalfOf } = acting
  return checkOut(ctx, engagement, { by, onBehalfOf, evidence: evidenceOf(ctx, acting, input.location) })
}

/** Nobody's place is asked for: who is hurt or rained off does not stand in line for a position. */
export async function breakOffAs(
  ctx: Ctx,
  engagementId: string,
  input: { reason: { code: string; note?: string | undefined }; onBehalfOf?: string | undefined },
) {
  const { engagement, by, onBehalfOf } = await actingOn(ctx, engagementId, input.onBehalfOf)
  const evidence = by === 'clerk' ? byClerk : by === 'worker' ? bySelf : byForeman
  return checkOut(ctx, engagement, { by, onBehalfOf, evidence, reason: input.reason })
}

export type RowResult = { engagementId: string; ok: boolean; code: string | null; message: string }

/** Does each row by itself: a refusal of one (which has written nothing) leaves the others standing. */
export async function eachRow(
  engagementIds: readonly string[],
  work: (engagementId: string) => Promise<string>,
): Promise<{ items: RowResult[] }> {
  const items: RowResult[] = []
  for (const engagementId of [...new Set(engagementIds)].sort()) {
    try {
      items.push({ engagementId, ok: true, code: null, message: await work(engagementId) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      items.push({ engagementId, ok: false, code: error.code, message: error.problems[0]?.message ?? error.sentence })
    }
  }
  return { items }
}

/** A foreman of the employer, or the crew's leader, ticks off a list. */
export async function checkCrew(ctx: Ctx, shiftId: string, engagementIds: readonly string[], kind: 'in' | 'out') {
  const known = new Map((await readEngagements(ctx, { shiftId, ids: engagementIds })).map((one) => [one.id, one]))
  return eachRow(engagementIds, async (id) => {
    const engagement = known.get(id) ?? refuse('NotFound')
    const found = capacitiesOf(ctx.actor, engagement)
    const by = (['employer', 'crewLeader'] as const).find((one) => found.includes(one)) ?? refuse('NotFound')
    const act = { by, evidence: byForeman }
    const done = kind === 'in' ? await checkIn(ctx, engagement, act) : await checkOut(ctx, engagement, act)
    return done.sentence
  })
}

/** Pieces made, by who leads the work; the worker sees them at once. Refuses PiecesNotAsked, StateConflict. */
export async function countPieces(ctx: Ctx, engagementId: string, pieces: number) {
  const { engagement, by } = await actingOn(ctx, engagementId)
  if (by !== 'employer' && by !== 'crewLeader') refuse('NotFound')
  if (engagement.terms.payMethod !== 'piece') refuse('PiecesNotAsked')
  const before = (await timesheetOf(ctx, engagementId))?.pieces ?? null
  if (!(await setPieces(ctx, engagementId, pieces))) refuse('StateConflict')
  ctx.audit({
    subjectKind: 'engagement',
    subjectId: engagementId,
    act: 'countPieces',
    capacity: by,
    county: engagement.county,
    concerns: [engagement.workerId, engagement.employerId],
    data: { before, pieces },
  })
  ctx.emit({ name: 'piecesCounted', subjectKind: 'engagement', subjectId: engagementId, data: { pieces } })
  return viewTimesheet(ctx, engagementId)
}
