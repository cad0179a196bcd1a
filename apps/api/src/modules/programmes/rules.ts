import type { Capacity, Role, SubsidyState } from '@linggong/contract'
import type { Policy, PolicyKey, SiteKind, SubsidyClaim, SubsidyDecision, SubsidyKind, ValueOf } from '@linggong/policy'

/** Facts of the register a claim is decided on. Areas in square metres, days `YYYY-MM-DD`. */
export type ClaimFacts = {
  what: SubsidyKind
  appliedOn: string
  site: { kind: SiteKind; builder: 'government' | 'thirdParty'; areaSquareMeters: number | null; openedOn: string }
  recognised: boolean
  /** Result of the year's assessment; undefined: none published. */
  stars: number | 'fail' | undefined
  /** Days closed in the longest stretch that no tolerated reason explains. */
  untoleratedClosedDays: number
  purchasedService: { from: string; to: string } | null
  paidBefore: boolean
  countyAmountFen: number | null
}

export function claimOf(facts: ClaimFacts): SubsidyClaim {
  return {
    what: facts.what,
    kind: facts.site.kind,
    builder: facts.site.builder,
    areaSquareMeters: facts.site.areaSquareMeters,
    countyAmountFen: facts.countyAmountFen,
    stars: facts.stars ?? null,
    openedOn: facts.site.openedOn,
    appliedOn: facts.appliedOn,
    untoleratedClosedDays: facts.untoleratedClosedDays,
    purchasedService: facts.purchasedService,
    oneOffPaidBefore: facts.paidBefore,
  }
}

/** What only the register knows is added to what the policy says: an unrecognised site gets nothing (二(四)1). */
export function withRecognition(decision: SubsidyDecision, recognised: boolean): SubsidyDecision {
  if (recognised || decision.decision === 'noPolicy') return decision
  const reason = { clause: '二(四)1', reasonZh: '还没有经认定符合规范化建设标准,先申请认定', provisional: false }
  const against = decision.decision === 'refuse' ? decision.reasons : []
  return { ...decision, decision: 'refuse', amountFen: 0, reasons: [...against, reason] }
}

/** Which step of the table an amount belongs to: the band's upper bound, «open» for the last, or the stars. */
export function stepOf(
  policy: Policy,
  claim: Pick<SubsidyClaim, 'what' | 'kind' | 'areaSquareMeters' | 'stars' | 'appliedOn'>,
): string {
  if (claim.what === 'performance') return String(claim.stars)
  const bands = policy.answer(`subsidy.oneOff.${claim.kind}`, claim.appliedOn)
  if (bands.status === 'noPolicy') return 'open'
  const band = bands.value.find((one) => (claim.areaSquareMeters ?? 0) <= (one.upToInclusive ?? Infinity))
  return String(band?.upToInclusive ?? 'open')
}

/** The city's amount of a step, integer fen; null when there is no such step. */
export function cityAmount(
  policy: Policy,
  asked: { what: SubsidyKind; siteKind: SiteKind; step: string },
  day: string,
): number | null {
  if (asked.what === 'performance') {
    const byStars = policy.answer(`subsidy.performance.${asked.siteKind}`, day)
    return byStars.status === 'noPolicy' ? null : (byStars.value[asked.step] ?? null)
  }
  const bands = policy.answer(`subsidy.oneOff.${asked.siteKind}`, day)
  if (bands.status === 'noPolicy') return null
  return bands.value.find((band) => String(band.upToInclusive ?? 'open') === asked.step)?.amountFen ?? null
}

export type SubsidyStep = {
  what: SubsidyKind
  siteKind: SiteKind
  step: string
  /** «80平方米及以下», «5星». */
  label: string
  cityFen: number
  clause: string
}

const siteKinds = ['market', 'station'] as const

/** Every step the policy of this day pays for, as `step` names it; none where no policy is in force. */
export function stepsOf(policy: Policy, day: string): SubsidyStep[] {
  return siteKinds.flatMap((siteKind) => {
    const bands = policy.answer(`subsidy.oneOff.${siteKind}`, day)
    const stars = policy.answer(`subsidy.performance.${siteKind}`, day)
    const oneOff = bands.status === 'noPolicy' ? [] : bands.value
    const byStars = stars.status === 'noPolicy' ? {} : stars.value
    return [
      ...oneOff.map((band, index) => ({
        what: 'oneOff' as const,
        siteKind,
        step: String(band.upToInclusive ?? 'open'),
        label: bandWords(oneOff[index - 1]?.upToInclusive ?? null, band.upToInclusive),
        cityFen: band.amountFen,
        clause: bands.status === 'noPolicy' ? '' : bands.source.clause,
      })),
      ...Object.entries(byStars)
        .toSorted(([a], [b]) => Number(b) - Number(a))
        .map(([step, cityFen]) => ({
          what: 'performance' as const,
          siteKind,
          step,
          label: `${step}星`,
          cityFen,
          clause: stars.status === 'noPolicy' ? '' : stars.source.clause,
        })),
    ]
  })
}

function bandWords(above: number | null, upTo: number | null): string {
  if (upTo === null) return above === null ? '不分面积' : `${above}平方米以上`
  return above === null ? `${upTo}平方米及以下` : `${above}平方米以上、${upTo}平方米及以下`
}

/** Half a box of this many metres around a point, in degrees: latitude, longitude. */
export function halfBoxDegrees(meters: number, lat: number): { lat: number; lng: number } {
  const perDegree = 111_195
  return { lat: meters / 2 / perDegree, lng: meters / 2 / (perDegree * Math.cos((lat * Math.PI) / 180)) }
}

/** States in which a subsidy waits for somebody with these roles. */
export function waitingStates(roles: readonly Role[]): SubsidyState[] {
  const states: SubsidyState[] = []
  if (roles.includes('countyOfficer')) states.push('lodged', 'handled', 'checked', 'confirmed', 'paid')
  if (roles.includes('countyFinance')) states.push('approved', 'cleared')
  return states
}

/** Whether a step is for another officer: whoever did one of 经办, 复核, 审批 does not do the next. */
export function isOthersStep(
  row: { handled_by: string | null; checked_by: string | null },
  move: string,
  staffId: string | null,
): boolean {
  if (move === 'check') return row.handled_by === staffId
  return move === 'approve' && [row.handled_by, row.checked_by].includes(staffId)
}

/** In which capacities somebody with these roles stands to a subsidy of the own county or site. */
export function capacitiesOfRoles(roles: readonly Role[]): Capacity[] {
  const capacities: Capacity[] = []
  if (roles.includes('countyOfficer')) capacities.push('officer')
  if (roles.includes('countyFinance')) capacities.push('finance')
  if (roles.includes('operator') || roles.includes('siteManager')) capacities.push('operator')
  return capacities
}

/**
 * A value of the programme on a day; after its end the last one it had: what was earned under a document is still noticed
 * and paid by it (the pack's `programme.transition`). Null before its beginning.
 */
export function heldValue<K extends PolicyKey>(policy: Policy, key: K, day: string, county: string): ValueOf<K> | null {
  const now = policy.answer(key, day, { county })
  if (now.status === 'inForce') return now.value
  if (now.expiredOn === null) return null
  const last = policy.answer(key, now.expiredOn, { county })
  return last.status === 'inForce' ? last.value : null
}
