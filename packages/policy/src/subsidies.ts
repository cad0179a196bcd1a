/** Amounts of the programme for markets and stations. After its last day every answer is `noPolicy`. */
import type { KindValue } from './kinds.ts'
import type { BasisItem, Policy } from './policy.ts'
import type { NoPolicy, PlaceOptions } from './resolve.ts'

export type SiteKind = 'market' | 'station'

export interface SubsidyAmount {
  readonly status: 'inForce'
  readonly amountFen: number
  readonly basis: readonly BasisItem[]
}

/** The site is smaller than the standard's least area, so there is nothing to subsidise (附1-3). */
export interface AreaTooSmall {
  readonly status: 'tooSmall'
  readonly minimumSquareMeters: number
  readonly basis: readonly BasisItem[]
}

/** One-off subsidy by floor area, upper bounds inclusive (二(四)1). Whether a site may receive it is not asked here. */
export function oneOffSubsidy(
  policy: Policy,
  site: { readonly kind: SiteKind; readonly areaSquareMeters: number },
  date: string,
  place?: PlaceOptions,
): SubsidyAmount | AreaTooSmall | NoPolicy {
  const reader = policy.at(date, place)
  const minimum = reader.answer('site.minimumAreaSquareMeters')
  if (minimum.status === 'noPolicy') return minimum
  const bands = reader.answer(`subsidy.oneOff.${site.kind}`)
  if (bands.status === 'noPolicy') return bands
  const least = minimum.value[site.kind]
  if (least === undefined) throw new Error(`site.minimumAreaSquareMeters has no value for ${site.kind}`)
  if (!(site.areaSquareMeters >= least))
    return { status: 'tooSmall', minimumSquareMeters: least, basis: reader.basis() }
  return { status: 'inForce', amountFen: bandAmount(bands.value, site.areaSquareMeters), basis: reader.basis() }
}

/** Performance subsidy of one assessed year by stars (二(四)1); 0 for a site without subsidised stars. */
export function performanceSubsidy(
  policy: Policy,
  site: { readonly kind: SiteKind; readonly stars: number },
  date: string,
  place?: PlaceOptions,
): SubsidyAmount | NoPolicy {
  const reader = policy.at(date, place)
  const amounts = reader.answer(`subsidy.performance.${site.kind}`)
  if (amounts.status === 'noPolicy') return amounts
  const byStars = amounts.value[String(site.stars)]
  if (byStars !== undefined) return { status: 'inForce', amountFen: byStars, basis: reader.basis() }
  const failed = reader.answer('subsidy.performance.failedFen')
  if (failed.status === 'noPolicy') return failed
  return { status: 'inForce', amountFen: failed.value, basis: reader.basis() }
}

function bandAmount(bands: KindValue['areaBands'], area: number): number {
  const band = bands.find((candidate) => area <= (candidate.upToInclusive ?? Infinity))
  // The loader refuses bands whose last one is not open.
  if (band === undefined) throw new Error('area bands without an open last band')
  return band.amountFen
}
