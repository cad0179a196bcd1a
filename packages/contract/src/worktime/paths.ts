import type { EndpointPath } from '../endpoint.ts'

export const worktimePaths = {
  getMyWork: { method: 'GET', path: '/my/work' },
  getShiftCode: { method: 'GET', path: '/shifts/:shiftId/check-in-code' },
  renewShiftCode: { method: 'POST', path: '/shifts/:shiftId/check-in-code' },
  readCheckCode: { method: 'GET', path: '/check-in-codes/:token' },
  checkInByCode: { method: 'POST', path: '/check-in-codes/:token/check-in' },
  checkOutByCode: { method: 'POST', path: '/check-in-codes/:token/check-out' },
  checkIn: { method: 'POST', path: '/engagements/:engagementId/check-in' },
  checkOut: { method: 'POST', path: '/engagements/:engagementId/check-out' },
  breakOff: { method: 'POST', path: '/engagements/:engagementId/break-off' },
  checkInCrew: { method: 'POST', path: '/shifts/:shiftId/check-ins' },
  checkOutCrew: { method: 'POST', path: '/shifts/:shiftId/check-outs' },
  countPieces: { method: 'POST', path: '/engagements/:engagementId/pieces' },
  getTimesheet: { method: 'GET', path: '/engagements/:engagementId/timesheet' },
  listToday: { method: 'GET', path: '/employers/:employerId/today' },
  getTimesheetsFile: { method: 'GET', path: '/employers/:employerId/timesheets/file' },
  listMyCrewDay: { method: 'GET', path: '/my/crew/day' },
  listTimesheets: { method: 'GET', path: '/employers/:employerId/timesheets' },
  confirmTimesheets: { method: 'POST', path: '/employers/:employerId/timesheets/confirm' },
  correctTimesheet: { method: 'POST', path: '/engagements/:engagementId/timesheet/correct' },
  acceptTimesheet: { method: 'POST', path: '/engagements/:engagementId/timesheet/accept' },
} as const satisfies Record<string, EndpointPath>
