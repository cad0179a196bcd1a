import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { sitesRoutes } from './routes.ts'
import { findSites, insertSites, type Site } from './store.ts'

export type { OpeningHours, Site } from './store.ts'

/** One site, or undefined. */
export async function siteFacts(ctx: Ctx, siteId: string): Promise<Site | undefined> {
  const [site] = await findSites(ctx, [siteId])
  return site
}

/** Puts sites into the register; those already there (same id) are left. For the seed. */
export const addSites = (ctx: Ctx, sites: readonly Site[]): Promise<void> => insertSites(ctx, sites)

export function register(app: Application): void {
  app.serve(sitesRoutes)
}
