import type { EngagementState } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { timelineSentence } from '../rules.ts'
import {
  findEngagements,
  findEngagementsOfPlaces,
  timelineRows,
  type Engagement,
  type EngagementFilter,
} from '../store.ts'
import { reasonLabel } from '@linggong/contract'
import { engagementToView } from '../view.ts'

/** One engagement that this scope may see, else NotFound. */
export async function readEngagement(ctx: Ctx, id: string): Promise<Engagement> {
  const [engagement] = await findEngagements(ctx, { ids: [id] })
  return engagement ?? refuse('NotFound')
}

type ListQuery = {
  after?: string | undefined
  limit: number
  state?: EngagementState | undefined
  day?: string | undefined
  postingId?: string | undefined
  shiftId?: string | undefined
  missing?: 'true' | undefined
}

function keyset(after: string | undefined): { startsAt: Date; id: string } | undefined {
  if (after === undefined) return undefined
  const [at, id] = after.split('~')
  const startsAt = new Date(Number(at))
  if (!id || Number.isNaN(startsAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) {
    return refuse('InputInvalid', {
      problems: [{ path: 'query.after', code: 'invalid', message: '翻页位置不对,请从头看起' }],
    })
  }
  return { startsAt, id }
}

/** Whose engagements: one side's, or those of the staff member's counties or, failing these, sites. */
export type Side = Pick<EngagementFilter, 'workerId' | 'employerId'> | 'staff'

function find(ctx: Ctx, side: Side, filter: EngagementFilter): Promise<Engagement[]> {
  if (side !== 'staff') return findEngagements(ctx, { ...side, ...filter })
  const { counties = [], sites = [] } = ctx.tx.scope
  if (counties.length > 0) return findEngagementsOfPlaces(ctx, { column: 'county', ids: counties }, filter)
  return findEngagementsOfPlaces(ctx, { column: 'site_id', ids: sites }, filter)
}

export async function listEngagements(ctx: Ctx, side: Side, query: ListQuery) {
  const dayStart = query.day ? new Date(`${query.day}T00:00:00+08:00`) : undefined
  const after = keyset(query.after)
  // What began this very millisecond has begun.
  const ends = [dayStart && dayStart.getTime() + 86_400_000, query.missing && ctx.now.getTime() + 1].filter(
    (end): end is number => typeof end === 'number',
  )
  const found = await find(ctx, side, {
    ...(query.state && { states: [query.state] }),
    ...(query.missing && { states: ['concluded'] }),
    ...(query.postingId && { postingId: query.postingId }),
    ...(query.shiftId && { shiftId: query.shiftId }),
    ...(dayStart && { startsFrom: dayStart }),
    ...(ends.length > 0 && { startsBefore: new Date(Math.min(...ends)) }),
    ...(after && { after }),
    limit: query.limit + 1,
  })
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: items.map((engagement) => engagementToView(ctx, engagement)),
    next: found.length > query.limit && last ? `${last.startsAt.getTime()}~${last.id}` : null,
  }
}

/** What happened to an engagement, in order, as far as the asking person may see it. */
export async function readTimeline(ctx: Ctx, id: string) {
  await readEngagement(ctx, id)
  const rows = await timelineRows(ctx, id)
  return {
    items: rows.map((row) => ({
      at: wireTime(row.at),
      subject: row.subject_kind,
      act: row.act,
      capacity: row.capacity,
      onBehalf: row.on_behalf_of !== null,
      channel: row.channel,
      fromState: row.from_state,
      toState: row.to_state,
      reasonCode: row.reason_code,
      reasonLabel: row.reason_code ? reasonLabel(`engagement.${row.act}`, row.reason_code) : null,
      note: row.note,
      sentence: timelineSentence({
        act: row.act,
        capacity: row.capacity,
        onBehalf: row.on_behalf_of !== null,
        reasonCode: row.reason_code,
      }),
    })),
  }
}
