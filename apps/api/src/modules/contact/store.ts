import type { Ctx } from '../../kernel/context.ts'
import type { Side } from './rules.ts'

export type ContactRow = {
  id: string
  engagement_id: string
  number: string
  binding_id: string
  given_at: Date
  expires_at: Date
}

/** Numbers that hold now, the longest first. */
export function liveContacts(ctx: Ctx, engagementId: string): Promise<ContactRow[]> {
  return ctx.tx.query<ContactRow>(
    `select id, engagement_id, number, binding_id, given_at, expires_at from contacts
     where engagement_id = $1 and ended_at is null and expires_at > $2 order by expires_at desc, id`,
    [engagementId, ctx.now],
  )
}

export async function insertContact(
  ctx: Ctx,
  contact: {
    id: string
    engagementId: string
    employerId: string
    workerId: string
    county: string
    askedBy: Side
    number: string
    bindingId: string
    expiresAt: Date
  },
): Promise<void> {
  await ctx.tx.query(
    `insert into contacts (id, engagement_id, employer_id, worker_id, county, asked_by, number, binding_id, given_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      contact.id,
      contact.engagementId,
      contact.employerId,
      contact.workerId,
      contact.county,
      contact.askedBy,
      contact.number,
      contact.bindingId,
      ctx.now,
      contact.expiresAt,
    ],
  )
}

export async function endContact(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx.query('update contacts set ended_at = $2 where id = $1 and ended_at is null', [id, ctx.now])
}
