import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import type { IconName } from '../../components/icons.ts'

export type Subsidy = ReceivedOf<AllEndpoints['getSubsidy']>
export type SubsidyLine = ReceivedOf<AllEndpoints['listSubsidies']>['items'][number]
export type Decision = Subsidy['decision']
export type Appropriation = ReceivedOf<AllEndpoints['listAppropriations']>['items'][number]

export const whatWords = (one: Pick<SubsidyLine, 'what' | 'year'>): string =>
  one.what === 'oneOff' ? '一次性运维补助' : `${one.year}年度绩效补助`

export type PaymentFile = ReceivedOf<AllEndpoints['listPaymentFiles']>['items'][number]

/** Who is paid where; the number by its last digits. */
export const payeeWords = ({ payee }: Pick<SubsidyLine, 'payee'>): string =>
  payee ? `${payee.holderName}(${payee.bankName},尾号${payee.accountTail})` : '还没有登记收款账户'

/** How the state of an application looks beside its word. */
export function toneOf(state: string): { tone: 'neutral' | 'action' | 'pay' | 'done' | 'wrong'; icon: IconName } {
  if (state === 'paid' || state === 'closed') return { tone: 'done', icon: 'check' }
  if (state === 'refused' || state === 'reclaimed') return { tone: 'wrong', icon: 'cross' }
  if (state === 'withdrawn') return { tone: 'neutral', icon: 'back' }
  return { tone: 'action', icon: 'clock' }
}

/** Who has the next step, in words. */
export const holders: Readonly<Record<string, string>> = {
  lodged: '人社局经办',
  handled: '人社局复核(换一个人)',
  checked: '人社局审批(再换一个人)',
  approved: '财政局确认指标',
  confirmed: '人社局公示',
  inNotice: '公示中,期满没有异议自动往下走',
  cleared: '财政局拨付',
  paid: '人社局归档',
}
