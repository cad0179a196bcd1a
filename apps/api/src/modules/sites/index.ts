import { businessDay } from '../../kernel/clock.ts'
import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { keepPlaying, playKind } from './actions/play-opening.ts'
import { registerRoutes, siteSectionRoutes } from './register-routes.ts'
import { sitesRoutes } from './routes.ts'
import { addressKey } from './rules-place.ts'
import { runningOf, type Running } from './rules-running.ts'
import { toleranceOn } from './tolerance.ts'
import { closuresOf, daysOf } from './store-days.ts'
import { visitRoutes } from './visit-routes.ts'
import { findOperators, operatorFamily, type Operator } from './store-operators.ts'
import { findSites, insertSites, listOpenSites, sitesAt } from './store.ts'
import type { Site } from './types.ts'
import { staffIdField } from './seeding.ts'

export type { OpeningHours, Site } from './types.ts'
export { siteInReach, visitView } from './actions/record-visit.ts'
export type { Operator } from './store-operators.ts'
export type { Running, ShutStretch, Tolerance } from './rules-running.ts'
export { runningOf } from './rules-running.ts'
export { toleranceOn } from './tolerance.ts'
export { addressKey } from './rules-place.ts'
export { standingOfSite } from './actions/site-file.ts'
export { siteFiles } from './actions/site-file.ts'
export { keepSiteFile } from './actions/desk-records.ts'
export * as siteSeeding from './seeding.ts'
export { capacityOn } from './change.ts'
export { operatorFamily }

/** One site with its register facts (area, builder, operator, venue, place key, opened and closed day), or undefined. */
export async function siteFacts(ctx: Ctx, siteId: string): Promise<Site | undefined> {
  const [site] = await findSites(ctx, [siteId])
  return site
}

/** Several sites at once; ids without a site are left out. */
export const sitesFacts = (ctx: Ctx, siteIds: readonly string[]): Promise<Site[]> => findSites(ctx, siteIds)

/** Sites of this county that are open, markets first, by name. */
export const openSitesIn = (ctx: Ctx, county: string): Promise<Site[]> => listOpenSites(ctx, { county })

/** All sites that stand, or stood, at the place of this one, itself included: the same address however written. */
export async function sitesAtPlaceOf(ctx: Ctx, site: Pick<Site, 'addressKey'>): Promise<Site[]> {
  return sitesAt(ctx, site.addressKey)
}

/** Who runs a site. Seen by staff only. */
export async function operatorFacts(ctx: Ctx, operatorId: string): Promise<Operator | undefined> {
  const [operator] = await findOperators(ctx, [operatorId])
  return operator
}

/**
 * How a site ran from one day to another (both inclusive, default from its opening to today), by its opening log and
 * announced rests. The policy in force on the last day says which reasons interrupt nothing, and for how many days a year;
 * without a policy none is tolerated. Undefined when there is no such site.
 */
export async function siteRunning(
  ctx: Ctx,
  siteId: string,
  span: { from?: string; to?: string } = {},
): Promise<Running | undefined> {
  const site = await siteFacts(ctx, siteId)
  if (!site) return undefined
  const from = span.from !== undefined && span.from > site.openedOn ? span.from : site.openedOn
  const to = span.to ?? businessDay(ctx.now)
  const days = await daysOf(ctx, [siteId], from, to)
  const rests = await closuresOf(ctx, [siteId], from, to)
  return runningOf(
    { from, to },
    site,
    days.map(({ day, openedAt, shutReason }) => ({ day, open: openedAt !== null, shutReason })),
    rests,
    toleranceOn(ctx.deps.policy, to, site.county),
  )
}

/** The same of several sites between two days, without a query for each; from the opening of a younger one. */
export async function sitesRunning(
  ctx: Ctx,
  sites: readonly Site[],
  { from, to }: { from: string; to: string },
): Promise<Map<string, Running>> {
  const ids = sites.map(({ id }) => id)
  const days = Map.groupBy(await daysOf(ctx, ids, from, to), ({ siteId }) => siteId)
  const rests = Map.groupBy(await closuresOf(ctx, ids, from, to), ({ siteId }) => siteId)
  return new Map(
    sites
      .filter((site) => site.openedOn <= to)
      .map((site) => {
        const running = runningOf(
          { from: site.openedOn > from ? site.openedOn : from, to },
          site,
          (days.get(site.id) ?? []).map(({ day, openedAt, shutReason }) => ({
            day,
            open: openedAt !== null,
            shutReason,
          })),
          rests.get(site.id) ?? [],
          toleranceOn(ctx.deps.policy, to, site.county),
        )
        return [site.id, running]
      }),
  )
}

/** Several at once; ids without an operator are left out. */
export const operatorsFacts = (ctx: Ctx, ids: readonly string[]): Promise<Operator[]> => findOperators(ctx, ids)

type Required = 'id' | 'kind' | 'name' | 'county' | 'town' | 'address' | 'lat' | 'lng' | 'phone' | 'hours' | 'builder'
export type NewSite = Pick<Site, Required | 'openedOn' | 'reviewsPostings' | 'state'> & Partial<Site>

/** Puts sites into the register; those already there (same id) are left. For the seed and tests. */
export const addSites = (ctx: Ctx, sites: readonly NewSite[]): Promise<void> =>
  insertSites(
    ctx,
    sites.map((site) => ({
      builderKind: null,
      builderName: null,
      operatorId: null,
      areaSquareMeters: null,
      areaProofId: null,
      venue: null,
      hostKind: null,
      hostName: null,
      venueUntil: null,
      understaffedReason: null,
      closedOn: null,
      addressKey: addressKey(site.town, site.address),
      ...site,
    })),
  )

export function register(app: Application): void {
  app.serve(sitesRoutes)
  app.serve(visitRoutes)
  app.serve(registerRoutes)
  app.serve(siteSectionRoutes)
  app.atDue(playKind, (ctx, due) => keepPlaying(ctx, due.data))
  app.encrypts({
    table: 'site_staff',
    key: 'id',
    columns: [{ column: 'id_number_enc', field: staffIdField, index: { column: 'id_number_index' } }],
  })
}
