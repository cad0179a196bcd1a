import { objectToRecord } from '../engagements/words.ts'
import type { EngagementState } from '../lifecycles.ts'
import { reasons } from '../reasons.ts'

const before: readonly EngagementState[] = ['accepted', 'concluded', 'working']

/**
 * Troubles a worker may call for help with (求助), and in which states of the engagement. Who answers, how soon and
 * whom to call meanwhile stands in the policy (`trouble.kinds`).
 */
export const troubleKinds = {
  cannotFind: { label: '找不到地方', when: before },
  nobodyThere: { label: '老板不在', when: before },
  injured: { label: '受伤了', when: ['concluded', 'working', 'worked', 'disputed', 'confirmed'] },
  notPaid: { label: '不给钱', when: ['working', 'worked', 'disputed', 'confirmed'] },
  /** Only where points were lost and nobody has objected yet, see `objectToRecord`. */
  recordWrong: { label: '诚信记录不对', when: ['noShow', 'cancelled'] },
  /** Raised by the employer, of a shift whose late cancelling has cost it points. */
  employerRecordWrong: { label: '用工方说扣分不对', when: ['cancelled'] },
} as const satisfies Record<string, { label: string; when: readonly EngagementState[] }>
export type TroubleKind = keyof typeof troubleKinds

/** Whether it is the employer who has raised it; all else is called for by the worker. */
export const raisedByEmployer = (kind: TroubleKind): boolean => kind === 'employerRecordWrong'

/** Whether it is about what has cost somebody points. */
export const isAboutRecord = (kind: TroubleKind): boolean => kind === 'recordWrong' || kind === 'employerRecordWrong'

/** What this person may call for help with now. */
export function troublesOf(engagement: { state: EngagementState; possible: readonly string[] }): TroubleKind[] {
  return (Object.keys(troubleKinds) as TroubleKind[]).filter((kind) => {
    if (raisedByEmployer(kind)) return false
    const when: readonly EngagementState[] = troubleKinds[kind].when
    return when.includes(engagement.state) && (kind !== 'recordWrong' || engagement.possible.includes(objectToRecord))
  })
}

type Result = keyof (typeof reasons)['trouble.solve']
const decisionsOnRecord: readonly Result[] = ['recordLifted', 'recordKept']
const all = Object.keys(reasons['trouble.solve']) as Result[]

/**
 * Results a call for help may end with, by whose side closes it. Whether a record was right is for the county to say: at
 * the counter one clerk could write the objection and agree to it.
 */
export function troubleResults(kind: TroubleKind, side: 'worker' | 'site' | 'county'): Result[] {
  if (!isAboutRecord(kind)) return all.filter((one) => !decisionsOnRecord.includes(one))
  return side === 'county' ? [...decisionsOnRecord, 'notNeeded'] : ['notNeeded']
}
