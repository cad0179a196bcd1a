/**
 * Whether a site gets a subsidy, how much, and by which words of the policy (二(四)1, 三(二)). Pure: the facts and the
 * days come in. What only the register of payments can know (paid twice under another name, money left) is asked there.
 */
import { addMonths } from './dates.ts'
import type { BasisItem, Policy } from './policy.ts'
import type { NoPolicy, PlaceOptions } from './resolve.ts'
import { oneOffSubsidy, performanceSubsidy, type SiteKind, type SubsidyAmount } from './subsidies.ts'

export type SubsidyKind = 'oneOff' | 'performance'

export interface SubsidyClaim {
  readonly what: SubsidyKind
  readonly kind: SiteKind
  readonly builder: 'thirdParty' | 'government'
  /** Null for performance pay of a site whose standard is not asked here again. */
  readonly areaSquareMeters: number | null
  /** The county's own amount for this band, integer fen; null: the city's. */
  readonly countyAmountFen: number | null
  /** Result of the year's assessment; null: not assessed. */
  readonly stars: number | 'fail' | null
  /** YYYY-MM-DD, business days. */
  readonly openedOn: string
  readonly appliedOn: string
  /** Days closed since the opening that no tolerated reason explains. */
  readonly untoleratedClosedDays: number
  /** A purchased service on this site, both days included; null: none. */
  readonly purchasedService: { readonly from: string; readonly to: string } | null
  readonly oneOffPaidBefore: boolean
}

export interface SubsidyReason {
  readonly clause: string
  readonly reasonZh: string
  /** The reading behind it still needs confirmation. */
  readonly provisional: boolean
}

export interface SubsidyDecision {
  readonly decision: 'grant' | 'refuse' | 'noPolicy'
  /** 0 unless granted. */
  readonly amountFen: number
  /** Everything that speaks against it at once (一次性告知), or what the amount rests on. */
  readonly reasons: readonly SubsidyReason[]
  readonly provisional: boolean
  readonly basis: readonly BasisItem[]
}

const yuan = (fen: number) => String(fen / 100)
const kindsZh = { market: '零工市场', station: '零工驿站' } as const

/** @throws PolicyNotInForce only when the packs hold half a programme */
export function decideSubsidy(policy: Policy, claim: SubsidyClaim, place?: PlaceOptions): SubsidyDecision {
  const inForce = dayOfRules(policy, claim, place)
  if (inForce.status === 'noPolicy') return { ...nothing, decision: 'noPolicy', reasons: [inForce.reason] }
  const against = [...refusals(policy, claim, inForce.day, place)]
  const amount = amountOf(policy, claim, inForce.day, place)
  if (amount.status === 'tooSmall') {
    against.unshift({
      clause: '附1-3',
      reasonZh: `${kindsZh[claim.kind]}面积要不少于${amount.minimumSquareMeters}平方米,${claim.areaSquareMeters === null ? '登记里还没有面积' : `现在是${claim.areaSquareMeters}平方米`}`,
      provisional: false,
    })
  }
  if (amount.status === 'noPolicy') return { ...nothing, decision: 'noPolicy', reasons: [noPolicyReason(amount)] }
  const basis = amount.basis
  if (against.length > 0 || amount.status !== 'inForce') {
    return { decision: 'refuse', amountFen: 0, reasons: against, provisional: against.some(isProvisional), basis }
  }
  const reasons = [...inForce.reasons, ...grantReasons(policy, claim, amount, inForce.day, place)]
  return {
    decision: 'grant',
    amountFen: granted(policy, claim, amount, inForce.day, place),
    reasons,
    provisional: reasons.some(isProvisional) || basis.some((item) => item.provisional),
    basis,
  }
}

const nothing = { amountFen: 0, provisional: false, basis: [] } as const
const isProvisional = (reason: SubsidyReason) => reason.provisional

function noPolicyReason(answer: NoPolicy): SubsidyReason {
  return { clause: '', reasonZh: answer.messageZh, provisional: false }
}

type DayOfRules =
  | { status: 'inForce'; day: string; reasons: readonly SubsidyReason[] }
  | { status: 'noPolicy'; reason: SubsidyReason }

/** The day whose rules decide: the day of application, or the programme's last day where its transition reaches. */
function dayOfRules(policy: Policy, claim: SubsidyClaim, place?: PlaceOptions): DayOfRules {
  const now = policy.answer('subsidy.recognitionRequired', claim.appliedOn, place)
  if (now.status === 'inForce') return { status: 'inForce', day: claim.appliedOn, reasons: [] }
  const lastDay = now.reason === 'expired' ? now.expiredOn : null
  if (lastDay === null) return { status: 'noPolicy', reason: noPolicyReason(now) }
  const rule = policy.answer('programme.transition', lastDay, place)
  if (rule.status === 'noPolicy') return { status: 'noPolicy', reason: noPolicyReason(now) }
  const { covers, earnedUntil, lodgedUntil } = rule.value
  const earned = covers.includes(claim.what) && fullYearOn(policy, claim, lastDay, place) <= earnedUntil
  if (!earned || claim.appliedOn > lodgedUntil) return { status: 'noPolicy', reason: noPolicyReason(now) }
  const reasonZh = `${earnedUntil}前已运营满1年,${lodgedUntil}前申报,按过渡办法办理`
  const reason = { clause: rule.source.clause, reasonZh, provisional: rule.provisional }
  return { status: 'inForce', day: lastDay, reasons: [reason] }
}

