import type { ReachChannel } from '@linggong/contract'
import { divisionByCode, namePath, pointOf } from '@linggong/reference'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { askingProblems, clockOf, minuteOf } from '../rules-asking.ts'
import { bitsToWeek, weekToBits, type Week } from '../rules.ts'
import { findDays, findWorkers, putDays, putWorker, type WorkerRow } from '../store.ts'

export type SettlementCycle = 'perShift' | 'weekly' | 'fortnightly' | 'onCompletion' | 'monthly'

/** What a worker has said about oneself; distances in metres, money in fen. */
export type WorkerProfile = {
  personId: string
  county: string
  town: string
  townName: string
  /** The town's point, GCJ-02. */
  lat: number
  lng: number
  hasHome: boolean
  occupations: string[]
  /** Half hours from Monday on; null: any time. */
  availability: Week
  /** Business days from today on that differ from the week. */
  days: Array<{ day: string; available: boolean }>
  maxDistanceMeters: number | null
  minHourlyFen: number | null
  minDailyFen: number | null
  settlementCycles: SettlementCycle[]
  wantsMeals: boolean
  wantsLodging: boolean
  channels: ReachChannel[]
  takesOffers: boolean
  /** `'05:00'`: from when and until when the person may be asked for work; null: nothing said. */
  askFrom: string | null
  askUntil: string | null
  updatedAt: Date
}

async function complete(ctx: Ctx, row: WorkerRow): Promise<WorkerProfile> {
  const days = await findDays(ctx, [row.person_id], businessDay(ctx.now))
  return {
    personId: row.person_id,
    county: row.county,
    town: row.town,
    townName: namePath(row.town),
    lat: row.lat,
    lng: row.lng,
    hasHome: row.home_enc !== null,
    occupations: row.occupations,
    availability: bitsToWeek(row.availability),
    days: days.map(({ day, available }) => ({ day, available })),
    maxDistanceMeters: row.max_distance_m,
    minHourlyFen: row.min_hourly_fen,
    minDailyFen: row.min_daily_fen,
    settlementCycles: row.settlement_cycles as SettlementCycle[],
    wantsMeals: row.wants_meals,
    wantsLodging: row.wants_lodging,
    channels: row.channels,
    takesOffers: row.takes_offers,
    askFrom: clockOf(row.ask_from),
    askUntil: clockOf(row.ask_until),
    updatedAt: row.updated_at,
  }
}

/** The profile, or undefined when the person has written none (or is out of the scope's reach). */
export async function workerProfile(ctx: Ctx, personId: string): Promise<WorkerProfile | undefined> {
  const [row] = await findWorkers(ctx, [personId])
  return row && complete(ctx, row)
}

async function view(ctx: Ctx, personId: string) {
  const profile = (await workerProfile(ctx, personId)) ?? refuse('WorkerProfileMissing')
  return { ...profile, updatedAt: wireTime(profile.updatedAt) }
}

function record(ctx: Ctx, act: string, personId: string, onBehalfOf: string | undefined): void {
  ctx.audit({
    subjectKind: 'worker',
    subjectId: personId,
    act,
    capacity: onBehalfOf ? 'clerk' : 'worker',
    concerns: [personId],
    ...(onBehalfOf && { onBehalfOf }),
  })
  ctx.emit({ name: 'workerProfileChanged', subjectKind: 'worker', subjectId: personId })
}

export async function readProfile(ctx: Ctx, onBehalfOf: string | undefined) {
  const { workerId } = await actingWorker(ctx, onBehalfOf)
  return view(ctx, workerId)
}

export type ProfileGiven = {
  town: string
  occupations: string[]
  availability: Week
  maxDistanceMeters: number | null
  minHourlyFen: number | null
  minDailyFen: number | null
  settlementCycles: SettlementCycle[]
  wantsMeals: boolean
  wantsLodging: boolean
  channels: ReachChannel[]
  takesOffers: boolean
  askFrom?: string | null | undefined
  askUntil?: string | null | undefined
  home?: string | null | undefined
  onBehalfOf?: string | undefined
}

/**
 * The hours to be asked in, what was not sent as it was. Refuses InputInvalid for hours outside of what the policy lets
 * people say, or that end before they begin.
 */
async function askingHours(ctx: Ctx, workerId: string, { askFrom, askUntil }: ProfileGiven) {
  const [known] = askFrom === undefined || askUntil === undefined ? await findWorkers(ctx, [workerId]) : []
  const from = askFrom === undefined ? (known?.ask_from ?? null) : minuteOf(askFrom)
  const until = askUntil === undefined ? (known?.ask_until ?? null) : minuteOf(askUntil)
  const widest = ctx.deps.policy.at(businessDay(ctx.now)).value('offer.ownHours')
  const problems = askingProblems({ from, until }, widest)
  if (problems.length > 0) refuse('InputInvalid', { problems })
  return { ask_from: from, ask_until: until }
}

/** Writes the whole profile; county and position follow from the town. */
export async function writeProfile(ctx: Ctx, given: ProfileGiven) {
  const acting = await actingWorker(ctx, given.onBehalfOf)
  const town = divisionByCode(given.town)
  if (town?.level !== 'town') {
    return refuse('TownUnknown', {
      problems: [{ path: 'town', code: 'townUnknown', message: '请从列表里选一个乡镇(街道)' }],
    })
  }
  const point = pointOf(town.code)
  await putWorker(ctx, {
    person_id: acting.workerId,
    county: town.reportingUnitCode,
    town: town.code,
    lat: point.lat,
    lng: point.lng,
    home: given.home,
    occupations: [...new Set(given.occupations)],
    availability: weekToBits(given.availability),
    max_distance_m: given.maxDistanceMeters,
    min_hourly_fen: given.minHourlyFen,
    min_daily_fen: given.minDailyFen,
    settlement_cycles: [...new Set(given.settlementCycles)],
    wants_meals: given.wantsMeals,
    wants_lodging: given.wantsLodging,
    channels: [...new Set(given.channels)],
    takes_offers: given.takesOffers,
    ...(await askingHours(ctx, acting.workerId, given)),
  })
  record(ctx, 'writeProfile', acting.workerId, acting.onBehalfOf)
  return view(ctx, acting.workerId)
}

/** Only those who have a profile have days and qualifications. */
async function requireProfile(ctx: Ctx, personId: string): Promise<void> {
  if ((await findWorkers(ctx, [personId])).length === 0) refuse('WorkerProfileMissing')
}

export async function writeDays(
  ctx: Ctx,
  given: { days: Array<{ day: string; available: boolean | null }>; onBehalfOf?: string | undefined },
) {
  const acting = await actingWorker(ctx, given.onBehalfOf)
  await requireProfile(ctx, acting.workerId)
  await putDays(ctx, acting.workerId, given.days)
  record(ctx, 'writeDays', acting.workerId, acting.onBehalfOf)
  return view(ctx, acting.workerId)
}
