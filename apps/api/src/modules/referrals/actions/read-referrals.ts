import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requirePeriod } from '../../../kernel/period.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { siteFacts } from '../../sites/index.ts'
import { periodOf } from '../rules.ts'
import { findFlag, listFlags, type FlagStored } from '../store-flags.ts'
import {
  findReferral,
  listReferrals,
  openOf,
  totalsOf,
  type CountyMoments,
  type ReferralFilter,
  type ReferralTotal,
} from '../store.ts'
import type { ReferralRow } from '../types.ts'

/** A site is public; its roster is for its own people, its county and the city. Refuses NotFound. */
export async function requireOwnSite(ctx: Ctx, siteId: string) {
  const site = (await siteFacts(ctx, siteId)) ?? refuse('NotFound')
  const { posts } = requireStaff(ctx.actor)
  const own = posts.some(
    (post) => post.siteId === siteId || (post.siteId === null && (post.county === null || post.county === site.county)),
  )
  return own ? site : refuse('NotFound')
}

export async function requireReferral(ctx: Ctx, id: string): Promise<ReferralRow> {
  return (await findReferral(ctx, id)) ?? refuse('NotFound')
}

type Asked = Omit<ReferralFilter, 'from' | 'to' | 'after' | 'limit'> & {
  year?: number | undefined
  quarter?: number | undefined
  after?: string | undefined
  limit: number
}

function afterOf(text: string | undefined): [string, string] | null {
  const [day, id] = text?.split('|') ?? []
  if (day === undefined || id === undefined) return null
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && /^[0-9a-f-]{36}$/.test(id) ? [day, id] : null
}

export async function requireFlag(ctx: Ctx, id: string): Promise<FlagStored> {
  return (await findFlag(ctx, id)) ?? refuse('NotFound')
}

/** A page of findings, newest first, and where it goes on. */
export async function flagPage(
  ctx: Ctx,
  asked: {
    open?: 'true' | undefined
    siteId?: string | undefined
    kind?: string | undefined
    after?: string | undefined
    limit: number
  },
): Promise<{ rows: FlagStored[]; next: string | null }> {
  const { open, siteId, kind, after, limit } = asked
  const [since, id] = after?.split('|') ?? []
  const from: [string, string] | null =
    since !== undefined && id !== undefined && !Number.isNaN(Date.parse(since)) && /^[0-9a-f-]{36}$/.test(id)
      ? [since, id]
      : null
  const rows = await listFlags(ctx, { open: open === 'true', siteId, kind, after: from, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown, next: last ? `${last.found_at.toISOString()}|${last.id}` : null }
}

/** This year unless told. */
const yearOf = (ctx: Ctx, year: number | undefined) => year ?? Number(businessDay(ctx.now).slice(0, 4))

/** A page of the roster, newest work first, and where it goes on. */
export async function rosterPage(ctx: Ctx, asked: Asked): Promise<{ rows: ReferralRow[]; next: string | null }> {
  const { year, quarter, after, limit, ...rest } = asked
  const period = periodOf(yearOf(ctx, year), quarter ?? null)
  const rows = await listReferrals(ctx, { ...rest, ...period, after: afterOf(after), limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown, next: last ? `${last.worked_on}|${last.id}` : null }
}

export async function totalsPage(ctx: Ctx, asked: { year?: number | undefined; quarter?: number | undefined }) {
  const period = periodOf(yearOf(ctx, asked.year), asked.quarter ?? null)
  const { counties = [], sites = [] } = ctx.tx.scope
  const scope = { ...period, counties, sites: counties.length > 0 ? [] : sites }
  const [open] = await openOf(ctx, scope)
  return { period, totals: await totalsOf(ctx, scope), open: open ?? { underway: 0, notCounted: 0, asked: 0 } }
}

/**
 * The published query of counted referrals: per site, per county (`siteId` null) and altogether (`county` null), for
 * work done from `from` to `to`, both included (`YYYY-MM-DD`, at most a year). `persons` are different people within
 * the line, `personTimes` are counted rows. `countedBefore` leaves out what was counted at or after a cut-off, one for all
 * or one for each county. Reads
 * what the scope reaches of the given counties; no row for where nothing was counted. Refuses InputInvalid.
 */
export async function referralTotals(
  ctx: Ctx,
  asked: {
    from: string
    to: string
    counties?: readonly string[]
    siteIds?: readonly string[]
    countedBefore?: Date | CountyMoments
  },
): Promise<ReferralTotal[]> {
  requirePeriod(asked)
  const { from, to, countedBefore } = asked
  return totalsOf(ctx, { from, to, counties: asked.counties ?? [], sites: asked.siteIds ?? [], countedBefore })
}
