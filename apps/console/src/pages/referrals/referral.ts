import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { computed } from 'vue'
import type { IconName } from '../../components/icons.ts'
import { useAddress } from '../../platform/address.ts'
import { dayOf } from '../../words/time.ts'
import { ticking } from '../../platform/ticking.ts'

export type ReferralLine = ReceivedOf<AllEndpoints['listReferrals']>['items'][number]
export type Referral = ReceivedOf<AllEndpoints['getReferral']>
export type FlagLine = ReceivedOf<AllEndpoints['listReferralFlags']>['items'][number]
export type DecisionKind = NonNullable<ReferralLine['decision']>
export type Totals = ReceivedOf<AllEndpoints['getReferralTotals']>

/** How a row looks beside its word. */
export function toneOf(row: Pick<ReferralLine, 'counted' | 'decision' | 'state'>): {
  tone: 'neutral' | 'action' | 'pay' | 'done' | 'wrong'
  icon: IconName
} {
  if (row.counted) return { tone: 'done', icon: 'check' }
  if (row.decision === 'ask') return { tone: 'pay', icon: 'clock' }
  if (row.state === 'underway') return { tone: 'action', icon: 'clock' }
  return row.state === 'ended' ? { tone: 'neutral', icon: 'back' } : { tone: 'wrong', icon: 'cross' }
}

/** How a decision looks beside its word; null: nobody has looked yet. */
export function toneOfDecision(decision: DecisionKind | null): ReturnType<typeof toneOf> {
  if (decision === 'counts') return { tone: 'done', icon: 'check' }
  if (decision === 'doesNotCount') return { tone: 'wrong', icon: 'cross' }
  return { tone: decision === 'ask' ? 'pay' : 'action', icon: 'clock' }
}

/** «7小时30分» */
export function minutesWords(minutes: number | null): string | null {
  if (minutes === null) return null
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return `${hours > 0 ? `${hours}小时` : ''}${rest > 0 || hours === 0 ? `${rest}分` : ''}`
}

/** Year and quarter as chosen in the address; the present quarter unless told, the whole year where `0`. */
export function usePeriod() {
  const today = dayOf(ticking.now)
  const usual = { year: today.slice(0, 4), quarter: String(Math.ceil(Number(today.slice(5, 7)) / 3)) }
  const choices = useAddress(usual)
  const years = Array.from({ length: Number(usual.year) - 2023 }, (_none, n) => String(Number(usual.year) - n))
  const query = computed(() => ({
    year: Number(choices.year),
    ...(choices.quarter !== '0' && { quarter: Number(choices.quarter) }),
  }))
  const words = computed(() => `${choices.year}年${choices.quarter === '0' ? '' : `第${choices.quarter}季度`}`)
  return { choices, years, query, words }
}
