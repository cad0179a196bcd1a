import type { Ctx } from '../../kernel/context.ts'
import type { DeliveryRow, NewNotice, NoticeRow, Recipient } from './store.ts'

/** What `store.ts` does for one notice, for many at once: one statement each, whatever their number. */

/** Where a recipient stands in a row of notices. */
const columnsOf = (recipient: Recipient, county: string | null) => ({
  recipient_kind: recipient.kind,
  person_id: recipient.kind === 'person' ? recipient.id : null,
  employer_id: recipient.kind === 'employer' ? recipient.id : null,
  site_id: recipient.kind === 'site' ? recipient.id : null,
  role: recipient.kind === 'staff' ? recipient.role : null,
  county: recipient.kind === 'staff' ? recipient.county : county,
})

/** The ids of those that had not been told already. */
export async function insertNotices(ctx: Ctx, notices: readonly NewNotice[]): Promise<Set<string>> {
  if (notices.length === 0) return new Set()
  const rows = await ctx.tx.named<{ id: string }>(
    'messaging-insert-notices',
    `insert into notices (id, key, kind, topic, recipient_kind, person_id, employer_id, site_id, role, county,
       subject_kind, subject_id, title, body, data, at)
     select id, key, kind, topic, recipient_kind, person_id, employer_id, site_id, role, county,
       subject_kind, subject_id, title, body, data, $2
     from jsonb_to_recordset($1::jsonb) as row (id uuid, key text, kind text, topic text, recipient_kind text,
       person_id uuid, employer_id uuid, site_id uuid, role text, county text,
       subject_kind text, subject_id uuid, title text, body text, data jsonb)
     on conflict (key) do nothing returning id`,
    [
      JSON.stringify(
        notices.map(({ recipient, ...notice }) => ({ ...notice, ...columnsOf(recipient, notice.county) })),
      ),
      ctx.now,
    ],
  )
  return new Set(rows.map((row) => row.id))
}

export async function insertDeliveries(
  ctx: Ctx,
  rows: ReadonlyArray<{ id: string; noticeId: string; personId: string }>,
  by: { channel: 'sms' | 'wechat'; template: string },
): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx.named(
    'messaging-insert-deliveries',
    `insert into notice_deliveries (id, notice_id, channel, state, state_since, person_id, template_code, queued_at)
     select id, notice_id, $6, 'queued', $4, person_id, $5, $4
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as row (id, notice_id, person_id)`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.noticeId),
      rows.map((row) => row.personId),
      ctx.now,
      by.template,
      by.channel,
    ],
  )
}

/** Those of the owners who want no SMS about this topic. */
export async function whoSwitchedOff(ctx: Ctx, ownerIds: readonly string[], topic: string): Promise<Set<string>> {
  const rows = await ctx.tx.named<{ owner_id: string }>(
    'messaging-who-switched-off',
    'select owner_id from notice_preferences where owner_id = any ($1::uuid[]) and topic = $2 and not sms',
    [ownerIds, topic],
  )
  return new Set(rows.map((row) => row.owner_id))
}

/** Kept for this transaction, always in the same order, so that two of these do not wait for one another. */
export async function lockDeliveries(ctx: Ctx, ids: readonly string[]): Promise<DeliveryRow[]> {
  return ctx.tx.named<DeliveryRow>(
    'messaging-lock-deliveries',
    'select * from notice_deliveries where id = any ($1::uuid[]) order by id for update',
    [ids],
  )
}

export async function findNotices(ctx: Ctx, ids: readonly string[]): Promise<Map<string, NoticeRow>> {
  const rows = await ctx.tx.named<NoticeRow>(
    'messaging-find-notices',
    'select * from notices where id = any ($1::uuid[])',
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export async function settleSent(
  ctx: Ctx,
  rows: ReadonlyArray<{ id: string; providerMessageId: string }>,
): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx.named(
    'messaging-settle-sent',
    `update notice_deliveries d set state = 'sent', state_since = $3, provider_message_id = row.message, failure_code = null,
       attempts = attempts + 1
     from unnest($1::uuid[], $2::text[]) as row (id, message) where d.id = row.id and d.state = 'queued'`,
    [rows.map((row) => row.id), rows.map((row) => row.providerMessageId), ctx.now],
  )
}

/** Messages that went out, or that came to nothing, with why. */
export async function settleMany(
  ctx: Ctx,
  rows: ReadonlyArray<{ id: string; state: 'sent' | 'failed' | 'dropped'; code: string | null }>,
): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx.named(
    'messaging-settle-many',
    `update notice_deliveries d set state = row.state, state_since = $2, failure_code = row.code, attempts = attempts + 1
     from jsonb_to_recordset($1::jsonb) as row (id uuid, state text, code text)
     where d.id = row.id and d.state = 'queued'`,
    [JSON.stringify(rows), ctx.now],
  )
}
