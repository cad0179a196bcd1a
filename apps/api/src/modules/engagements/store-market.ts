import type { Ctx } from '../../kernel/context.ts'

/** Reads of many rows at once for whoever holds the market in memory. Needs the system scope. */

/** Places of the shifts named, or of all that are open. */
export async function placesOf(
  ctx: Ctx,
  of: { shiftIds: readonly string[] } | 'open',
): Promise<Array<{ shiftId: string; headcount: number; taken: number; open: boolean }>> {
  return ctx.tx.query(
    `select shift_id as "shiftId", headcount, taken, open from shift_capacities
     where ${of === 'open' ? 'open and taken < headcount' : 'shift_id = any ($1::uuid[])'}`,
    of === 'open' ? [] : [of.shiftIds],
  )
}

export type Occupied = { workerId: string; shiftId: string; startsAt: Date; until: Date }

/** Live work still to come or going on, of the workers named or of all. */
export async function occupiedTimes(ctx: Ctx, of: { workerIds: readonly string[] } | 'all'): Promise<Occupied[]> {
  return ctx.tx.query(
    `select worker_id as "workerId", shift_id as "shiftId", starts_at as "startsAt", occupied_until as until
     from engagements where live and occupied_until > $1
       and state in ('accepted', 'concluded', 'working', 'worked', 'disputed', 'confirmed')
       ${of === 'all' ? '' : 'and worker_id = any ($2::uuid[])'}`,
    of === 'all' ? [ctx.now] : [ctx.now, of.workerIds],
  )
}

/** Shift and worker of each engagement. */
export async function partiesOf(
  ctx: Ctx,
  engagementIds: readonly string[],
): Promise<Array<{ engagementId: string; shiftId: string; workerId: string }>> {
  return ctx.tx.query(
    'select id as "engagementId", shift_id as "shiftId", worker_id as "workerId" from engagements where id = any ($1::uuid[])',
    [engagementIds],
  )
}

export type GivenBack = { shiftId: string; workerId: string; at: Date }

/** Who had a place of these shifts and has it no more: did not come, or gave it back. */
export async function givenBack(ctx: Ctx, shiftIds: readonly string[]): Promise<GivenBack[]> {
  return ctx.tx.query(
    `select shift_id as "shiftId", worker_id as "workerId", max(state_since) as at from engagements
     where shift_id = any ($1::uuid[]) and not live and state in ('noShow', 'cancelled', 'voided') group by 1, 2`,
    [shiftIds],
  )
}

/** Who has worked for these employers to the end: their own people. */
export async function rosters(
  ctx: Ctx,
  employerIds: readonly string[],
): Promise<Array<{ employerId: string; workerId: string }>> {
  return ctx.tx.byIds(
    'engagements-rosters',
    `select distinct employer_id as "employerId", worker_id as "workerId" from engagements
     where employer_id = any ($1::uuid[]) and state in ('worked', 'confirmed', 'paid')`,
    employerIds,
  )
}
