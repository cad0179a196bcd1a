import {
  createPolicy,
  decideSubsidy,
  type Pack,
  type PackSet,
  type Policy,
  type SiteKind,
  type SubsidyClaim,
  type SubsidyDecision,
  type SubsidyKind,
} from '@linggong/policy'
import { toleranceOn, type Tolerance } from '../sites/index.ts'

/** A decision that was made, with the facts it was made on; null where they were not kept yet. */
export type Kept = {
  id: string
  siteId: string
  siteName: string
  county: string
  what: SubsidyKind
  year: number
  state: string
  claim: SubsidyClaim | null
  decision: Pick<SubsidyDecision, 'decision' | 'amountFen' | 'reasons' | 'provisional'>
}

/** A recognised site as the register holds it today. */
export type Standing = {
  siteId: string
  siteName: string
  county: string
  kind: SiteKind
  builder: 'government' | 'thirdParty'
  areaSquareMeters: number | null
  openedOn: string
  /** Result of the last assessment published: stars, `fail`; null: none. */
  stars: number | 'fail' | null
  starsYear: number | null
  /** Days closed since the opening, by year and reason: `2026 typhoon`. */
  shutDays: Readonly<Record<string, number>>
  purchasedService: { from: string; to: string } | null
  /** What is lodged or paid already: `oneOff`, `performance <year>`. */
  claimed: readonly string[]
  /** The county's own amounts in force, by `what step`. */
  countyAmounts: Readonly<Record<string, number>>
}

export type Line = {
  siteId: string
  siteName: string
  county: string
  what: SubsidyKind
  year: number
  /** `made`: decided before; `open`: the site could apply today. */
  of: 'made' | 'open'
  beforeFen: number
  afterFen: number
  /** Why the draft refuses what was granted, or grants what was refused. */
  reasonsZh: readonly string[]
}
export type CountySum = {
  county: string
  beforeFen: number
  afterFen: number
  gain: number
  lose: number
  same: number
}
export type Difference = { id: string; siteName: string; what: SubsidyKind; keptFen: number; againFen: number }
export type Replay = {
  counties: CountySum[]
  lines: Line[]
  /** Decisions made before, decided again by the packs in force: where the outcome is another one. */
  decidedAgain: number
  withoutFacts: number
  differences: Difference[]
}

const outcome = ({ decision, amountFen, reasons, provisional }: Kept['decision']): string =>
  JSON.stringify([decision, amountFen, provisional, reasons.map((one) => [one.clause, one.reasonZh, one.provisional])])

/** Band or stars an amount of the county belongs to: as `rules.stepOf`, for facts that need no day. */
export type StepOf = (policy: Policy, claim: SubsidyClaim) => string

/** Both subsidies a site could ask for today, as far as it has not. */
/** Shut days that interrupt: those for other reasons than tolerated ones, and of these what a year has too many. */
function untoleratedDays(shut: Standing['shutDays'], tolerance: Tolerance): number {
  const perYear = new Map<string, number>()
  let untolerated = 0
  for (const [key, days] of Object.entries(shut)) {
    const [year = '', reason = ''] = key.split(' ')
    if (reason === 'weeklyRest') continue
    if (!tolerance.reasons.includes(reason)) untolerated += days
    else if (!tolerance.unlimited.includes(reason)) perYear.set(year, (perYear.get(year) ?? 0) + days)
  }
  const limit = tolerance.daysPerYear ?? Infinity
  for (const days of perYear.values()) untolerated += Math.max(0, days - limit)
  return untolerated
}

function openClaims(
  policy: Policy,
  site: Standing,
  day: string,
  stepOf: StepOf,
): Array<{ claim: SubsidyClaim; year: number }> {
  const untolerated = untoleratedDays(site.shutDays, toleranceOn(policy, day, site.county))
  const claims: Array<{ what: SubsidyKind; year: number }> = [
    { what: 'oneOff', year: 0 },
    ...(site.starsYear === null ? [] : [{ what: 'performance' as const, year: site.starsYear }]),
  ]
  return claims
    .filter(({ what, year }) => !site.claimed.includes(`${what} ${year}`))
    .map(({ what, year }) => {
      const claim: SubsidyClaim = {
        what,
        kind: site.kind,
        builder: site.builder,
        areaSquareMeters: site.areaSquareMeters,
        countyAmountFen: null,
        stars: what === 'performance' ? site.stars : null,
        openedOn: site.openedOn,
        appliedOn: day,
        untoleratedClosedDays: what === 'performance' ? untolerated : 0,
        purchasedService: site.purchasedService,
        oneOffPaidBefore: false,
      }
      const countyAmountFen = site.countyAmounts[`${what} ${site.kind} ${stepOf(policy, claim)}`] ?? null
      return { claim: { ...claim, countyAmountFen }, year }
    })
}

