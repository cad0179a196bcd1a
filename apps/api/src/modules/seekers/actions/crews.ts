import { crewMemberStates } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker, requirePerson } from '../../../kernel/rights.ts'
import {
  findPersonExactly,
  grantCrewLeader,
  personFacts,
  personsFacts,
  proveIntent,
  refuseCounted,
  refuseWhenTriedOut,
  requireVerified,
  triesKey,
} from '../../identity/index.ts'
import {
  findCrewIdsOf,
  findCrews,
  findMember,
  findMembers,
  insertCrew,
  inviteRow,
  lockCrew,
  moveMember,
  type CrewMemberRow,
  type CrewRow,
} from '../store-crews.ts'

/** A crew for engagements: only those who have agreed may be brought along. */
export type Crew = {
  id: string
  name: string
  leaderId: string
  members: Array<{ personId: string; name: string; agreed: boolean }>
}

/** The crew as far as the scope reaches; NotFound where it does not. */
export async function crewOf(ctx: Ctx, crewId: string): Promise<Crew> {
  const [crew] = await findCrews(ctx, [crewId])
  if (!crew) return refuse('NotFound')
  const members = (await findMembers(ctx, [crewId])).filter((one) => one.state !== 'declined')
  return {
    id: crew.id,
    name: crew.name,
    leaderId: crew.leader_id,
    members: members.map((one) => ({ personId: one.person_id, name: one.name, agreed: one.state === 'agreed' })),
  }
}

function toView(crew: CrewRow, members: readonly CrewMemberRow[], leaderName: string) {
  return {
    id: crew.id,
    name: crew.name,
    leaderId: crew.leader_id,
    leaderName,
    members: members
      .filter((one) => one.crew_id === crew.id)
      .map((one) => ({
        personId: one.person_id,
        name: one.name,
        state: one.state,
        stateLabel: crewMemberStates[one.state],
        since: wireTime(one.state_since),
      })),
  }
}

/** Crews with the members this scope reaches, and the leaders' names. */
async function viewCrews(ctx: Ctx, ids: readonly string[], own: readonly CrewMemberRow[] = []) {
  // Members are read before the leaders' rows are opened: a member sees oneself, not the others.
  const members = await findMembers(ctx, ids)
  const leaders = own.map((one) => one.leader_id)
  if (leaders.length > 0) await ctx.tx.widen({ persons: leaders }, 'a member sees which crew it is and who leads it')
  const crews = await findCrews(ctx, ids)
  const names = new Map(
    (
      await personsFacts(
        ctx,
        crews.map((crew) => crew.leader_id),
      )
    ).map((one) => [one.id, one.name]),
  )
  return crews.map((crew) => toView(crew, members, names.get(crew.leader_id) ?? ''))
}

async function viewCrew(ctx: Ctx, id: string, own?: CrewMemberRow) {
  const [crew] = await viewCrews(ctx, [id], own ? [own] : [])
  return crew ?? refuse('NotFound')
}

function record(ctx: Ctx, act: string, crewId: string, personId: string, leaderId: string, onBehalfOf?: string): void {
  ctx.audit({
    subjectKind: 'crew',
    subjectId: crewId,
    act,
    concerns: [...new Set([personId, leaderId])],
    data: { personId },
    ...(onBehalfOf && { onBehalfOf }),
  })
}

type Told = 'crewMemberInvited' | 'crewMemberAgreed' | 'crewMemberDeclined' | 'crewMemberLeft' | 'crewMemberRemoved'

function tell(ctx: Ctx, name: Told, { id, crew_id, person_id }: CrewMemberRow): void {
  ctx.emit({
    name,
    subjectKind: 'crewMember',
    subjectId: id,
    data: { crewId: crew_id, personId: person_id },
  })
}

/** Founds a crew; whoever leads people must have proved the own name. */
export async function createCrew(ctx: Ctx, name: string) {
  const { personId } = requirePerson(ctx.actor)
  await requireVerified(ctx, personId)
  const id = ctx.newId()
  await insertCrew(ctx, { id, leaderId: personId, name })
  await grantCrewLeader(ctx, personId)
  record(ctx, 'create', id, personId, personId)
  return viewCrew(ctx, id)
}

/** Led, joined and invited to. */
export async function listMyCrews(ctx: Ctx, onBehalfOf: string | undefined) {
  const { workerId } = await actingWorker(ctx, onBehalfOf)
  const { led, joined } = await findCrewIdsOf(ctx, workerId)
  const own = await viewCrews(ctx, led)
  return {
    items: [
      ...own,
      ...(await viewCrews(
        ctx,
        joined.map((one) => one.crew_id),
        joined,
      )),
    ],
  }
}

