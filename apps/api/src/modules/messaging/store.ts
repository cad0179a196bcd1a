import type { DeliveryState, NoticeTopic } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export type Recipient =
  | { kind: 'person'; id: string }
  | { kind: 'employer'; id: string }
  | { kind: 'staff'; role: string; county: string }
  | { kind: 'site'; id: string }

export type NoticeRow = {
  id: string
  key: string
  kind: string
  topic: NoticeTopic
  recipient_kind: Recipient['kind']
  person_id: string | null
  employer_id: string | null
  role: string | null
  county: string | null
  site_id: string | null
  subject_kind: string
  subject_id: string
  title: string
  body: string
  data: Record<string, unknown>
  at: Date
  read_at: Date | null
}

export type NewNotice = Pick<
  NoticeRow,
  'id' | 'key' | 'kind' | 'topic' | 'county' | 'subject_kind' | 'subject_id' | 'title' | 'body' | 'data'
> & {
  recipient: Recipient
}

export async function findNotice(ctx: Ctx, id: string): Promise<NoticeRow | undefined> {
  const [row] = await ctx.tx.query<NoticeRow>('select * from notices where id = $1', [id])
  return row
}

/** Whose notices are asked for: a person's own, an employer's, or a staff member's queues and sites. */
export type Box =
  | { personId: string }
  | { employerId: string }
  | { roles: readonly string[]; counties: readonly string[]; sites: readonly string[] }

/** A condition on $1 to $3. */
function boxCondition(box: Box): { sql: string; values: unknown[] } {
  const nobody = '$2::text is null and $3::text is null'
  if ('personId' in box) return { sql: `n.person_id = $1 and ${nobody}`, values: [box.personId, null, null] }
  if ('employerId' in box) return { sql: `n.employer_id = $1 and ${nobody}`, values: [box.employerId, null, null] }
  return {
    sql: '(n.role = any ($1::text[]) and n.county = any ($2::text[]) or n.site_id = any ($3::uuid[]))',
    values: [box.roles, box.counties, box.sites],
  }
}

export type ListedNotice = NoticeRow & { sms_state: DeliveryState | null }

export async function listNotices(
  ctx: Ctx,
  box: Box,
  page: { after?: { at: Date; id: string } | undefined; unread: boolean; limit: number },
): Promise<ListedNotice[]> {
  const { sql, values } = boxCondition(box)
  return ctx.tx.query<ListedNotice>(
    `select n.*, d.state as sms_state from notices n left join notice_deliveries d on d.notice_id = n.id
       and d.channel = 'sms'
     where ${sql} and (not $4::boolean or n.read_at is null)
       and ($5::timestamptz is null or (n.at, n.id) < ($5, $6::uuid))
     order by n.at desc, n.id desc limit $7`,
    [...values, page.unread, page.after?.at ?? null, page.after?.id ?? null, page.limit],
  )
}

export async function countUnread(ctx: Ctx, box: Box): Promise<number> {
  const { sql, values } = boxCondition(box)
  const [row] = await ctx.tx.query<{ n: number }>(
    `select count(*)::int as n from notices n where ${sql} and n.read_at is null`,
    values,
  )
  return row?.n ?? 0
}

export async function markRead(ctx: Ctx, box: Box, ids: readonly string[] | undefined, by: string): Promise<void> {
  const { sql, values } = boxCondition(box)
  await ctx.tx.query(
    `update notices n set read_at = $4, read_by = $5
     where ${sql} and n.read_at is null and ($6::uuid[] is null or n.id = any ($6::uuid[]))`,
    [...values, ctx.now, by, ids ?? null],
  )
}

export type DeliveryRow = {
  id: string
  notice_id: string
  state: DeliveryState
  state_since: Date
  person_id: string | null
  employer_id: string | null
  template_code: string
  provider_message_id: string | null
  attempts: number
  failure_code: string | null
}

export async function insertDelivery(
  ctx: Ctx,
  row: { id: string; noticeId: string; recipient: Recipient; templateCode: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into notice_deliveries (id, notice_id, channel, state, state_since, person_id, employer_id, template_code, queued_at)
     values ($1, $2, 'sms', 'queued', $3, $4, $5, $6, $3)`,
    [
      row.id,
      row.noticeId,
      ctx.now,
      row.recipient.kind === 'person' ? row.recipient.id : null,
      row.recipient.kind === 'employer' ? row.recipient.id : null,
      row.templateCode,
    ],
  )
}

/** Kept for this transaction, so that one message is not sent from two places. */
export async function lockDelivery(ctx: Ctx, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await ctx.tx.query<DeliveryRow>('select * from notice_deliveries where id = $1 for update', [id])
  return row
}

/** Moves a delivery on from one of `from`; false when it is somewhere else. */
export async function settleDelivery(
  ctx: Ctx,
  id: string,
  change: {
    from: readonly DeliveryState[]
    to: DeliveryState
    providerMessageId?: string | undefined
    failureCode?: string | undefined
    tried?: boolean
  },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update notice_deliveries set state = $3, state_since = $4, provider_message_id = coalesce($5, provider_message_id),
       failure_code = $6, attempts = attempts + $7
     where id = $1 and state = any ($2::text[]) returning id`,
    [
      id,
      change.from,
      change.to,
      ctx.now,
      change.providerMessageId ?? null,
      change.failureCode ?? null,
      change.tried ? 1 : 0,
    ],
  )
  return rows.length > 0
}

export async function switchedOff(ctx: Ctx, ownerId: string): Promise<Set<string>> {
  const rows = await ctx.tx.query<{ topic: string }>(
    'select topic from notice_preferences where owner_id = $1 and not sms',
    [ownerId],
  )
  return new Set(rows.map((row) => row.topic))
}

export async function putPreference(
  ctx: Ctx,
  preference: { ownerKind: 'person' | 'employer'; ownerId: string; topic: string; sms: boolean },
): Promise<void> {
  await ctx.tx.query(
    `insert into notice_preferences (owner_kind, owner_id, topic, sms, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (owner_id, topic) do update set sms = excluded.sms, changed_at = excluded.changed_at`,
    [preference.ownerKind, preference.ownerId, preference.topic, preference.sms, ctx.now],
  )
}

/** Whether this recipient had an SMS of this kind about the same posting since then. */
export async function hadSmsSince(
  ctx: Ctx,
  asked: { employerId: string; kind: string; postingId: string; since: Date },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `select 1 from notices n join notice_deliveries d on d.notice_id = n.id
       and d.channel = 'sms'
     where n.employer_id = $1 and n.kind = $2 and n.data->>'postingId' = $3 and n.at > $4 limit 1`,
    [asked.employerId, asked.kind, asked.postingId, asked.since],
  )
  return rows.length > 0
}
