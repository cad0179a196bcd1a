import { contractLifecycle, type ContractState } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export type ContractMove = keyof typeof contractLifecycle.transitions

export const contractMachine: Machine<ContractState, ContractMove> = {
  lifecycle: contractLifecycle,
  table: 'contracts',
  concernsOf: (row) => ({
    concerns: [row.worker_id, row.employer_id].filter((id): id is string => typeof id === 'string'),
    county: String(row.county),
  }),
}
