import { engagementLifecycle } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export const engagementMachine: Machine<
  (typeof engagementLifecycle.states)[number],
  keyof typeof engagementLifecycle.transitions
> = {
  lifecycle: engagementLifecycle,
  table: 'engagements',
  concernsOf: (row) => ({
    concerns: [row.worker_id, row.employer_id, row.crew_leader_id].filter((id): id is string => typeof id === 'string'),
    county: String(row.county),
  }),
}
