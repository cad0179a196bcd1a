/**
 * Whether somebody placed by a site stands in the roster of successful referrals (附表3) as counted, and why. Pure: the
 * facts come in, the counting rules come from the pack of the day on which the work was done. The policy names the
 * roster and is silent on how it counts, so that every rule but the roster itself is provisional.
 */
import type { BasisItem, Policy } from './policy.ts'
import type { PlaceOptions } from './resolve.ts'

/** How a site came to place somebody: at its counter, or by the posting it had gathered. */
export const referralWays = ['counter', 'posting'] as const
export type ReferralWay = (typeof referralWays)[number]
/** What shows that the worker agrees: signature under the contract, own check-in. */
export const workerConfirmations = ['signed', 'checkedIn'] as const
export type WorkerConfirmation = (typeof workerConfirmations)[number]
/** What shows that the employer agrees: hours confirmed, wage paid. */
export const employerConfirmations = ['confirmedHours', 'paid'] as const
export type EmployerConfirmation = (typeof employerConfirmations)[number]
/** What proves that there was work: a check-in, a payment. */
export const referralProofs = ['checkIn', 'pay'] as const
export type ReferralProof = (typeof referralProofs)[number]
/** Who does not count for a site: its operator's people, whom they declared as relatives, the operator itself. */
export type SelfDealing = 'staff' | 'relative' | 'operator'

export interface ReferralFacts {
  readonly way: ReferralWay
  readonly workerSide: readonly WorkerConfirmation[]
  readonly employerSide: readonly EmployerConfirmation[]
  readonly proofs: readonly ReferralProof[]
  /** Paid minutes; null: not recorded. */
  readonly minutes: number | null
  readonly selfDealing: SelfDealing | null
  /** The same worker was counted with the same employer on the same day already, at whatever site of whatever county. */
  readonly countedThatDay: boolean
  /** How often the same two were counted in the quarter before this, anywhere. */
  readonly pairInQuarter: number
}

export interface ReferralReason {
  readonly rule: 'way' | 'bothConfirmed' | 'proof' | 'minutes' | 'noSelfDealing' | 'oncePerDay' | 'pairCap' | 'noPolicy'
  readonly met: boolean
  readonly reasonZh: string
  readonly clause: string
  readonly provisional: boolean
}

export interface ReferralDecision {
  readonly counts: boolean
  /** Every rule asked, met or not: why it counts, or all that speaks against it at once. */
  readonly reasons: readonly ReferralReason[]
  readonly provisional: boolean
  readonly basis: readonly ReferralBasis[]
}

/** Which version of which pack the rules came from; thousands of rows rest on the same few values. */
export interface ReferralBasis {
  readonly packId: string
  readonly packVersion: string
  readonly packSha256: string
  readonly keys: readonly string[]
}

type Limit<T> = { readonly value: T; readonly clause: string; readonly provisional: boolean }

/** The counting rules of a day and county, read once and used for many rows. Null: no programme is in force. */
export interface ReferralRules {
  readonly required: ReadonlySet<string>
  readonly counting: Limit<null>
  readonly ways: Limit<readonly string[]>
  readonly workerSide: Limit<readonly string[]>
  readonly employerSide: Limit<readonly string[]>
  readonly proofs: Limit<readonly string[]>
  readonly minimumMinutes: Limit<number>
  readonly pairCap: Limit<number>
  readonly basis: readonly ReferralBasis[]
}

/** Rules of the day on which the work was done (`YYYY-MM-DD`), or null where nothing is in force. */
export function referralRules(policy: Policy, day: string, place?: PlaceOptions): ReferralRules | null {
  const reader = policy.at(day, place)
  const counting = reader.answer('referral.countingRules')
  const ways = reader.answer('referral.ways')
  const worker = reader.answer('referral.workerConfirmations')
  const employer = reader.answer('referral.employerConfirmations')
  const proofs = reader.answer('referral.proofs')
  const minutes = reader.answer('referral.minimumMinutes')
  const cap = reader.answer('referral.pairCapPerQuarter')
  for (const one of [counting, ways, worker, employer, proofs, minutes, cap]) if (one.status === 'noPolicy') return null
  if (counting.status === 'noPolicy' || ways.status === 'noPolicy' || worker.status === 'noPolicy') return null
  if (employer.status === 'noPolicy' || proofs.status === 'noPolicy') return null
  if (minutes.status === 'noPolicy' || cap.status === 'noPolicy') return null
  const limit = <T>(found: { value: T; source: { clause: string }; provisional: boolean }): Limit<T> => ({
    value: found.value,
    clause: found.source.clause,
    provisional: found.provisional,
  })
  return {
    required: new Set(counting.value.filter(({ required }) => required).map(({ id }) => id)),
    counting: { value: null, clause: counting.source.clause, provisional: counting.provisional },
    ways: limit(ways),
    workerSide: limit(worker),
    employerSide: limit(employer),
    proofs: limit(proofs),
    minimumMinutes: limit(minutes),
    pairCap: limit(cap),
    basis: basisOfPacks(reader.basis()),
  }
}

