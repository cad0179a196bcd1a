import { siteKindLabels, stateLabels } from '@linggong/contract'
import { haversineMeters, reportingUnits } from '@linggong/reference'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { nearestFirst } from '../rules.ts'
import { findSites, listOpenSites } from '../store.ts'
import type { Site } from '../types.ts'

type Position = { lat: number; lng: number }

function toView(site: Site, from: Position | undefined) {
  return {
    ...site,
    kindLabel: siteKindLabels[site.kind],
    stateLabel: stateLabels.site[site.state],
    countyName: reportingUnits().find((unit) => unit.code === site.county)?.name ?? '',
    distanceMeters: from ? Math.round(haversineMeters(from, site)) : null,
  }
}

/** Open sites, nearest first when a position is given. Refuses InputInvalid for half a position. */
export async function listSites(
  ctx: Ctx,
  query: {
    county?: string | undefined
    kind?: 'market' | 'station' | undefined
    lat?: number | undefined
    lng?: number | undefined
    limit: number
  },
) {
  const { lat, lng } = query
  if ((lat === undefined) !== (lng === undefined)) {
    refuse('InputInvalid', {
      problems: [{ path: 'query.lat', code: 'halfPosition', message: '位置要同时有经度和纬度' }],
    })
  }
  const from = lat !== undefined && lng !== undefined ? { lat, lng } : undefined
  const views = (await listOpenSites(ctx, query)).map((site) => toView(site, from))
  return { items: (from ? nearestFirst(views) : views).slice(0, query.limit) }
}

/** A site still being set up is nobody's business yet: as if it were not there. */
export async function getSite(ctx: Ctx, siteId: string) {
  const [site] = await findSites(ctx, [siteId])
  return site && site.state !== 'planned' ? toView(site, undefined) : refuse('NotFound')
}
