import { reasons } from '@linggong/contract/reasons.ts'
import { ask } from '../../platform/ask.ts'
import type { DecisionKind } from './referral.ts'

const all = reasons['referral.decide']
/** Reasons that make sense for a decision. */
const fitting: Record<DecisionKind, ReadonlyArray<keyof typeof all>> = {
  counts: ['genuine', 'innocent', 'other'],
  doesNotCount: ['noWork', 'notThere', 'cut', 'related', 'moneyBack', 'other'],
  ask: ['unclear', 'other'],
}
const acts: Record<DecisionKind, { act: string; consequence: string }> = {
  counts: { act: '核实,计数', consequence: '照计数,记下是谁核的、为什么。' },
  doesNotCount: { act: '核实,不计数', consequence: '从合计里去掉,站点看得到原因。' },
  ask: { act: '请站点说明', consequence: '站点会看到您写的话;说明清楚以前暂不计数。' },
}

/** Asks for the reason of a decision; null when the person thought better of it. */
export async function askDecision(decision: DecisionKind, about: string) {
  const words = Object.fromEntries(fitting[decision].map((code) => [code, all[code]])) as Record<
    keyof typeof all,
    string
  >
  const { act, consequence } = acts[decision]
  const answer = await ask({
    title: `${act}:${about}`,
    consequence,
    act,
    danger: decision === 'doesNotCount',
    reasons: words,
    note: true,
  })
  return answer?.reasons[0] ?? null
}
