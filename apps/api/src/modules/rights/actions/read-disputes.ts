import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { reasonLabel } from '@linggong/contract'
import { timelineRows } from '../store-timeline.ts'
import { timelineSentence } from '../timeline.ts'
import { findDispute, listQueue } from '../store.ts'
import { disputeView } from '../view.ts'

export async function readDispute(ctx: Ctx, id: string) {
  const row = (await findDispute(ctx, id)) ?? refuse('NotFound')
  const entries = await timelineRows(ctx, id)
  return {
    dispute: disputeView(ctx, row),
    timeline: entries.map((entry) => ({
      at: wireTime(entry.at),
      subject: 'dispute',
      act: entry.act,
      capacity: entry.capacity,
      onBehalf: entry.on_behalf_of !== null,
      channel: entry.channel,
      fromState: entry.from_state,
      toState: entry.to_state,
      reasonCode: entry.reason_code,
      reasonLabel: entry.reason_code && reasonLabel('dispute.decide', entry.reason_code),
      note: entry.note,
      sentence: timelineSentence(entry.act, entry.capacity, entry.on_behalf_of !== null, entry.data),
    })),
  }
}

/** Position in a queue ordered by due time. */
export function keyset(after: string | undefined): { dueAt: Date; id: string } | undefined {
  if (after === undefined) return undefined
  const [at, id] = after.split('~')
  const dueAt = new Date(Number(at))
  if (!id || !/^[0-9a-f-]{36}$/.test(id) || Number.isNaN(dueAt.getTime())) {
    return refuse('InputInvalid', {
      problems: [{ path: 'query.after', code: 'invalid', message: '翻页位置不对,请从头看起' }],
    })
  }
  return { dueAt, id }
}

/** Open disputes of the mediator's counties, the most urgent first. */
export async function readQueue(
  ctx: Ctx,
  query: { mine?: 'true' | 'false' | undefined; after?: string | undefined; limit: number },
) {
  const { staffId } = requireStaff(ctx.actor)
  const rows = await listQueue(ctx, {
    counties: ctx.tx.scope.counties ?? [],
    ownerId: query.mine === 'true' ? staffId : undefined,
    after: keyset(query.after),
    limit: query.limit + 1,
  })
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => disputeView(ctx, row)),
    next: rows.length > query.limit && last ? `${last.due_at.getTime()}~${last.id}` : null,
  }
}
