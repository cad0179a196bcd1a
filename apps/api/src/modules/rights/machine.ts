import { disputeLifecycle } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export const disputeMachine: Machine<
  (typeof disputeLifecycle.states)[number],
  keyof typeof disputeLifecycle.transitions
> = {
  lifecycle: disputeLifecycle,
  table: 'disputes',
  concernsOf: (row) => ({ concerns: [String(row.worker_id), String(row.employer_id)], county: String(row.county) }),
}