/** The first day on which the required months of running are full. */
function fullYearOn(policy: Policy, claim: SubsidyClaim, day: string, place?: PlaceOptions): string {
  return addMonths(claim.openedOn, policy.number('assessment.minimumContinuousMonths', day, place))
}

function* refusals(policy: Policy, claim: SubsidyClaim, day: string, place?: PlaceOptions): Generator<SubsidyReason> {
  if (claim.builder === 'government') {
    const reasonZh = '补助给第三方建设的站点,政府自建的站点可以认定评星,不发这笔补助'
    yield { clause: '二(四)1', reasonZh, provisional: false }
  }
  const { purchasedService: bought } = claim
  const excluded = policy.boolean('subsidy.excludedDuringPurchasedService', day, place)
  if (excluded && bought && bought.from <= claim.appliedOn && claim.appliedOn <= bought.to) {
    const reasonZh = `${bought.from}至${bought.to}正在执行政府购买服务,这段时间不能重复享受奖补`
    yield { clause: '三(二)', reasonZh, provisional: false }
  }
  if (claim.what === 'oneOff') yield* oneOffRefusals(claim)
  else yield* performanceRefusals(policy, claim, day, place)
}

function* oneOffRefusals(claim: SubsidyClaim): Generator<SubsidyReason> {
  if (claim.oneOffPaidBefore)
    yield { clause: '二(四)1', reasonZh: '一次性运维补助只发一次,这里已经发过', provisional: false }
}

function* performanceRefusals(
  policy: Policy,
  claim: SubsidyClaim,
  day: string,
  place?: PlaceOptions,
): Generator<SubsidyReason> {
  const fullOn = fullYearOn(policy, claim, day, place)
  if (claim.appliedOn < fullOn) {
    const reasonZh = `要连续运营满1年才能评星和申报绩效补助,${claim.openedOn}开业,到${fullOn}才满`
    yield { clause: '二(四)1', reasonZh, provisional: false }
  }
  if (claim.untoleratedClosedDays > 0) {
    const reasonZh = `开业以来停业${claim.untoleratedClosedDays}天,没有可以不算的原因,不是连续运营`
    yield { clause: '二(四)1', reasonZh, provisional: true }
  }
  const subsidised = policy.list('assessment.subsidisedStars', day, place)
  if (claim.stars === null) {
    yield { clause: '二(四)1', reasonZh: '还没有年度考核和评星,先考核再申报', provisional: false }
  } else if (!subsidised.includes(String(claim.stars))) {
    yield { clause: '二(四)1', reasonZh: '年度考核没有评上星级,不予补助', provisional: false }
  }
}

function amountOf(policy: Policy, claim: SubsidyClaim, day: string, place?: PlaceOptions) {
  const areaSquareMeters = claim.areaSquareMeters ?? Number.NaN
  const oneOff = oneOffSubsidy(policy, { kind: claim.kind, areaSquareMeters }, day, place)
  // A site known to be below the standard's area is no market or station: its performance is not paid either.
  if (claim.what === 'oneOff' || (oneOff.status !== 'inForce' && claim.areaSquareMeters !== null)) return oneOff
  const stars = typeof claim.stars === 'number' ? claim.stars : 0
  return performanceSubsidy(policy, { kind: claim.kind, stars }, day, place)
}

/** A county may raise the city's amount; where the pack does not let it lower it, the city's stands. */
function granted(policy: Policy, claim: SubsidyClaim, city: SubsidyAmount, day: string, place?: PlaceOptions): number {
  const own = claim.countyAmountFen
  if (own === null) return city.amountFen
  const key = own >= city.amountFen ? 'subsidy.countyMayRaise' : 'subsidy.countyMayLower'
  return policy.boolean(key, day, place) ? own : city.amountFen
}

function* grantReasons(
  policy: Policy,
  claim: SubsidyClaim,
  city: SubsidyAmount,
  day: string,
  place?: PlaceOptions,
): Generator<SubsidyReason> {
  const what =
    claim.what === 'oneOff' ? `${claim.areaSquareMeters}平方米,一次性运维补助` : `${claim.stars}星,年度绩效补助`
  const reasonZh = `${kindsZh[claim.kind]}${what}全市标准${yuan(city.amountFen)}元`
  yield { clause: '二(四)1', reasonZh, provisional: false }
  const own = claim.countyAmountFen
  if (own === null || own === city.amountFen) return
  if (own > city.amountFen) {
    yield { clause: '二(四)1', reasonZh: `本县提高到${yuan(own)}元`, provisional: false }
    return
  }
  const rule = policy.answer('subsidy.countyMayLower', day, place)
  const provisional = rule.status === 'noPolicy' || rule.provisional
  const lower = `本县标准${yuan(own)}元低于全市标准;原文只写可以提高,按全市标准发`
  yield { clause: '二(四)1', reasonZh: lower, provisional }
}
