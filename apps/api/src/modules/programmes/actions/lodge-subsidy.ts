import { decideSubsidy, type SubsidyClaim, type SubsidyDecision, type SubsidyKind } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { operatorFamily, siteFacts, siteRunning, type Site } from '../../sites/index.ts'
import { subsidyMachine } from '../machine.ts'
import {
  capacitiesOfRoles,
  claimOf,
  halfBoxDegrees,
  heldValue,
  stepOf,
  withRecognition,
  type ClaimFacts,
} from '../rules.ts'
import { noteStep } from '../steps.ts'
import * as store from '../store.ts'

export type Asked = { siteId: string; what: SubsidyKind; year?: number | undefined }

type Judged = {
  site: Site
  decision: SubsidyDecision
  claim: SubsidyClaim
  starsId: string | null
  year: number
  appliedOn: string
}

/** A performance pay names the year assessed: the one before, unless told. The one-off subsidy has none (0). */
function yearOf(asked: Asked, today: string): number {
  return asked.what === 'oneOff' ? 0 : (asked.year ?? Number(today.slice(0, 4)) - 1)
}

/** What the policy says of a site's claim today, from the register's own facts. Refuses NotFound. */
export async function judgeSubsidy(ctx: Ctx, asked: Asked, options: { own?: string } = {}): Promise<Judged> {
  const site = (await siteFacts(ctx, asked.siteId)) ?? refuse('NotFound')
  const appliedOn = businessDay(ctx.now)
  const year = yearOf(asked, appliedOn)
  const { addressKey } = site
  const known = await store.standingOf(ctx, { siteId: site.id, addressKey, what: asked.what, year, day: appliedOn })
  const running = asked.what === 'performance' ? await siteRunning(ctx, site.id) : undefined
  const facts: ClaimFacts = {
    what: asked.what,
    appliedOn,
    site,
    recognised: known.recognised,
    stars: known.stars_id === null ? undefined : (known.stars ?? 'fail'),
    untoleratedClosedDays: running?.longestShutDays ?? 0,
    purchasedService:
      known.purchased_from === null
        ? null
        : { from: known.purchased_from, to: known.purchased_to ?? known.purchased_from },
    paidBefore: options.own === undefined && asked.what === 'oneOff' && known.paid_before,
    countyAmountFen: null,
  }
  const { policy } = ctx.deps
  const step = stepOf(policy, claimOf(facts))
  const where = { county: site.county, what: asked.what, siteKind: site.kind, step, day: appliedOn }
  const countyAmountFen = await store.countyAmountOf(ctx, where)
  const claim = claimOf({ ...facts, countyAmountFen })
  const decision = withRecognition(decideSubsidy(policy, claim, { county: site.county }), known.recognised)
  return { site, decision, claim, starsId: known.stars_id, year, appliedOn }
}

/**
 * Applies for a subsidy. Refuses with every reason at once (一次性告知): SubsidyNotDue, NoPolicyInForce; and what only
 * the database can see between two at once: SubsidyTakenAlready, SubsidyDuringPurchasedService.
 */
export async function lodgeSubsidy(ctx: Ctx, asked: Asked): Promise<store.SubsidyRow> {
  const { site, decision, claim, starsId, year, appliedOn } = await judgeSubsidy(ctx, asked)
  requireGrant(decision)
  const operatorId = site.operatorId ?? notDue('登记里还没有写运营机构,请先补上')
  const meters = heldValue(ctx.deps.policy, 'subsidy.sameSpotMeters', appliedOn, site.county)
  const half = halfBoxDegrees(meters ?? refuse('NoPolicyInForce'), site.lat)
  const [familyId] = await operatorFamily(ctx, operatorId)
  const row = await written(ctx, {
    id: ctx.newId(),
    siteId: site.id,
    county: site.county,
    operatorId,
    familyId: familyId ?? operatorId,
    what: asked.what,
    year,
    starsId: asked.what === 'performance' ? starsId : null,
    addressKey: site.addressKey,
    around: { lat: site.lat, lng: site.lng, halfLat: half.lat, halfLng: half.lng },
    siteKind: site.kind,
    areaSquareMeters: site.areaSquareMeters,
    appliedOn,
    decision,
    claim,
    lodgedBy: ctx.actor.kind === 'staff' ? ctx.actor.staffId : null,
  })
  const roles = ctx.actor.kind === 'staff' ? ctx.actor.roles : []
  const by = capacitiesOfRoles(roles).includes('operator') ? 'operator' : 'officer'
  await noteStep(ctx, {
    subjectKind: 'subsidy',
    subjectId: row.id,
    siteId: site.id,
    county: site.county,
    move: 'lodge',
    by,
  })
  recordBirth(ctx, subsidyMachine, row, { by, event: 'subsidyLodged', data: { what: row.what, year: row.year } })
  return row
}

export function requireGrant(decision: SubsidyDecision): void {
  if (decision.decision === 'noPolicy') refuse('NoPolicyInForce')
  if (decision.decision === 'grant') return
  const problems = decision.reasons.map(({ clause, reasonZh }) => ({ path: '', code: clause, message: reasonZh }))
  refuse('SubsidyNotDue', { problems })
}

function notDue(message: string): never {
  return refuse('SubsidyNotDue', { problems: [{ path: '', code: 'incomplete', message }] })
}

/** Two statements, so that the one that was stopped says what stands in the way. */
async function written(ctx: Ctx, one: store.NewSubsidy): Promise<store.SubsidyRow> {
  let row: store.SubsidyRow
  try {
    row = await store.insertSubsidy(ctx, one)
  } catch (error) {
    if (store.isTaken(error)) return refuse('SubsidyTakenAlready')
    throw error
  }
  try {
    await store.holdSubsidyDay(ctx, row)
  } catch (error) {
    if (store.isTaken(error)) return refuse('SubsidyDuringPurchasedService')
    throw error
  }
  return row
}
