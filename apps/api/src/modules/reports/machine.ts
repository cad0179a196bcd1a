import { quarterlyReportLifecycle, type QuarterlyReportState } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export const reportMachine: Machine<QuarterlyReportState, keyof typeof quarterlyReportLifecycle.transitions> = {
  lifecycle: quarterlyReportLifecycle,
  table: 'quarterly_reports',
  concernsOf: (row) => ({ concerns: [], county: String(row.county) }),
}
