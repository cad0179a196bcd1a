import type { AllEndpoints, RequestOf } from '@linggong/contract'
import { addressWanted, builderKindMissing, siteArea, sitePhone } from '@linggong/contract/sites/words.ts'
import { readNumber } from '../../words/number.ts'
import { orNull, type SiteFile } from './site.ts'

/** The form as typed: all text, so that nothing is lost. */
export type TypedFacts = ReturnType<typeof emptyFacts>
type Facts = RequestOf<AllEndpoints['changeSiteFacts']>['body']
type Problem = { path: string; code: string; message: string }

export const emptyFacts = (today: string, county: string) => ({
  kind: 'station' as 'market' | 'station',
  name: '',
  county,
  town: '',
  address: '',
  lat: '',
  lng: '',
  phone: '',
  builder: 'thirdParty' as 'government' | 'thirdParty',
  builderKind: '' as '' | NonNullable<Facts['builderKind']>,
  builderName: '',
  operatorId: '',
  area: '',
  areaProofId: '',
  venue: '' as '' | NonNullable<Facts['venue']>,
  hostKind: '',
  hostName: '',
  venueUntil: '',
  openedOn: today,
  opensAt: '08:00',
  closesAt: '17:30',
})

export function typedFacts({ site }: SiteFile): Partial<TypedFacts> {
  const text = (value: string | number | null): string => (value === null ? '' : String(value))
  return {
    kind: site.kind,
    name: site.name,
    county: site.county,
    town: site.town.slice(0, 9),
    address: site.address,
    lat: text(site.lat),
    lng: text(site.lng),
    phone: site.phone,
    builder: site.builder,
    builderKind: site.builderKind ?? '',
    builderName: text(site.builderName),
    operatorId: text(site.operatorId),
    area: text(site.areaSquareMeters),
    areaProofId: text(site.areaProofId),
    venue: site.venue ?? '',
    hostKind: text(site.hostKind),
    hostName: text(site.hostName),
    venueUntil: text(site.venueUntil),
    openedOn: site.openedOn,
  }
}

/** The place as typed; null while one of the two is missing or none. */
export function spotOf(lat: string, lng: string): { lat: number; lng: number } | null {
  const [north, east] = [readNumber(lat), readNumber(lng)]
  return typeof north === 'number' && typeof east === 'number' ? { lat: north, lng: east } : null
}

/** Two coordinates in one text, in whichever order: «119.5512,27.2031». China's longitudes are all beyond its latitudes. */
export function bothOf(text: string): { lat: number; lng: number } | null {
  const found =
    text
      .normalize('NFKC')
      .match(/\d{1,3}\.\d+/gu)
      ?.map(Number) ?? []
  const [one, other] = found
  if (found.length !== 2 || one === undefined || other === undefined) return null
  return one < other ? { lat: one, lng: other } : { lat: other, lng: one }
}

/** The typed form as the contract wants it; or everything that cannot be, at once. */
export function readFacts(form: TypedFacts): { facts?: Facts; problems: Problem[] } {
  const numbers = { lat: readNumber(form.lat), lng: readNumber(form.lng), areaSquareMeters: readNumber(form.area) }
  const problems: Problem[] = []
  const add = (path: string, message: string) => problems.push({ path, code: 'unreadable', message })
  if (typeof numbers.lat !== 'number') add('lat', '在地图上点一下,或写数字,如 27.2031')
  if (typeof numbers.lng !== 'number') add('lng', '在地图上点一下,或写数字,如 119.5512')
  const area = numbers.areaSquareMeters
  if (area === undefined) add('areaSquareMeters', '面积写数字,如 38.5')
  else if (area !== null && area <= 0) add('areaSquareMeters', siteArea.notPositive)
  else if (area !== null && area > siteArea.most) add('areaSquareMeters', siteArea.tooLarge)
  if (form.name.trim() === '') add('name', '请填写名称')
  if (form.town === '') add('town', '请选择乡镇(街道)')
  if (form.address.trim() === '') add('address', '请填写详细地址')
  else if (!addressWanted.pattern.test(form.address)) add('address', addressWanted.words)
  if (!sitePhone.pattern.test(form.phone.trim())) add('phone', sitePhone.words)
  if (form.openedOn === '') add('openedOn', '请选择开业日期')
  if (form.builder === 'thirdParty' && form.builderKind === '') add('builderKind', builderKindMissing)
  if (problems.length > 0) return { problems }
  const shared = form.venue === 'shared'
  const facts: Facts = {
    kind: form.kind,
    name: form.name.trim(),
    county: form.county,
    town: form.town,
    address: form.address.trim(),
    lat: numbers.lat ?? 0,
    lng: numbers.lng ?? 0,
    phone: form.phone.trim(),
    builder: form.builder,
    builderKind: form.builder === 'thirdParty' && form.builderKind !== '' ? form.builderKind : null,
    builderName: orNull(form.builderName),
    operatorId: orNull(form.operatorId),
    areaSquareMeters: numbers.areaSquareMeters ?? null,
    areaProofId: orNull(form.areaProofId),
    venue: form.venue === '' ? null : form.venue,
    hostKind: shared ? orNull(form.hostKind) : null,
    hostName: shared ? orNull(form.hostName) : null,
    venueUntil: shared || form.venue === 'leased' ? orNull(form.venueUntil) : null,
    openedOn: form.openedOn,
  }
  return { facts, problems }
}
