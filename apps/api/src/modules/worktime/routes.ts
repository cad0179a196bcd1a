import { worktimeEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { actingEmployer, actingWorker, openHelped } from '../../kernel/rights.ts'
import { refuse } from '../../kernel/errors.ts'
import { actingOn, breakOffAs, checkCrew, checkInAs, checkOutAs, countPieces, eachRow } from './actions/act-for.ts'
import { checkIn } from './actions/check-in.ts'
import { checkOut } from './actions/check-out.ts'
import { acceptCorrection, confirmByEmployer, correctHours } from './actions/confirm-hours.ts'
import { byCode } from './actions/evidence.ts'
import {
  engagementByCode,
  listCrewDay,
  listTimesheets,
  listToday,
  readScanned,
  readWork,
  viewTimesheet,
} from './actions/read.ts'
import { timesheetsFile } from './actions/timesheets-file.ts'
import { readShiftCode, renewShiftCode } from './actions/shift-code.ts'

export const worktimeRoutes = serve(worktimeEndpoints, {
  getMyWork: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return readWork(ctx, workerId)
  },
  getShiftCode: (ctx, { params }) => readShiftCode(ctx, params.shiftId),
  renewShiftCode: (ctx, { params }) => renewShiftCode(ctx, params.shiftId),
  readCheckCode: (ctx, { params }) => readScanned(ctx, params.token),
  checkInByCode: async (ctx, { params, body }) => {
    const { engagement, code } = await engagementByCode(ctx, params.token)
    return checkIn(ctx, engagement, { by: 'worker', evidence: byCode(code.id), code: body.code })
  },
  checkOutByCode: async (ctx, { params }) => {
    const { engagement, code } = await engagementByCode(ctx, params.token)
    return checkOut(ctx, engagement, { by: 'worker', evidence: byCode(code.id) })
  },
  checkIn: (ctx, { params, body }) => checkInAs(ctx, params.engagementId, body),
  checkOut: (ctx, { params, body }) => checkOutAs(ctx, params.engagementId, body),
  breakOff: (ctx, { params, body }) => breakOffAs(ctx, params.engagementId, body),
  checkInCrew: (ctx, { params, body }) => checkCrew(ctx, params.shiftId, body.engagementIds, 'in'),
  checkOutCrew: (ctx, { params, body }) => checkCrew(ctx, params.shiftId, body.engagementIds, 'out'),
  countPieces: (ctx, { params, body }) => countPieces(ctx, params.engagementId, body.pieces),
  getTimesheet: async (ctx, { params }) => {
    await openHelped(ctx)
    return viewTimesheet(ctx, params.engagementId)
  },
  listToday: (ctx, { params, query }) => listToday(ctx, params.employerId, query.day),
  listMyCrewDay: (ctx, { query }) => listCrewDay(ctx, query.day),
  listTimesheets: (ctx, { params, query }) => listTimesheets(ctx, params.employerId, query.state),
  getTimesheetsFile: (ctx, { params, query }) => timesheetsFile(ctx, params.employerId, query),
  confirmTimesheets: async (ctx, { params, body }) => {
    const { employerId, onBehalfOf } = await actingEmployer(ctx, params.employerId)
    return eachRow(body.engagementIds, async (id) => {
      await confirmByEmployer(ctx, id, employerId, onBehalfOf)
      return '工时已确认'
    })
  },
  correctTimesheet: async (ctx, { params, body }) => {
    const { by, onBehalfOf } = await actingOn(ctx, params.engagementId, body.onBehalfOf)
    // The leader of a crew speaks for nobody's hours.
    if (by === 'crewLeader') refuse('NotFound')
    const { onBehalfOf: _asked, ...given } = body
    return viewTimesheet(
      ctx,
      params.engagementId,
      await correctHours(ctx, params.engagementId, { ...given, by, onBehalfOf }),
    )
  },
  acceptTimesheet: async (ctx, { params, body }) => {
    const { workerId, by, onBehalfOf } = await actingWorker(ctx, body.onBehalfOf)
    const sheet = await acceptCorrection(ctx, params.engagementId, {
      workerId,
      by: by === 'clerk' ? 'clerk' : 'worker',
      onBehalfOf,
    })
    return viewTimesheet(ctx, params.engagementId, sheet)
  },
})
