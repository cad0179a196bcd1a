import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type Waiting = ReceivedOf<AllEndpoints['listCalls']>['items'][number]
export type InHand = ReceivedOf<AllEndpoints['beginCall']>
export type Answer = 'yes' | 'no' | 'noAnswer'

/** The call to make next: the chosen one while it waits, else the most urgent that no colleague has in hand. */
export function nextCall(items: readonly Waiting[], chosenId: string): Waiting | null {
  return (
    items.find((item) => item.offerId === chosenId) ??
    items.find((item) => item.takenUntil === null) ??
    items[0] ??
    null
  )
}

/** «电话里放过2次录音,没接» */
export const attemptWords = (attempts: number): string =>
  attempts === 0 ? '还没打过' : `自动电话打过${attempts}次,没有答复`

export const saidWords: Record<Answer, string> = {
  yes: '记下了:去。这个活给他留好了。',
  no: '记下了:不去。这个活不会再问他。',
  noAnswer: '记下了:没人接。还在单子上,过一会儿可以再打。',
}
