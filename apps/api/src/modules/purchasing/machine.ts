import {
  serviceContractLifecycle,
  serviceEvaluationLifecycle,
  type ServiceContractState,
  type ServiceEvaluationState,
} from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

const ofCounty = (row: Record<string, unknown>) => ({ concerns: [], county: String(row.county) })

export const contractMachine: Machine<ServiceContractState, keyof typeof serviceContractLifecycle.transitions> = {
  lifecycle: serviceContractLifecycle,
  table: 'service_contracts',
  concernsOf: ofCounty,
}

export const evaluationMachine: Machine<ServiceEvaluationState, keyof typeof serviceEvaluationLifecycle.transitions> = {
  lifecycle: serviceEvaluationLifecycle,
  table: 'service_evaluations',
  concernsOf: ofCounty,
}
