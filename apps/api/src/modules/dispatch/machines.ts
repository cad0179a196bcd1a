import { applicationLifecycle, invitationLifecycle, offerLifecycle } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

const parties = (row: Record<string, unknown>) => ({
  concerns: [String(row.worker_id), String(row.employer_id)],
  county: String(row.county),
})

export const applicationMachine: Machine<
  (typeof applicationLifecycle.states)[number],
  keyof typeof applicationLifecycle.transitions
> = { lifecycle: applicationLifecycle, table: 'applications', concernsOf: parties }

export const offerMachine: Machine<(typeof offerLifecycle.states)[number], keyof typeof offerLifecycle.transitions> = {
  lifecycle: offerLifecycle,
  table: 'offers',
  concernsOf: parties,
}

export const invitationMachine: Machine<
  (typeof invitationLifecycle.states)[number],
  keyof typeof invitationLifecycle.transitions
> = { lifecycle: invitationLifecycle, table: 'invitations', concernsOf: parties }
