import { addDays } from '@linggong/policy'
import { dayStartMs, type Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import type { Lane } from './lane.ts'
import type { ServiceCourse } from './service-courses.ts'
import type { Random } from './random.ts'
import { addRegister, addRegisterRows, type RegisteredSite, type RegisterFacts, type SiteRecords } from './register.ts'

export type Site = {
  id: string
  unit: Unit
  kind: 'market' | 'station'
  name: string
  register: RegisteredSite & RegisterFacts & { lat: number; lng: number; phone: string }
  records: SiteRecords
}
type Begun = Omit<Site, 'register' | 'records'> & { lat: number; lng: number; phone: string }

/** Stations by unit in the first seed, about by people: 25. */
const stations = { J: 3, D: 2, X: 3, G: 3, P: 2, S: 2, Z: 2, R: 1, A: 4, F: 3 } as const
/** What the full city has beside them: 2 markets and 95 stations. */
const cityStations = { J: 12, D: 5, X: 12, G: 11, P: 8, S: 9, Z: 7, R: 6, A: 14, F: 11 } as const
const tryableCourses = ['good', 'middling', 'failing'] as const satisfies readonly ServiceCourse[]
const marketCourses = ['settled', 'exited', 'noTerms'] as const satisfies readonly ServiceCourse[]
const cityMarkets: ReadonlySet<string> = new Set(['A', 'F'])

/** Sites of the full city beside those of the small one; opened over two years. */
export const addCitySites = (lane: Lane, frame: Frame, random: Random, there: readonly Site[]): Site[] =>
  addSites(lane, frame, random, there)

/**
 * One market for every reporting unit and stations in towns and at landmarks, named as the policy asks
 * (三(三): unit + place or trade + 零工市场/零工驿站). Phones are of the reserved kind.
 */
export function addSites(lane: Lane, frame: Frame, random: Random, there: readonly Site[] = []): Site[] {
  const city = there.length > 0
  const made: Begun[] = []
  const registered: RegisteredSite[] = []
  const rows: Array<(facts: ReturnType<typeof addRegister>) => void> = []
  const prefix = (unit: Unit) => (unit.letter === 'D' ? '宁德市东侨' : unit.name)
  const openedMs = dayStartMs(addDays(frame.today, -420))
  let governmentMarkets = 0
  const add = (
    unit: Unit,
    kind: Site['kind'],
    place: string,
    at: { town: string; lat: number; lng: number; address: string },
    bought: ServiceCourse | null = null,
  ) => {
    // 霞浦县霞浦农贸市场… says the county twice; 霞浦站 is a name of its own.
    const short = place.replace(/^(?:霞浦|古田|屏南|寿宁|周宁|柘荣|福安|福鼎|蕉城|宁德|东侨)(?=..)/, '')
    const name = `${prefix(unit)}${short}零工${kind === 'market' ? '市场' : '驿站'}`
    if ([...there, ...made].some((one) => one.name === name)) return false
    const openedOn = addDays(frame.today, -random.int(60, city ? 730 : 400))
    const id = random.id(openedMs)
    const days = kind === 'market' ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5, 6]
    const hours = [{ days, from: kind === 'market' ? '06:00' : '07:30', to: kind === 'market' ? '18:00' : '17:30' }]
    const byOthers = kind === 'market' || random.chance(city ? 0.35 : 0.7) ? 'government' : 'thirdParty'
    // Where money for third parties is tried out: a market and stations of 福鼎 that others have built and run for long.
    const tried = unit.letter === 'F' && !city
    const builder = bought ? 'government' : tried ? 'thirdParty' : byOthers
    // Every third market the government built is run by somebody under contract.
    const third = kind === 'market' && builder === 'government' && governmentMarkets++ % 3 === 0
    const course = bought ?? (third ? (marketCourses[(governmentMarkets - 1) / 3] ?? 'settled') : null)
    // Markets and what third parties built have mostly run for long enough to be assessed.
    const long = tried || (!city && (kind === 'market' || builder === 'thirdParty'))
    const opened = long ? addDays(openedOn, -400) : openedOn
    const phone = `1540000${String(9_000 + there.length + made.length).padStart(4, '0')}`
    const site: Begun = { id, unit, kind, name, lat: at.lat, lng: at.lng, phone }
    registered.push({
      id,
      unit,
      kind,
      name,
      address: at.address,
      town: at.town,
      thirdParty: builder === 'thirdParty',
      course,
      openedOn: opened,
      loggedFrom: tried ? opened : openedOn,
    })
    rows.push((facts) => {
      const own = facts.get(site.id)
      if (!own) throw new Error(`no register facts for ${name}`)
      lane.add('sites', [
        site.id,
        kind,
        name,
        unit.code,
        at.town,
        at.address,
        at.lat,
        at.lng,
        phone,
        JSON.stringify(hours),
        builder,
        opened,
        kind === 'market',
        'open',
        new Date(dayStartMs(opened)),
        own.operatorId,
        own.builderKind,
        own.builderName,
        own.areaSquareMeters,
        own.venue,
        own.hostKind,
        own.hostName,
        own.venueUntil,
        own.addressKey,
      ])
    })
    made.push(site)
    return true
  }
  const usable = (unit: Unit) =>
    unit.landmarks.filter((one) => ['market', 'station', 'square', 'mall', 'industry'].includes(one.kind))
  for (const unit of frame.units) {
    const marks = usable(unit)
    const [first, ...others] = marks
    if (!first) throw new Error(`no landmark for the market of ${unit.name}`)
    const at = (mark: typeof first) => ({
      town: mark.townCode,
      lat: mark.point.lat,
      lng: mark.point.lng,
      address: `${mark.name}旁`,
    })
    if (!city) add(unit, 'market', first.name, at(first))
    else if (cityMarkets.has(unit.letter)) {
      const second = marks.find((mark) => add(unit, 'market', mark.name, at(mark)))
      if (!second) throw new Error(`no landmark for a second market of ${unit.name}`)
    }
    let left: number = (city ? cityStations : stations)[unit.letter]
    for (let i = 0; left > 0 && i < (city ? 400 : 40); i++) {
      const mark = others[i]
      const town = city ? unit.towns[i % unit.towns.length] : unit.towns[(i * 5 + 1) % unit.towns.length]
      // The city's come to towns first, then to landmarks.
      const fits = city ? i >= unit.towns.length && mark !== undefined : mark && i < 2
      if (fits && mark && add(unit, 'station', mark.name, at(mark))) left -= 1
      else if (
        !fits &&
        town?.point &&
        add(unit, 'station', town.displayName, {
          town: town.code,
          ...placeOf(town),
          address: `${town.displayName}便民服务中心一楼`,
        })
      )
        left -= 1
    }
  }
  if (!city) addBought(frame.unit('F'), add)
  const facts = addRegister(lane, frame, random.part('operators'), registered, there.length)
  for (const addRow of rows) addRow(facts)
  const records = addRegisterRows(lane, frame, random.part('register'), registered, facts, there.length)
  return made.map(({ lat, lng, phone, ...site }, index) => {
    const [register, own, recorded] = [registered[index], facts.get(site.id), records.get(site.id)]
    if (!register || !own || !recorded) throw new Error(`no register facts for ${site.name}`)
    return { ...site, register: { ...register, ...own, lat, lng, phone }, records: recorded }
  })
}

/** Where money is tried out: stations the government built and has run under contract, one for each way it can go. */
function addBought(
  unit: Unit,
  add: (
    unit: Unit,
    kind: 'station',
    place: string,
    at: { town: string; lat: number; lng: number; address: string },
    course: ServiceCourse,
  ) => boolean,
): void {
  const courses = [...tryableCourses]
  for (const town of unit.towns.toReversed()) {
    const [course] = courses
    if (!course) return
    if (!town.point) continue
    const address = `${town.displayName}文化活动中心一楼`
    if (add(unit, 'station', town.displayName, { town: town.code, ...placeOf(town), address }, course)) courses.shift()
  }
  throw new Error(`no towns left in ${unit.name} for stations run under contract`)
}

function placeOf(town: Unit['towns'][number]): { lat: number; lng: number } {
  if (!town.point) throw new Error(`${town.name} has no point`)
  return { lat: town.point.lat, lng: town.point.lng }
}
