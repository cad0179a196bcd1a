import type { ObjectionWay } from '@linggong/contract/recognition/words.ts'

/** How an objection and what came of it are sent: the same for every public notice. */
export type Objecting = {
  record(body: { way: ObjectionWay; words: string }, requestId: string): Promise<unknown>
  decide(id: string, body: { outcome: 'upheld' | 'rejected'; note: string }, requestId: string): Promise<unknown>
}
