import type { InvitationState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export type InvitationRow = Record<string, unknown> & {
  id: string
  shift_id: string
  posting_id: string
  employer_id: string
  worker_id: string
  worker_name: string
  county: string
  state: InvitationState
  made_at: Date
  asks_at: Date
  why: string | null
}
export type NewInvitation = Omit<InvitationRow, 'state' | 'made_at' | 'why'>

/** Those fresh; whoever waits for this shift already waits on. */
export async function insertInvitations(ctx: Ctx, rows: readonly NewInvitation[]): Promise<InvitationRow[]> {
  return ctx.tx.query<InvitationRow>(
    `insert into invitations (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, state, state_since,
       made_at, asks_at)
     select id, shift_id, posting_id, employer_id, worker_id, worker_name, county, 'waiting', $2, $2, asks_at
     from jsonb_to_recordset($1::jsonb) as row (id uuid, shift_id uuid, posting_id uuid, employer_id uuid,
       worker_id uuid, worker_name text, county text, asks_at timestamptz)
     on conflict (shift_id, worker_id) where state = 'waiting' do nothing returning *`,
    [JSON.stringify(rows), ctx.now],
  )
}

export async function findInvitation(ctx: Ctx, id: string): Promise<InvitationRow | undefined> {
  const [row] = await ctx.tx.query<InvitationRow>('select * from invitations where id = $1', [id])
  return row
}

/** Of a shift, in these states, newest first. */
export async function findInvitations(
  ctx: Ctx,
  shiftId: string,
  states: readonly InvitationState[],
): Promise<InvitationRow[]> {
  return ctx.tx.query<InvitationRow>(
    `select * from invitations where shift_id = $1 and state = any ($2::text[])
     order by made_at desc, id desc limit 500`,
    [shiftId, states],
  )
}

/** Those of a shift whose hour has come, locked: none is made twice, none taken back meanwhile. */
export async function lockDueInvitations(ctx: Ctx, shiftId: string): Promise<InvitationRow[]> {
  return ctx.tx.query<InvitationRow>(
    `select * from invitations where shift_id = $1 and state = 'waiting' and asks_at <= $2 order by id for update`,
    [shiftId, ctx.now],
  )
}

/** The person's hours have changed meanwhile: it is asked then. */
export async function postponeInvitations(ctx: Ctx, moved: ReadonlyArray<{ id: string; asksAt: Date }>): Promise<void> {
  await ctx.tx.query(
    `update invitations i set asks_at = m.asks_at, version = i.version + 1
     from unnest($1::uuid[], $2::timestamptz[]) as m (id, asks_at) where i.id = m.id and i.state = 'waiting'`,
    [moved.map(({ id }) => id), moved.map(({ asksAt }) => asksAt)],
  )
}
