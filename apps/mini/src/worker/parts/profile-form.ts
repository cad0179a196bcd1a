import type { Answer } from '../../platform/api.ts'
import type { RequestOf, AllEndpoints } from '@linggong/contract'
import { fenOf } from '../../words/amounts.ts'
import { emptyWeek, spansOf, weekOf } from '@linggong/contract/seekers/week.ts'

type Profile = Answer<'getWorkerProfile'>
type Body = RequestOf<AllEndpoints['putWorkerProfile']>['body']
type Cycle = Body['settlementCycles'][number]
type Channel = Body['channels'][number]

/** The profile as it is filled in. `touched`: something was changed that has not been saved. */
export type ProfileForm = {
  touched: boolean
  town: string
  occupations: string[]
  anyTime: boolean
  /** Half hours of the week, `0` and `1`. */
  week: string
  distance: string
  hourly: string
  daily: string
  cycles: string[]
  comforts: string[]
  channels: string[]
  takesOffers: boolean
  /** `05:00`; empty: as the platform usually asks. */
  askFrom: string
  askUntil: string
}

export const emptyProfile = (): ProfileForm => ({
  touched: false,
  town: '',
  occupations: [],
  anyTime: true,
  week: emptyWeek,
  distance: '',
  hourly: '',
  daily: '',
  cycles: [],
  comforts: [],
  channels: ['app', 'sms'],
  takesOffers: true,
  askFrom: '',
  askUntil: '',
})

const yuanTyped = (fen: number | null): string => (fen === null ? '' : String(fen / 100))

export function formOf(profile: Profile): ProfileForm {
  return {
    touched: false,
    town: profile.town,
    occupations: [...profile.occupations],
    anyTime: profile.availability === null,
    week: weekOf(profile.availability),
    distance: profile.maxDistanceMeters === null ? '' : String(profile.maxDistanceMeters),
    hourly: yuanTyped(profile.minHourlyFen),
    daily: yuanTyped(profile.minDailyFen),
    cycles: [...profile.settlementCycles],
    comforts: [...(profile.wantsMeals ? ['meals'] : []), ...(profile.wantsLodging ? ['lodging'] : [])],
    channels: [...profile.channels],
    takesOffers: profile.takesOffers,
    askFrom: profile.askFrom ?? '',
    askUntil: profile.askUntil ?? '',
  }
}

/** What is missing or wrong, by field, all at once. */
export function profileProblems(form: ProfileForm): Record<string, string> {
  const wrongYuan = (typed: string): boolean => typed.trim() !== '' && !fenOf(typed)
  return {
    ...(form.town === '' && { town: '请选您住在哪个乡镇(街道)' }),
    ...(form.occupations.length === 0 && { occupations: '请至少点一样会干的活' }),
    ...(form.occupations.length > 20 && { occupations: `最多20样,您点了${form.occupations.length}样` }),
    ...(!form.anyTime && form.week === emptyWeek && { availability: '请点有空的时候,或者点“什么时候都行”' }),
    ...(wrongYuan(form.hourly) && { minHourlyFen: '请填多少元,比如:20;不填就是都行' }),
    ...(wrongYuan(form.daily) && { minDailyFen: '请填多少元,比如:200;不填就是都行' }),
    ...(form.channels.length === 0 && { channels: '请至少点一样,不然有活没法告诉您' }),
  }
}

export function bodyOf(form: ProfileForm): Body {
  return {
    town: form.town,
    occupations: [...form.occupations],
    availability: form.anyTime ? null : spansOf(form.week),
    maxDistanceMeters: form.distance === '' ? null : Number(form.distance),
    minHourlyFen: fenOf(form.hourly) ?? null,
    minDailyFen: fenOf(form.daily) ?? null,
    settlementCycles: form.cycles as Cycle[],
    wantsMeals: form.comforts.includes('meals'),
    wantsLodging: form.comforts.includes('lodging'),
    channels: form.channels as Channel[],
    takesOffers: form.takesOffers,
    askFrom: form.askFrom || null,
    askUntil: form.askUntil || null,
  }
}
