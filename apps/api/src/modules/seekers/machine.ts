import { qualificationLifecycle, type QualificationState } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export type QualificationMove = keyof typeof qualificationLifecycle.transitions

export const qualificationMachine: Machine<QualificationState, QualificationMove> = {
  lifecycle: qualificationLifecycle,
  table: 'worker_qualifications',
  concernsOf: (row) => ({
    concerns: [String(row.person_id)],
    county: typeof row.county === 'string' ? row.county : null,
  }),
}
