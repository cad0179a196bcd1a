import { possibleTransitions, reasonLabel, stateLabels, timesheetLifecycle } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { capacitiesOf, type Engagement } from '../engagements/index.ts'
import { policyOf } from './actions/reckon-sheet.ts'
import { checkInTime, hoursText } from './rules.ts'
import type { Timesheet } from './store.ts'

const wireOrNull = (at: Date | null) => (at === null ? null : wireTime(at))

export function timesheetToView(ctx: Ctx, sheet: Timesheet, engagement: Engagement) {
  const capacities = capacitiesOf(ctx.actor, engagement)
  return {
    engagementId: sheet.engagementId,
    shiftId: sheet.shiftId,
    workerId: sheet.workerId,
    workerName: sheet.workerName,
    title: engagement.terms.title,
    state: sheet.state,
    stateLabel: stateLabels.timesheet[sheet.state],
    startsAt: wireTime(sheet.startsAt),
    endsAt: wireTime(sheet.endsAt),
    checkedInAt: wireTime(sheet.checkedInAt),
    checkedOutAt: wireOrNull(sheet.checkedOutAt),
    autoCheckedOut: sheet.autoCheckedOut,
    brokenOffReason: sheet.brokenOffReason,
    brokenOffLabel: sheet.brokenOffReason && reasonLabel('engagement.breakOff', sheet.brokenOffReason),
    lateMinutes: sheet.lateMinutes,
    recordedMinutes: sheet.recordedMinutes,
    minutes: sheet.minutes,
    overtimeMinutes: sheet.overtimeMinutes,
    hoursText: sheet.minutes === null ? null : hoursText(sheet.minutes),
    pieces: sheet.pieces,
    pieceUnit: engagement.terms.pieceUnit,
    correctedBy: sheet.correctedBy,
    correctionReason: sheet.correctionReason,
    correctionLabel: sheet.correctionReason && reasonLabel('timesheet.correct', sheet.correctionReason),
    correctionNote: sheet.correctionNote,
    undisputedMinutes: sheet.undisputedMinutes,
    confirmBy: wireOrNull(sheet.confirmBy),
    confirmedBy: sheet.confirmedBy,
    confirmedAt: wireOrNull(sheet.confirmedAt),
    possible: [...new Set(capacities.flatMap((one) => possibleTransitions(timesheetLifecycle, sheet.state, one)))],
  }
}

export function workToView(ctx: Ctx, engagement: Engagement, sheet: Timesheet | undefined, contractId: string | null) {
  const policy = policyOf(ctx, engagement)
  const earlyMinutes = policy.number('worktime.checkInEarlyMinutes')
  const mustSign = engagement.state === 'accepted'
  return {
    engagementId: engagement.id,
    state: engagement.state,
    stateLabel: stateLabels.engagement[engagement.state],
    title: engagement.terms.title,
    placeName: engagement.terms.placeName,
    address: engagement.terms.address,
    startsAt: wireTime(engagement.startsAt),
    endsAt: wireTime(engagement.endsAt),
    contractId,
    mustSign,
    checkInFrom: wireTime(new Date(engagement.startsAt.getTime() - earlyMinutes * 60_000)),
    checkInUntil: wireTime(engagement.endsAt),
    canCheckIn: engagement.state === 'concluded' && checkInTime(ctx.now, engagement, earlyMinutes) === 'open',
    canCheckOut: engagement.state === 'working',
    checkedInAt: sheet ? wireTime(sheet.checkedInAt) : null,
    checkedOutAt: sheet ? wireOrNull(sheet.checkedOutAt) : null,
    lat: engagement.terms.lat,
    lng: engagement.terms.lng,
    radiusMeters: policy.number('worktime.checkInRadiusMeters'),
  }
}
