import { stateLabels } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { siteInReach, visitView } from '../../sites/index.ts'
import { spanOf } from '../rules-figures.ts'
import * as store from '../store-site-day.ts'

function workerView(row: store.WorkerRow) {
  return {
    engagementId: row.id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    employerName: row.employer_name,
    title: row.title,
    startsAt: wireTime(row.starts_at),
    endsAt: wireTime(row.ends_at),
    state: row.state,
    stateLabel: stateLabels.engagement[row.state],
  }
}

const totalOf = (rows: ReadonlyArray<{ total: number }>) => rows[0]?.total ?? 0

/** A site's day, today unless said otherwise. Refuses NotFound for a site that is not the asking one's. */
export async function readSiteDay(ctx: Ctx, siteId: string, asked: string | undefined) {
  const site = await siteInReach(ctx, siteId)
  const day = asked ?? businessDay(ctx.now)
  const { dayStart, dayEnd } = spanOf(day)
  const span = { siteId, from: dayStart, to: dayEnd }
  const expected = await store.expectedWorkers(ctx, span)
  const placed = await store.placedWorkers(ctx, span)
  const helped = await store.helpedPeople(ctx, span)
  const visits = await store.visitsOfDay(ctx, span)
  const open = await store.openMatters(ctx, siteId)
  const matters = (kind: store.OpenCount['kind']) => {
    const found = open.find((one) => one.kind === kind)
    return { open: found?.open ?? 0, late: found?.late ?? 0 }
  }
  const notHere = ['accepted', 'concluded']
  return {
    day,
    siteId,
    siteName: site.name,
    expected: {
      count: totalOf(expected),
      rows: expected.map((row) => ({
        ...workerView(row),
        missing: notHere.includes(row.state) && row.starts_at <= ctx.now,
      })),
    },
    placed: {
      count: totalOf(placed),
      rows: placed.map((row) => ({ ...workerView(row), acceptedAt: wireTime(row.accepted_at) })),
    },
    helped: {
      count: totalOf(helped),
      rows: helped.map((row) => ({
        assistId: row.id,
        whom: row.whom,
        staffName: row.staff_name,
        at: wireTime(row.created_at),
      })),
    },
    visits: {
      count: totalOf(visits),
      people: visits[0]?.all_people ?? 0,
      rows: visits.map(({ total: _total, all_people: _people, ...row }) => visitView(row)),
    },
    open: { troubles: matters('troubles'), reviews: matters('reviews'), loans: matters('loans') },
  }
}
