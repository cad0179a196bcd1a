import { engagementLifecycle, stateLabels, type OverviewFigure } from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { spanOf } from '../rules-figures.ts'
import * as store from '../store.ts'
import { listFigureRows, type FigureRow } from '../store-rows.ts'

/** The officer's counties, or the one asked for. Refuses NotFound for a county of others. */
export function countiesOf(ctx: Ctx, county: string | undefined): readonly string[] {
  const own = ctx.tx.scope.counties ?? []
  if (county !== undefined && !own.includes(county)) refuse('NotFound')
  return county === undefined ? own : [county]
}

type Counted = Awaited<ReturnType<typeof countAll>>

async function countAll(ctx: Ctx, counties: readonly string[]) {
  const day = businessDay(ctx.now)
  const { dayStart, dayEnd, monthStart, month } = spanOf(day)
  return {
    day,
    month,
    open: await store.countOpen(ctx, counties),
    states: await store.countEngagements(ctx, counties, dayStart, dayEnd),
    paid: await store.sumPaid(ctx, counties, monthStart),
    reviews: await store.countReviews(ctx, counties),
    disputes: await store.countDisputes(ctx, counties),
    arrears: await store.countArrears(ctx, counties),
  }
}

/** The figures of one county, or of all counted (`county` null). */
function figuresOf(counted: Counted, county: string | null) {
  const { day, month, states } = counted
  const open = store.ofCounty(counted.open, county)
  const paid = store.ofCounty(counted.paid, county)
  const arrears = store.ofCounty(counted.arrears, county)
  const inState = (state: string) =>
    states
      .filter((row) => row.state === state && (county === null || row.county === county))
      .reduce((sum, row) => sum + row.n, 0)
  return {
    openPlaces: open?.places ?? 0,
    openShifts: open?.shifts ?? 0,
    today: {
      day,
      engagements: engagementLifecycle.states.map((state) => ({
        state,
        label: stateLabels.engagement[state],
        count: inState(state),
      })),
    },
    paidThisMonth: paid ? { month, persons: paid.persons, netFen: paid.netFen } : null,
    waitingForReview: store.ofCounty(counted.reviews, county) ?? { before: 0, afterwards: 0, late: 0 },
    disputes: store.ofCounty(counted.disputes, county) ?? { open: 0, late: 0 },
    arrears: { wages: arrears?.wages ?? 0, persons: arrears?.persons ?? 0, netFen: arrears?.net ?? 0 },
  }
}

/** Figures of one county, or of all the officer's counties. Refuses NotFound for a county of others. */
export async function readOverview(ctx: Ctx, county: string | undefined) {
  const counted = await countAll(ctx, countiesOf(ctx, county))
  return { at: wireTime(ctx.now), county: county ?? null, ...figuresOf(counted, null) }
}

export async function readOverviewByCounty(ctx: Ctx) {
  const counties = countiesOf(ctx, undefined)
  const counted = await countAll(ctx, counties)
  return {
    at: wireTime(ctx.now),
    items: reportingUnits()
      .filter((unit) => counties.includes(unit.code))
      .map((unit) => ({ county: unit.code, name: unit.name, ...figuresOf(counted, unit.code) })),
  }
}

function keyset(after: string | undefined): { at: Date; id: string } | undefined {
  if (after === undefined) return undefined
  const [at, id] = after.split('~')
  const moment = new Date(Number(at))
  if (!id || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) || Number.isNaN(moment.getTime())) {
    return refuse('InputInvalid', {
      problems: [{ path: 'query.after', code: 'invalid', message: '翻页位置不对,请从头看起' }],
    })
  }
  return { at: moment, id }
}

function labelOf(row: FigureRow): string | null {
  const labels: Record<string, string> = stateLabels[row.subject_kind]
  return row.state && (labels[row.state] ?? row.state)
}

function rowView(row: FigureRow, now: Date) {
  return {
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    county: row.county,
    title: row.title,
    workerName: row.worker_name,
    state: row.state,
    stateLabel: labelOf(row),
    at: wireTime(row.at),
    dueAt: row.due_at && wireTime(row.due_at),
    late: row.due_at !== null && row.due_at < now,
    amountFen: row.amount_fen,
    places: row.places,
  }
}

/** The rows one figure counts, newest first. Refuses NotFound for a county of others, InputInvalid for a wrong place. */
export async function listOverviewRows(
  ctx: Ctx,
  query: { figure: OverviewFigure; county?: string | undefined; after?: string | undefined; limit: number },
) {
  const counties = countiesOf(ctx, query.county)
  const { dayStart, dayEnd, monthStart } = spanOf(businessDay(ctx.now))
  const rows = await listFigureRows(ctx, {
    figure: query.figure,
    counties,
    from: query.figure === 'paidThisMonth' ? monthStart : dayStart,
    to: dayEnd,
    after: keyset(query.after),
    limit: query.limit + 1,
  })
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => rowView(row, ctx.now)),
    next: rows.length > query.limit && last ? `${last.at.getTime()}~${last.row_id}` : null,
  }
}
