import type { ObjectionWay } from '@linggong/contract/recognition/words.ts'

/** Whether an objection raised in the notice that began on this day was found true. */
export const isStopped = (
  objections: ReadonlyArray<{ receivedOn: string; outcome: 'upheld' | 'rejected' | null }>,
  noticeFrom: string | null,
): boolean => objections.some((one) => one.outcome === 'upheld' && noticeFrom !== null && one.receivedOn >= noticeFrom)

/** How an objection and what came of it are sent: the same for every public notice. */
export type Objecting = {
  record(body: { way: ObjectionWay; words: string }, requestId: string): Promise<unknown>
  decide(id: string, body: { outcome: 'upheld' | 'rejected'; note: string }, requestId: string): Promise<unknown>
}