function basisOfPacks(items: readonly BasisItem[]): ReferralBasis[] {
  return [...Map.groupBy(items, ({ packSha256 }) => packSha256).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { packId, packVersion, packSha256 } = first
    return [{ packId, packVersion, packSha256, keys: group.map(({ key }) => key) }]
  })
}

const waysZh = { counter: '窗口推荐上岗', posting: '站点收来的岗位,本人自己接的' } as const
const workerZh: Record<string, string> = { signed: '本人签了合同', checkedIn: '本人签到' }
const employerZh: Record<string, string> = { confirmedHours: '用工方确认了工时', paid: '用工方发了工钱' }
const proofZh: Record<string, string> = { checkIn: '有签到记录', pay: '有工钱到账记录' }
const selfZh = {
  staff: '是运营机构自己的工作人员',
  relative: '是工作人员申报过的亲属',
  operator: '用工方就是运营机构自己或它的负责人',
} as const

/** Decides one row by the rules; `rules` null: no programme is in force on the day of the work. */
export function decideReferral(rules: ReferralRules | null, facts: ReferralFacts): ReferralDecision {
  if (rules === null) {
    const reasonZh = '上工那天没有有效的政策规定,先记下,不计数'
    const none = { rule: 'noPolicy', met: false, reasonZh, clause: '', provisional: true } as const
    return { counts: false, reasons: [none], provisional: true, basis: [] }
  }
  const reasons = [...judged(rules, facts)]
  return {
    counts: reasons.every(({ met }) => met),
    reasons,
    provisional: reasons.some(({ provisional }) => provisional),
    basis: rules.basis,
  }
}

function* judged(rules: ReferralRules, facts: ReferralFacts): Generator<ReferralReason> {
  const say = (
    rule: ReferralReason['rule'],
    { clause, provisional }: Omit<Limit<unknown>, 'value'>,
    met: boolean,
    reasonZh: string,
  ): ReferralReason => ({ rule, met, reasonZh, clause, provisional })
  const words = (found: readonly string[], zh: Record<string, string>) => found.map((one) => zh[one] ?? one).join('、')
  const within = (found: readonly string[], wanted: readonly string[]) => found.filter((one) => wanted.includes(one))

  const placed = rules.ways.value.includes(facts.way)
  yield say('way', rules.ways, placed, placed ? waysZh[facts.way] : `${waysZh[facts.way]},不算站点推荐`)
  if (rules.required.has('bothConfirmed')) {
    const worker = within(facts.workerSide, rules.workerSide.value)
    const employer = within(facts.employerSide, rules.employerSide.value)
    const missing = [
      ...(worker.length === 0 ? ['没有求职者本人的确认'] : []),
      ...(employer.length === 0 ? ['没有用工方的确认'] : []),
    ]
    const found = `${words(worker, workerZh)};${words(employer, employerZh)}`
    yield say('bothConfirmed', rules.workerSide, missing.length === 0, missing.join(';') || found)
  }
  if (rules.required.has('proof')) {
    const found = within(facts.proofs, rules.proofs.value)
    yield say('proof', rules.proofs, found.length > 0, words(found, proofZh) || '没有签到或到账记录')
  }
  const minimum = rules.minimumMinutes.value
  // Hours that nobody recorded say nothing against the work: its proof is the payment.
  if (facts.minutes !== null && facts.minutes < minimum)
    yield say('minutes', rules.minimumMinutes, false, `只干了${facts.minutes}分钟,不到${minimum}分钟`)
  if (rules.required.has('noSelfDealing') && facts.selfDealing !== null)
    yield say('noSelfDealing', rules.counting, false, selfZh[facts.selfDealing])
  if (rules.required.has('oncePerDay') && facts.countedThatDay)
    yield say('oncePerDay', rules.counting, false, '同一天同一家已经算过一次(跨县也只算一次)')
  const cap = rules.pairCap.value
  if (facts.pairInQuarter >= cap)
    yield say('pairCap', rules.pairCap, false, `这个人在这家本季度已算${facts.pairInQuarter}次,到上限${cap}次`)
}
