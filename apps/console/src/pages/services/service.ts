import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type Service = ReceivedOf<AllEndpoints['getServiceContract']>
export type ServiceLine = ReceivedOf<AllEndpoints['listServiceContracts']>['items'][number]
export type Evaluation = Service['evaluations'][number]
type Item = Evaluation['items'][number]

/** A value or target as people say it: shares in percent. */
export function sayValue({ asks, unit }: Pick<Item, 'asks' | 'unit'>, value: number): string {
  return asks === 'share' ? `${Math.round(value * 1_000) / 10}%` : `${Math.round(value * 10) / 10}${unit}`
}

/** A typed number, shares in percent → as the platform keeps it; undefined: no number. */
export function readValue(asks: Item['asks'], typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[\s%,]/gu, '')
  if (!/^\d{1,15}(\.\d{1,2})?$/.test(plain)) return undefined
  return asks === 'share' ? Number(plain) / 100 : Number(plain)
}
