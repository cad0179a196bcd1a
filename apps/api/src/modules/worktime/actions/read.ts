import type { EngagementState, TimesheetState } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer, requirePerson } from '../../../kernel/rights.ts'
import { contractsOf } from '../../contracts/index.ts'
import { readEngagement, readEngagements, type Engagement } from '../../engagements/index.ts'
import { presenceLabels, presenceOf } from '../rules.ts'
import { findTimesheets, scannedCode, timesheetOf, timesheetsOf, type ShiftCode, type Timesheet } from '../store.ts'
import { timesheetToView, workToView } from '../view.ts'

const hourMs = 3_600_000
const ahead: EngagementState[] = ['accepted', 'concluded', 'working', 'worked']
/** How many jobs one sees at once. */
const shownJobs = 10

async function works(ctx: Ctx, engagements: readonly Engagement[]) {
  const ids = engagements.map((one) => one.id)
  const sheets = await timesheetsOf(ctx, ids)
  const contracts = await contractsOf(ctx, ids)
  return engagements.map((one) => workToView(ctx, one, sheets.get(one.id), contracts.get(one.id)?.id ?? null))
}

/** What the worker is at, or goes to next: what runs first, then by time. */
export async function readWork(ctx: Ctx, workerId: string) {
  const found = await readEngagements(ctx, {
    workerId,
    states: ahead,
    startsFrom: new Date(ctx.now.getTime() - 36 * hourMs),
  })
  const order = (one: Engagement) => (one.state === 'working' ? 0 : 1)
  const sorted = found.sort((a, b) => order(a) - order(b) || a.startsAt.getTime() - b.startsAt.getTime())
  return { items: await works(ctx, sorted.slice(0, shownJobs)) }
}

/** The asking worker's engagement on the shift whose code was scanned. Refuses CheckCodeInvalid, NotYourShift. */
export async function engagementByCode(ctx: Ctx, token: string): Promise<{ engagement: Engagement; code: ShiftCode }> {
  const { personId } = requirePerson(ctx.actor)
  const code = (await scannedCode(ctx, token)) ?? refuse('CheckCodeInvalid')
  const found = await readEngagements(ctx, { workerId: personId, shiftId: code.shiftId })
  const engagement = found.find((one) => one.state !== 'cancelled' && one.state !== 'noShow' && one.state !== 'voided')
  return { engagement: engagement ?? refuse('NotYourShift'), code }
}

export async function readScanned(ctx: Ctx, token: string) {
  const { engagement } = await engagementByCode(ctx, token)
  const [view] = await works(ctx, [engagement])
  return view!
}

export async function viewTimesheet(ctx: Ctx, engagementId: string, known?: Timesheet) {
  const engagement = await readEngagement(ctx, engagementId)
  const sheet = known ?? (await timesheetOf(ctx, engagementId)) ?? refuse('NotFound')
  return timesheetToView(ctx, sheet, engagement)
}

/** Timesheets of an employer; those waiting for somebody unless a state is named. */
export async function listTimesheets(ctx: Ctx, employerId: string, state: TimesheetState | undefined) {
  await actingEmployer(ctx, employerId)
  const states: TimesheetState[] = state ? [state] : ['recorded', 'corrected', 'disputed']
  const sheets = await findTimesheets(ctx, { employerId, states })
  const engagements = await readEngagements(ctx, { ids: sheets.map((sheet) => sheet.engagementId) })
  const byId = new Map(engagements.map((one) => [one.id, one]))
  return { items: sheets.map((sheet) => timesheetToView(ctx, sheet, byId.get(sheet.engagementId)!)) }
}

const onTheDay: EngagementState[] = [
  'accepted',
  'concluded',
  'working',
  'worked',
  'disputed',
  'confirmed',
  'paid',
  'noShow',
]

/** Who comes, who is here, who is missing: shifts that begin on the day, and those of the night before that run into it. */
export async function listToday(ctx: Ctx, employerId: string, wanted: string | undefined) {
  await actingEmployer(ctx, employerId)
  return dayOf(ctx, { employerId }, onTheDay, wanted)
}

/** The same for a crew leader: only those whom the leader has brought, and who of them no longer comes. */
export async function listCrewDay(ctx: Ctx, wanted: string | undefined) {
  const states: EngagementState[] = [...onTheDay, 'cancelled', 'voided']
  return dayOf(ctx, { crewLeaderId: requirePerson(ctx.actor).personId }, states, wanted)
}

async function dayOf(
  ctx: Ctx,
  whose: { employerId: string } | { crewLeaderId: string },
  states: EngagementState[],
  wanted: string | undefined,
) {
  const day = wanted ?? businessDay(ctx.now)
  const from = new Date(`${day}T00:00:00+08:00`)
  const until = new Date(from.getTime() + 24 * hourMs)
  const found = await readEngagements(ctx, {
    ...whose,
    states,
    startsFrom: new Date(from.getTime() - 24 * hourMs),
    startsBefore: until,
  })
  const rows = found.filter((one) => one.startsAt >= from || one.endsAt > from || one.state === 'working')
  const sheets = await timesheetsOf(
    ctx,
    rows.map((one) => one.id),
  )
  return {
    day,
    items: rows
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.workerName.localeCompare(b.workerName))
      .map((one) => todayRow(ctx, one, sheets.get(one.id))),
  }
}

function todayRow(ctx: Ctx, engagement: Engagement, sheet: Timesheet | undefined) {
  const presence = presenceOf(engagement.state, engagement.startsAt, ctx.now)
  return {
    engagementId: engagement.id,
    shiftId: engagement.shiftId,
    postingId: engagement.postingId,
    title: engagement.terms.title,
    workerId: engagement.workerId,
    workerName: engagement.workerName,
    startsAt: wireTime(engagement.startsAt),
    endsAt: wireTime(engagement.endsAt),
    state: engagement.state,
    presence,
    presenceLabel: presenceLabels[presence],
    checkedInAt: sheet ? wireTime(sheet.checkedInAt) : null,
    checkedOutAt: sheet?.checkedOutAt ? wireTime(sheet.checkedOutAt) : null,
    lateMinutes: sheet?.lateMinutes ?? 0,
  }
}
