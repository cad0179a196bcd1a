import type { EngagementState } from '../lifecycles.ts'

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
} as const satisfies Record<string, { label: string; when: readonly EngagementState[] }>
export type TroubleKind = keyof typeof troubleKinds
