import { timesheetLifecycle, type TimesheetState } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export type TimesheetMove = keyof typeof timesheetLifecycle.transitions

export const timesheetMachine: Machine<TimesheetState, TimesheetMove> = {
  lifecycle: timesheetLifecycle,
  table: 'timesheets',
  concernsOf: (row) => ({
    concerns: [row.worker_id, row.employer_id, row.crew_leader_id].filter((id): id is string => typeof id === 'string'),
    county: String(row.county),
  }),
}
