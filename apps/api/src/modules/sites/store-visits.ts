import type { VisitOutcome, VisitPurpose } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export type VisitRow = {
  id: string
  at: Date
  people: number
  purpose: VisitPurpose
  outcome: VisitOutcome
  note: string | null
}

export async function insertVisit(
  ctx: Ctx,
  visit: VisitRow & { siteId: string; county: string; recordedBy: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into site_visits (id, site_id, county, at, people, purpose, outcome, note, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      visit.id,
      visit.siteId,
      visit.county,
      visit.at,
      visit.people,
      visit.purpose,
      visit.outcome,
      visit.note,
      visit.recordedBy,
    ],
  )
}
