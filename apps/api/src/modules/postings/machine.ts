import { postingLifecycle, type PostingState } from '@linggong/contract'
import type { Machine, MachineRow } from '../../kernel/transition.ts'

export type PostingMove = keyof typeof postingLifecycle.transitions

export const postingMachine: Machine<PostingState, PostingMove> = {
  lifecycle: postingLifecycle,
  table: 'postings',
  concernsOf: (row: MachineRow) => ({
    concerns: [String(row['employer_id'])],
    county: typeof row['county'] === 'string' ? row['county'] : null,
  }),
}
