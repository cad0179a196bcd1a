import type { AllEndpoints, RequestOf } from '@linggong/contract'
import { orNull, readNumber, type SiteFile } from './site.ts'

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

/** The typed form as the contract wants it; or everything that is no number, at once. */
export function readFacts(form: TypedFacts): { facts?: Facts; problems: Problem[] } {
  const numbers = { lat: readNumber(form.lat), lng: readNumber(form.lng), areaSquareMeters: readNumber(form.area) }
  const problems: Problem[] = []
  const add = (path: string, message: string) => problems.push({ path, code: 'unreadable', message })
  if (typeof numbers.lat !== 'number') add('lat', '纬度写数字,如 27.2031')
  if (typeof numbers.lng !== 'number') add('lng', '经度写数字,如 119.5512')
  if (numbers.areaSquareMeters === undefined) add('areaSquareMeters', '面积写数字,如 38.5')
  if (form.name.trim() === '') add('name', '请填写名称')
  if (form.town === '') add('town', '请选择乡镇(街道)')
  if (form.address.trim() === '') add('address', '请填写详细地址')
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
