import type { Ctx } from '../../kernel/context.ts'

export type TimelineRow = {
  at: Date
  act: string
  capacity: string | null
  on_behalf_of: string | null
  channel: string
  from_state: string | null
  to_state: string | null
  reason_code: string | null
  note: string | null
  /** What the act wrote down: of a proposal its figure. */
  data: { minutes?: number; amountFen?: number }
}

/** What happened to a dispute, as far as the asking scope may see it, oldest first. */
export function timelineRows(ctx: Ctx, disputeId: string): Promise<TimelineRow[]> {
  return ctx.tx.query<TimelineRow>(
    `select e.at, e.act, e.capacity, e.on_behalf_of, e.channel, e.from_state, e.to_state, e.reason_code, n.note, e.data
     from audit_entries e left join audit_notes n on n.entry_id = e.id
     where e.subject_id = $1 and e.subject_kind = 'dispute' order by e.at, e.id`,
    [disputeId],
  )
}
