import type { AllEndpoints, ReceivedOf, RequestOf } from '@linggong/contract'
import { emptyWeek, spansOf, weekOf } from '@linggong/contract/seekers/week.ts'
import { call, RequestRefused } from '../../platform/client.ts'
import type { Problem } from '../../platform/sending.ts'

export type Profile = ReceivedOf<AllEndpoints['getWorkerProfile']>
type Body = RequestOf<AllEndpoints['putWorkerProfile']>['body']

/** What somebody at the counter says of work, as the clerk writes it down; yuan as typed. */
export type Wishes = {
  county: string
  town: string
  occupations: string[]
  anyTime: boolean
  /** Half hours of the week, `0` and `1`. */
  week: string
  meters: string
  hourly: string
  daily: string
  channels: Body['channels']
  takesOffers: boolean
  /** `05:00`; empty: as the platform usually asks. */
  askFrom: string
  askUntil: string
}

/** Nothing said yet is no failure. */
export async function profileOf(onBehalfOf: string): Promise<Profile | undefined> {
  try {
    return await call('getWorkerProfile', { query: { onBehalfOf } })
  } catch (error) {
    if (error instanceof RequestRefused && error.body.code === 'WorkerProfileMissing') return undefined
    throw error
  }
}

const yuanTyped = (fen: number | null): string => (fen === null ? '' : String(fen / 100))

/** `home`: where the counter is, for who has said nothing yet. */
export function wishesOf(profile: Profile | undefined, home: { county: string; hasPhone: boolean }): Wishes {
  return {
    county: profile?.county ?? home.county,
    town: profile?.town ?? '',
    occupations: [...(profile?.occupations ?? [])],
    anyTime: profile ? profile.availability === null : true,
    week: profile ? weekOf(profile.availability) : emptyWeek,
    meters: profile?.maxDistanceMeters ? String(profile.maxDistanceMeters) : '',
    hourly: yuanTyped(profile?.minHourlyFen ?? null),
    daily: yuanTyped(profile?.minDailyFen ?? null),
    channels: [...(profile?.channels ?? (home.hasPhone ? (['sms', 'call'] as const) : (['app'] as const)))],
    takesOffers: profile?.takesOffers ?? home.hasPhone,
    askFrom: profile?.askFrom ?? '',
    askUntil: profile?.askUntil ?? '',
  }
}

/** Fen of yuan as typed; null for nothing, undefined for what is no amount. */
export function fenTyped(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(typed)) return undefined
  return Math.round(Number(typed) * 100) || undefined
}

/** What is missing or wrong, all at once. */
export function problemsOf(wishes: Wishes): Problem[] {
  const missing = (path: string, message: string): Problem => ({ path, code: 'missing', message })
  return [
    ...(wishes.town === '' ? [missing('town', '请选本人住在哪个乡镇(街道)。')] : []),
    ...(wishes.occupations.length === 0 ? [missing('occupations', '请至少加一样会干的活。')] : []),
    ...(!wishes.anyTime && wishes.week === emptyWeek
      ? [missing('availability', '请点有空的时候,或者选“什么时候都行”。')]
      : []),
    ...(fenTyped(wishes.hourly) === undefined ? [missing('minHourlyFen', '请填多少元,比如20;不填就是都行。')] : []),
    ...(fenTyped(wishes.daily) === undefined ? [missing('minDailyFen', '请填多少元,比如200;不填就是都行。')] : []),
    ...(wishes.channels.length === 0 ? [missing('channels', '请至少选一样,不然有活没法告诉本人。')] : []),
  ]
}

/** The whole profile; what the counter does not ask stays as the person has said it. */
export function bodyOf(wishes: Wishes, before: Profile | undefined, onBehalfOf: string): Body {
  return {
    onBehalfOf,
    town: wishes.town,
    occupations: wishes.occupations,
    availability: wishes.anyTime ? null : spansOf(wishes.week),
    maxDistanceMeters: wishes.meters === '' ? null : Number(wishes.meters),
    minHourlyFen: fenTyped(wishes.hourly) ?? null,
    minDailyFen: fenTyped(wishes.daily) ?? null,
    settlementCycles: before?.settlementCycles ?? [],
    wantsMeals: before?.wantsMeals ?? false,
    wantsLodging: before?.wantsLodging ?? false,
    channels: wishes.channels,
    takesOffers: wishes.takesOffers,
    askFrom: wishes.askFrom || null,
    askUntil: wishes.askUntil || null,
  }
}
