import { objectToRecord, reasonLabel, type Capacity } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import type { Actor, Ctx } from '../../kernel/context.ts'
import { possibleFor, stateLabel } from './rules.ts'
import { costsWorker } from './rules-standing.ts'
import type { Engagement } from './store.ts'

/** In which capacities somebody stands to an engagement. */
export function capacitiesOf(actor: Actor, engagement: Engagement): Capacity[] {
  if (actor.kind === 'system') return ['system']
  if (actor.kind === 'person') {
    const found: Capacity[] = []
    if (actor.personId === engagement.workerId) found.push('worker')
    if (actor.personId === engagement.crewLeaderId) found.push('crewLeader')
    if (actor.employerIds.includes(engagement.employerId)) found.push('employer')
    return found
  }
  if (actor.kind !== 'staff') return []
  const found: Capacity[] = []
  if (actor.assists.persons.includes(engagement.workerId)) found.push('clerk')
  for (const post of actor.posts) {
    if (post.county !== engagement.county || post.siteId !== null) continue
    if (post.role === 'countyOfficer' || post.role === 'cityOfficer') found.push('officer')
    if (post.role === 'mediator') found.push('mediator')
  }
  return found
}

function possibleActs(ctx: Ctx, engagement: Engagement): string[] {
  const capacities = capacitiesOf(ctx.actor, engagement)
  const moves = possibleFor(engagement.state, capacities)
  const own = capacities.includes('worker') || capacities.includes('clerk')
  return own && costsWorker(engagement) && engagement.standingReview === null ? [...moves, objectToRecord] : moves
}

export function engagementToView(ctx: Ctx, engagement: Engagement) {
  const moveOfEnd = { noShow: 'markNoShow', voided: 'void' }[engagement.state as string] ?? 'cancel'
  return {
    id: engagement.id,
    shiftId: engagement.shiftId,
    postingId: engagement.postingId,
    employerId: engagement.employerId,
    workerId: engagement.workerId,
    workerName: engagement.workerName,
    county: engagement.county,
    state: engagement.state,
    stateLabel: stateLabel(engagement.state),
    startsAt: wireTime(engagement.startsAt),
    endsAt: wireTime(engagement.endsAt),
    fillMode: engagement.fillMode,
    crewLeaderId: engagement.crewLeaderId,
    terms: engagement.terms,
    acceptedAt: wireTime(engagement.acceptedAt),
    endedBy: engagement.endedBy,
    endedReason: engagement.endedReason,
    endedReasonLabel: engagement.endedReason ? reasonLabel(`engagement.${moveOfEnd}`, engagement.endedReason) : null,
    lateNotice: engagement.lateNotice,
    imported: engagement.imported,
    possible: possibleActs(ctx, engagement),
  }
}
