import type { Ctx } from '../../kernel/context.ts'

export const openidField = 'wechat_permissions.openid'
const kind = 'offer'

export type WechatPermission = { personId: string; openid: string; left: number }

/** Messages a person has allowed and that were not sent yet. */
export async function messagesLeft(ctx: Ctx, personId: string): Promise<number> {
  const [row] = await ctx.tx.named<{ left_over: number }>(
    'seekers-wechat-left',
    'select left_over from wechat_permissions where person_id = $1 and kind = $2',
    [personId, kind],
  )
  return row?.left_over ?? 0
}

/** One more; on another phone than before the first. Returns how many there are now. */
export async function addPermission(ctx: Ctx, personId: string, openid: string): Promise<number> {
  const { keyring } = ctx.deps
  const [row] = await ctx.tx.query<{ left_over: number }>(
    `insert into wechat_permissions as p (person_id, kind, openid_enc, openid_index, left_over, changed_at)
     values ($1, $2, $3, $4, 1, $5)
     on conflict (person_id, kind) do update set openid_enc = excluded.openid_enc, openid_index = excluded.openid_index,
       left_over = case when p.openid_index = excluded.openid_index then p.left_over + 1 else 1 end,
       changed_at = excluded.changed_at
     returning left_over`,
    [personId, kind, keyring.encrypt(openidField, openid), keyring.index(openidField, openid), ctx.now],
  )
  return row!.left_over
}

/** Those of these people who have allowed a message that was not sent yet. Needs the system scope. */
export async function wechatAllowed(ctx: Ctx, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await ctx.tx.named<{ person_id: string }>(
    'seekers-wechat-allowed',
    'select person_id from wechat_permissions where person_id = any ($1::uuid[]) and kind = $2 and left_over > 0',
    [personIds, kind],
  )
  return new Set(rows.map((row) => row.person_id))
}

/** Whose WeChat, and how many are left; kept for this transaction. Needs the system scope. */
export async function lockPermissions(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, WechatPermission>> {
  const rows = await ctx.tx.named<{ person_id: string; openid_enc: Buffer; left_over: number }>(
    'seekers-wechat-lock',
    `select person_id, openid_enc, left_over from wechat_permissions
     where person_id = any ($1::uuid[]) and kind = $2 and left_over > 0 order by person_id for update`,
    [personIds, kind],
  )
  return new Map(
    rows.map((row) => {
      const openid = ctx.deps.keyring.decrypt(openidField, row.openid_enc)
      return [row.person_id, { personId: row.person_id, openid, left: row.left_over }]
    }),
  )
}

/** What is left after sending. The market hears of those who can no longer be reached so. Needs the system scope. */
export async function setMessagesLeft(
  ctx: Ctx,
  rows: ReadonlyArray<{ personId: string; left: number }>,
): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx.named(
    'seekers-wechat-set-left',
    `update wechat_permissions p set left_over = row."left", changed_at = $3
     from jsonb_to_recordset($1::jsonb) as row ("personId" uuid, "left" int)
     where p.person_id = row."personId" and p.kind = $2`,
    [JSON.stringify(rows), kind, ctx.now],
  )
  for (const { personId, left } of rows) if (left === 0) reachChanged(ctx, personId)
}

export function reachChanged(ctx: Ctx, personId: string): void {
  ctx.emit({ name: 'workerProfileChanged', subjectKind: 'worker', subjectId: personId })
}
