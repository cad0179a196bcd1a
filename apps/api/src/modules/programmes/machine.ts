import { subsidyLifecycle } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export const subsidyMachine: Machine<
  (typeof subsidyLifecycle.states)[number],
  keyof typeof subsidyLifecycle.transitions
> = {
  lifecycle: subsidyLifecycle,
  table: 'subsidies',
  concernsOf: (row) => ({ concerns: [], county: String(row.county) }),
}
