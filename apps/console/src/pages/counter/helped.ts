import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { reactive } from 'vue'
import { call } from '../../platform/client.ts'
import { staff } from '../../platform/session.ts'

export type Assist = ReceivedOf<AllEndpoints['listAssists']>['items'][number]
export type Person = NonNullable<Assist['person']>
export type Work = ReceivedOf<AllEndpoints['getMyWork']>['items'][number]
export type Site = ReceivedOf<AllEndpoints['getSite']>
export type Engagement = ReceivedOf<AllEndpoints['listMyEngagements']>['items'][number]
export type Shift = ReceivedOf<AllEndpoints['searchShifts']>['items'][number]

export const verificationWords: Readonly<Record<Person['verification'], string>> = {
  none: '还没有实名',
  nameAndNumber: '已实名',
  live: '已实名(本人核验)',
}
export const sexWords = { male: '男', female: '女' } as const

/** The site whose counter this is; undefined for staff without one. */
export const ownSiteId = (): string | undefined =>
  staff.value?.posts.find(({ siteId }) => siteId !== null)?.siteId ?? undefined

/** An identity number as typed: without blanks, the last sign a capital. */
export const plainNumber = (typed: string): string => typed.replace(/\s/g, '').toUpperCase()

/** Reasons of the catalogue a worker may have for not going. */
export const workersOwn = [
  'workerIll',
  'workerOtherWork',
  'workerTooFar',
  'workerChangedMind',
  'weather',
  'roadClosed',
  'unsafeSite',
  'counterpartBreach',
] as const

export function pickReasons<T extends Readonly<Record<string, string>>>(
  all: T,
  codes: ReadonlyArray<keyof T & string>,
): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, all[code] ?? code]))
}

/** Two spans of time that share some of it. */
export const overlaps = (
  one: { startsAt: string; endsAt: string },
  other: { startsAt: string; endsAt: string },
): boolean => Date.parse(one.startsAt) < Date.parse(other.endsAt) && Date.parse(other.startsAt) < Date.parse(one.endsAt)

/** Whom this clerk may act for now; null where the person has not agreed or the time is over. */
export async function findAssist(personId: string): Promise<Assist | null> {
  const { items } = await call('listAssists', {})
  return items.find((one) => one.personId === personId) ?? null
}

/** What was typed to look for somebody and not found: the next form need not ask for it again. Kept while the page is open. */
export const notFound = reactive({ idNumber: '', name: '', phone: '' })
