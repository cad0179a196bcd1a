import { recognitionLifecycle, type RecognitionState } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export const recognitionMachine: Machine<RecognitionState, keyof typeof recognitionLifecycle.transitions> = {
  lifecycle: recognitionLifecycle,
  table: 'recognitions',
  concernsOf: (row) => ({ concerns: [], county: String(row.county) }),
}