/** States in which an application has come to nothing: they cost nothing under any pack. */
const gone: ReadonlySet<string> = new Set(['refused', 'withdrawn', 'reclaimed'])

/**
 * Decides the whole register under the packs in force and under a draft: what was decided before on the facts kept with
 * it, and what each recognised site could still ask for on `day`. Amounts in fen.
 */
export function replay(
  inForce: Policy,
  draft: Policy,
  asked: { kept: readonly Kept[]; register: readonly Standing[]; day: string; stepOf: StepOf },
): Replay {
  const lines: Line[] = []
  const differences: Difference[] = []
  let decidedAgain = 0
  let withoutFacts = 0
  for (const one of asked.kept) {
    if (one.claim === null) {
      withoutFacts += 1
      continue
    }
    const place = { county: one.county }
    const again = decideSubsidy(inForce, one.claim, place)
    decidedAgain += 1
    if (outcome(again) !== outcome(one.decision))
      differences.push({
        id: one.id,
        siteName: one.siteName,
        what: one.what,
        keptFen: one.decision.amountFen,
        againFen: again.amountFen,
      })
    if (gone.has(one.state)) continue
    const after = decideSubsidy(draft, one.claim, place)
    lines.push(lineOf(one, 'made', again, after))
  }
  for (const site of asked.register) {
    const open = openClaims(inForce, site, asked.day, asked.stepOf)
    const drafted = openClaims(draft, site, asked.day, asked.stepOf)
    for (const [index, { claim, year }] of open.entries()) {
      const place = { county: site.county }
      const before = decideSubsidy(inForce, claim, place)
      const after = decideSubsidy(draft, drafted[index]?.claim ?? claim, place)
      // Nothing to be had under either: no line.
      if (before.amountFen === 0 && after.amountFen === 0) continue
      lines.push(lineOf({ ...site, what: claim.what, year }, 'open', before, after))
    }
  }
  return { counties: sumsOf(lines), lines, decidedAgain, withoutFacts, differences }
}

function lineOf(
  one: Pick<Line, 'siteId' | 'siteName' | 'county' | 'what' | 'year'>,
  of: Line['of'],
  before: SubsidyDecision,
  after: SubsidyDecision,
): Line {
  const { siteId, siteName, county, what, year } = one
  const changed = before.decision !== after.decision || before.amountFen !== after.amountFen
  const reasonsZh = changed ? after.reasons.map((reason) => reason.reasonZh) : []
  return { siteId, siteName, county, what, year, of, beforeFen: before.amountFen, afterFen: after.amountFen, reasonsZh }
}

/** By county: sites are counted once, by the sum of their lines. */
function sumsOf(lines: readonly Line[]): CountySum[] {
  const byCounty = Map.groupBy(lines, (line) => line.county)
  return [...byCounty]
    .map(([county, own]) => {
      const sum: CountySum = { county, beforeFen: 0, afterFen: 0, gain: 0, lose: 0, same: 0 }
      for (const bySite of Map.groupBy(own, (line) => line.siteId).values()) {
        const before = bySite.reduce((total, line) => total + line.beforeFen, 0)
        const after = bySite.reduce((total, line) => total + line.afterFen, 0)
        sum.beforeFen += before
        sum.afterFen += after
        sum[after > before ? 'gain' : after < before ? 'lose' : 'same'] += 1
      }
      return sum
    })
    .toSorted((a, b) => a.county.localeCompare(b.county))
}

/**
 * The packs with a draft in the place of the one it follows, as if it had been in force all that pack's time: what the
 * draft does not say stays as it was. The draft of the same id and content changes nothing.
 * @param draft as loaded, with days of its own
 */
export function withDraft(packs: PackSet, followed: Pack, draft: Pack): Policy {
  const { validFrom, validTo } = followed.meta
  const says = new Set(draft.values.map((value) => value.key))
  const values = [
    ...draft.values.map((value) => ({ ...value, validFrom, validTo })),
    ...followed.values.filter((value) => !says.has(value.key)),
  ]
  const pack: Pack = { ...draft, meta: { ...draft.meta, validFrom, validTo }, values }
  return createPolicy({ packs: packs.packs.map((one) => (one === followed ? pack : one)) })
}

/** The last day on which the pack decides, or today where that is earlier. */
export function dayOfReplay(followed: Pack, today: string): string {
  const { validTo } = followed.meta
  return validTo !== null && validTo < today ? validTo : today
}
