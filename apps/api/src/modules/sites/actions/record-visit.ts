import { visitOutcomes, visitPurposes, type VisitOutcome, type VisitPurpose } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { findSites } from '../store.ts'
import { insertVisit, type VisitRow } from '../store-visits.ts'

/** The site, where the asking one belongs to it or to its county. Refuses NotFound otherwise. */
export async function siteInReach(ctx: Ctx, siteId: string) {
  const [site] = await findSites(ctx, [siteId])
  const { counties = [], sites = [] } = ctx.tx.scope
  if (!site || !(sites.includes(site.id) || counties.includes(site.county))) return refuse('NotFound')
  return site
}

export function visitView(row: VisitRow) {
  return {
    ...row,
    at: wireTime(row.at),
    purposeLabel: visitPurposes[row.purpose],
    outcomeLabel: visitOutcomes[row.outcome],
  }
}

export type Visit = { purpose: VisitPurpose; outcome: VisitOutcome; people: number; note?: string | undefined }

export async function recordVisit(ctx: Ctx, siteId: string, visit: Visit) {
  const { staffId } = requireStaff(ctx.actor)
  const site = await siteInReach(ctx, siteId)
  const { purpose, outcome, people, note = null } = visit
  const row: VisitRow = { id: ctx.newId(), at: ctx.now, people, purpose, outcome, note }
  await insertVisit(ctx, { ...row, siteId, county: site.county, recordedBy: staffId })
  const subject = { subjectKind: 'siteVisit', subjectId: row.id }
  ctx.audit({ ...subject, act: 'record', county: site.county, data: { siteId, purpose, outcome, people } })
  ctx.emit({ name: 'siteVisitRecorded', ...subject, data: { siteId, purpose, outcome, people } })
  return visitView(row)
}
