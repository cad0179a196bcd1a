import {
  assessmentLifecycle,
  improvementLifecycle,
  type AssessmentState,
  type ImprovementState,
} from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

const ofCounty = (row: Record<string, unknown>) => ({ concerns: [], county: String(row.county) })

export const assessmentMachine: Machine<AssessmentState, keyof typeof assessmentLifecycle.transitions> = {
  lifecycle: assessmentLifecycle,
  table: 'assessments',
  concernsOf: ofCounty,
}

export const improvementMachine: Machine<ImprovementState, keyof typeof improvementLifecycle.transitions> = {
  lifecycle: improvementLifecycle,
  table: 'improvements',
  concernsOf: ofCounty,
}