export async function getCrew(ctx: Ctx, crewId: string) {
  const { personId } = requirePerson(ctx.actor)
  const [led] = await findCrews(ctx, [crewId])
  if (led) return viewCrew(ctx, crewId)
  const own = await findMember(ctx, crewId, personId)
  return own && own.state !== 'left' ? viewCrew(ctx, crewId, own) : refuse('NotFound')
}

async function ledCrew(ctx: Ctx, crewId: string): Promise<CrewRow> {
  const { personId } = requirePerson(ctx.actor)
  const [crew] = await findCrews(ctx, [crewId])
  return crew?.leader_id === personId ? crew : refuse('NotFound')
}

async function requireRoom(ctx: Ctx, crewId: string): Promise<void> {
  await lockCrew(ctx, crewId)
  const size = ctx.deps.policy.number('crew.maxSize', businessDay(ctx.now))
  const members = (await findMembers(ctx, [crewId])).filter((one) => one.state !== 'declined')
  if (members.length >= size) refuse('CrewFull', { facts: { size } })
}

/** Invites somebody who is registered; the invitation binds nobody. */
export async function inviteMember(ctx: Ctx, crewId: string, given: { phone: string; name: string }) {
  const crew = await ledCrew(ctx, crewId)
  const missKey = triesKey(ctx, 'findPerson', crew.leader_id)
  await refuseWhenTriedOut(ctx, missKey)
  await requireRoom(ctx, crewId)
  const personId = await findPersonExactly(ctx, given)
  if (!personId) return refuseCounted(ctx, missKey, 'CrewPersonNotFound')
  const { name } = await personFacts(ctx, personId)
  const member = await inviteRow(ctx, { id: ctx.newId(), crewId, personId, leaderId: crew.leader_id, name })
  // Whoever is asked or has agreed already is not asked again.
  if (member) {
    record(ctx, 'invite', crewId, personId, crew.leader_id)
    tell(ctx, 'crewMemberInvited', member)
  }
  return viewCrew(ctx, crewId)
}

/** The member's own word: tapped in the app, or at the counter (with the code of the SMS where one was sent). */
export async function answerInvitation(
  ctx: Ctx,
  crewId: string,
  given: { agree: boolean; code?: string | undefined; onBehalfOf?: string | undefined },
) {
  const acting = await actingWorker(ctx, given.onBehalfOf)
  const personId = acting.workerId
  const member = (await findMember(ctx, crewId, personId)) ?? refuse('NotFound')
  if (given.code !== undefined) {
    await proveIntent(ctx, { personId, purpose: 'joinCrew', subjectId: crewId, code: given.code })
  }
  const to = given.agree ? 'agreed' : 'declined'
  const how = acting.by === 'clerk' ? 'clerk' : 'app'
  if (member.state !== to && !(await moveMember(ctx, crewId, personId, { from: ['invited'], to, how }))) {
    refuse('CrewInvitationGone')
  }
  record(ctx, given.agree ? 'agree' : 'decline', crewId, personId, member.leader_id, acting.onBehalfOf)
  tell(ctx, given.agree ? 'crewMemberAgreed' : 'crewMemberDeclined', member)
  return viewCrew(ctx, crewId, member)
}

export async function leaveCrew(ctx: Ctx, crewId: string, onBehalfOf: string | undefined) {
  const acting = await actingWorker(ctx, onBehalfOf)
  const member = (await findMember(ctx, crewId, acting.workerId)) ?? refuse('NotFound')
  if (await moveMember(ctx, crewId, acting.workerId, { from: ['invited', 'agreed'], to: 'left' })) {
    record(ctx, 'leave', crewId, acting.workerId, member.leader_id, acting.onBehalfOf)
    tell(ctx, 'crewMemberLeft', member)
  }
  return { ok: true as const }
}

export async function removeMember(ctx: Ctx, crewId: string, personId: string) {
  const crew = await ledCrew(ctx, crewId)
  const member = (await findMember(ctx, crewId, personId)) ?? refuse('NotFound')
  const moved = await moveMember(ctx, crewId, personId, { from: ['invited', 'agreed', 'declined'], to: 'left' })
  if (!moved) refuse('NotFound')
  record(ctx, 'remove', crewId, personId, crew.leader_id)
  tell(ctx, 'crewMemberRemoved', member)
  return viewCrew(ctx, crewId)
}
