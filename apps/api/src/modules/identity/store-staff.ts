import type { AssistWay } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { Post } from './rules.ts'

export const totpField = 'staff_accounts.totp_secret'

export type StaffSecret = { id: string; password_hash: string; totp_secret_enc: Buffer }

export async function findStaffForSignIn(ctx: Ctx, login: string): Promise<StaffSecret | undefined> {
  const [row] = await ctx.tx.query<StaffSecret>('select * from staff_for_sign_in($1)', [login])
  return row
}

/** False when the second factor of this time step has been used before. */
export async function claimTotpStep(ctx: Ctx, staffId: string, step: number): Promise<boolean> {
  return (await ctx.tx.query('select id from staff_claim_step($1, $2)', [staffId, step])).length > 0
}

export async function findStaffName(ctx: Ctx, staffId: string): Promise<{ login: string; name: string }> {
  const [row] = await ctx.tx.query<{ login: string; name: string }>('select login, name from staff_name($1)', [staffId])
  return row ?? { login: '', name: '' }
}

/** Needs the system scope: who creates staff accounts is decided outside this module (seed, commands). */
export async function insertStaff(
  ctx: Ctx,
  staff: { id: string; login: string; name: string; passwordHash: string; totpSecret: string },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `insert into staff_accounts (id, login, name, password_hash, totp_secret_enc, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
    [
      staff.id,
      staff.login,
      staff.name,
      staff.passwordHash,
      ctx.deps.keyring.encrypt(totpField, staff.totpSecret),
      ctx.now,
    ],
  )
  return rows.length > 0
}

export async function insertPost(ctx: Ctx, staffId: string, post: Post): Promise<void> {
  await ctx.tx.query(
    'insert into staff_posts (id, staff_id, role, county, site_id, since) values ($1, $2, $3, $4, $5, $6)',
    [ctx.newId(), staffId, post.role, post.county, post.siteId, ctx.now],
  )
}

export type AssistRow = {
  id: string
  staff_id: string
  staff_name: string
  person_id: string | null
  employer_id: string | null
  site_id: string | null
  county: string | null
  how: AssistWay
  created_at: Date
  expires_at: Date
  ended_at: Date | null
}

export async function insertAssist(ctx: Ctx, assist: Omit<AssistRow, 'created_at' | 'ended_at'>): Promise<AssistRow> {
  const [row] = await ctx.tx.query<AssistRow>(
    `insert into assists (id, staff_id, staff_name, person_id, employer_id, site_id, county, how, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning *`,
    [
      assist.id,
      assist.staff_id,
      assist.staff_name,
      assist.person_id,
      assist.employer_id,
      assist.site_id,
      assist.county,
      assist.how,
      ctx.now,
      assist.expires_at,
    ],
  )
  if (!row) throw new Error('the consent was not written')
  return row
}

export async function findLiveAssists(ctx: Ctx, staffId: string): Promise<AssistRow[]> {
  return ctx.tx.query<AssistRow>(
    `select * from assists where staff_id = $1 and ended_at is null and expires_at > $2 order by created_at desc, id`,
    [staffId, ctx.now],
  )
}

export async function findAssist(ctx: Ctx, id: string): Promise<AssistRow | undefined> {
  const [row] = await ctx.tx.query<AssistRow>('select * from assists where id = $1', [id])
  return row
}

export async function findAssistsOf(ctx: Ctx, personId: string): Promise<AssistRow[]> {
  return ctx.tx.query<AssistRow>(
    'select * from assists where person_id = $1 order by created_at desc, id desc limit 500',
    [personId],
  )
}

export async function endAssistRow(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx.query('update assists set ended_at = $2 where id = $1 and ended_at is null', [id, ctx.now])
}
