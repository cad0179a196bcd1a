import {
  decideReferral,
  type ReferralDecision,
  type ReferralFacts,
  type ReferralRules,
  type ReferralWay,
} from '@linggong/policy'
import { wireTime } from '../../kernel/clock.ts'
import type { PlacementFacts, Proof, ReferralState } from './types.ts'

/** First day of the quarter of a day, `YYYY-MM-DD`. */
export function quarterStart(day: string): string {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
}

/** First and last day of a quarter 1 to 4, or of the whole year. */
export function periodOf(year: number, quarter: number | null): { from: string; to: string } {
  if (quarter === null) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const ends = ['03-31', '06-30', '09-30', '12-31']
  return {
    from: `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`,
    to: `${year}-${ends[quarter - 1] ?? '12-31'}`,
  }
}

const atCounter = new Set(['clerk', 'operator'])
/** At the counter a clerk acted for the worker; otherwise the site had gathered the posting. */
export const wayOf = (facts: Pick<PlacementFacts, 'placedBy'>): ReferralWay =>
  atCounter.has(facts.placedBy?.capacity ?? '') ? 'counter' : 'posting'

const ended = new Set(['cancelled', 'noShow', 'voided'])
const hows: Record<string, string> = {
  qrCode: '扫签到码',
  location: '按位置签到',
  foreman: '带工点名',
  clerk: '工作人员代签',
  self: '自己签到',
  automatic: '系统记录',
}
const confirmers: Record<string, string> = { employer: '用工方确认', worker: '求职者认可', system: '到期自动确认' }

/** What is known of an engagement as a chain of proof, in the order in which it happened. */
export function proofsOf(facts: PlacementFacts): Proof[] {
  const { contract, checkIn, hours, pay } = facts
  const placed = wayOf(facts) === 'counter' ? '在站点窗口接了这份活' : '接了站点收来的这份活'
  return [
    { kind: 'placed', at: wireTime(facts.acceptedAt), ref: facts.engagementId, words: placed },
    ...(contract
      ? [
          {
            kind: 'signed' as const,
            at: wireTime(contract.concludedAt),
            ref: contract.id,
            words: `签了合同 ${contract.number}`,
          },
        ]
      : []),
    ...(checkIn
      ? [
          {
            kind: 'checkIn' as const,
            at: wireTime(checkIn.at),
            ref: checkIn.id,
            words: `签到:${hows[checkIn.how] ?? checkIn.how}`,
          },
        ]
      : []),
    ...(hours?.confirmedAt
      ? [
          {
            kind: 'hours' as const,
            at: wireTime(hours.confirmedAt),
            ref: hours.id,
            words: `工时${hours.minutes}分钟,${confirmers[hours.confirmedBy ?? ''] ?? '已确认'}`,
          },
        ]
      : []),
    ...(pay
      ? [
          {
            kind: 'pay' as const,
            at: wireTime(pay.at),
            ref: pay.payoutId,
            words: `工钱到账${(pay.paidFen / 100).toFixed(2)}元`,
          },
        ]
      : []),
  ]
}

/** Facts for the counting rules; what other rows say comes in. */
export function factsFor(
  facts: PlacementFacts,
  other: Pick<ReferralFacts, 'selfDealing' | 'countedThatDay' | 'pairInQuarter'>,
): ReferralFacts {
  const { contract, checkIn, hours, pay } = facts
  return {
    way: wayOf(facts),
    workerSide: [
      ...(contract ? (['signed'] as const) : []),
      ...(checkIn?.byCapacity === 'worker' ? (['checkedIn'] as const) : []),
    ],
    employerSide: [
      // A deadline that passes is nobody's confirmation.
      ...(hours?.confirmedBy === 'employer' ? (['confirmedHours'] as const) : []),
      ...(pay ? (['paid'] as const) : []),
    ],
    proofs: [...(checkIn ? (['checkIn'] as const) : []), ...(pay ? (['pay'] as const) : [])],
    minutes: hours?.minutes ?? null,
    ...other,
  }
}

/** Judged once work is confirmed or paid; before that it is under way, after a cancellation it came to nothing. */
export function judge(
  facts: PlacementFacts,
  rules: ReferralRules | null,
  other: Pick<ReferralFacts, 'selfDealing' | 'countedThatDay' | 'pairInQuarter'>,
): { state: ReferralState; decision: ReferralDecision | null } {
  if (ended.has(facts.state)) return { state: 'ended', decision: null }
  if (facts.state !== 'confirmed' && facts.state !== 'paid') return { state: 'underway', decision: null }
  const decision = decideReferral(rules, factsFor(facts, other))
  return { state: decision.counts ? 'counts' : 'doesNotCount', decision }
}
