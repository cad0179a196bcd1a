import type { CrewMemberState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export type CrewRow = { id: string; leader_id: string; name: string; created_at: Date; ended_at: Date | null }
export type CrewMemberRow = {
  id: string
  crew_id: string
  person_id: string
  leader_id: string
  name: string
  state: CrewMemberState
  state_since: Date
}

export async function insertCrew(ctx: Ctx, crew: { id: string; leaderId: string; name: string }): Promise<void> {
  await ctx.tx.query('insert into crews (id, leader_id, name, created_at) values ($1, $2, $3, $4)', [
    crew.id,
    crew.leaderId,
    crew.name,
    ctx.now,
  ])
}

export async function findCrews(ctx: Ctx, ids: readonly string[]): Promise<CrewRow[]> {
  return ctx.tx.query<CrewRow>('select * from crews where id = any ($1::uuid[]) and ended_at is null order by id', [
    ids,
  ])
}

export async function findCrewIdsOf(ctx: Ctx, personId: string): Promise<{ led: string[]; joined: CrewMemberRow[] }> {
  const led = await ctx.tx.query<{ id: string }>(
    'select id from crews where leader_id = $1 and ended_at is null order by id',
    [personId],
  )
  const joined = await ctx.tx.query<CrewMemberRow>(
    `select * from crew_members where person_id = $1 and state in ('invited', 'agreed') order by crew_id`,
    [personId],
  )
  return { led: led.map((row) => row.id), joined }
}

/** Members as far as the scope reaches: all for the leader, oneself for a member. */
export async function findMembers(ctx: Ctx, crewIds: readonly string[]): Promise<CrewMemberRow[]> {
  return ctx.tx.query<CrewMemberRow>(
    `select * from crew_members where crew_id = any ($1::uuid[]) and state in ('invited', 'agreed', 'declined')
     order by invited_at, person_id`,
    [crewIds],
  )
}

export async function findMember(ctx: Ctx, crewId: string, personId: string): Promise<CrewMemberRow | undefined> {
  const [row] = await ctx.tx.query<CrewMemberRow>('select * from crew_members where crew_id = $1 and person_id = $2', [
    crewId,
    personId,
  ])
  return row
}

/** Locks the crew while its members are counted: two invitations at once cannot overfill it. */
export async function lockCrew(ctx: Ctx, crewId: string): Promise<void> {
  await ctx.tx.query('select id from crews where id = $1 for update', [crewId])
}

/** Null when that person is asked or a member already. */
export async function inviteRow(
  ctx: Ctx,
  member: { id: string; crewId: string; personId: string; leaderId: string; name: string },
): Promise<CrewMemberRow | null> {
  const [row] = await ctx.tx.query<CrewMemberRow>(
    `insert into crew_members (crew_id, person_id, leader_id, name, state, state_since, invited_at, id)
     values ($1, $2, $3, $4, 'invited', $5, $5, $6)
     on conflict (crew_id, person_id) do update set state = 'invited', state_since = excluded.state_since,
       invited_at = excluded.invited_at, agreed_how = null
     where crew_members.state in ('declined', 'left') returning *`,
    [member.crewId, member.personId, member.leaderId, member.name, ctx.now, member.id],
  )
  return row ?? null
}

/** Moves the membership from one of `from`; false when it was elsewhere. */
export async function moveMember(
  ctx: Ctx,
  crewId: string,
  personId: string,
  move: { from: readonly CrewMemberState[]; to: CrewMemberState; how?: 'app' | 'clerk' },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update crew_members set state = $3, state_since = $4, agreed_how = coalesce($5, agreed_how)
     where crew_id = $1 and person_id = $2 and state = any ($6::text[]) returning person_id`,
    [crewId, personId, move.to, ctx.now, move.how ?? null, move.from],
  )
  return rows.length > 0
}
