import { addDays } from '@linggong/policy'
import { givenNames, reservedIdNumber, reservedUscc, surnames } from '@linggong/reference'
import { addressKey, siteSeeding } from '../modules/sites/index.ts'
import { dayMs, dayStartMs, type Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import type { Lane } from './lane.ts'
import { slackOf, type ServiceCourse } from './service-courses.ts'
import type { Random } from './random.ts'

export type RegisteredSite = {
  id: string
  unit: Unit
  kind: 'market' | 'station'
  name: string
  address: string
  town: string
  thirdParty: boolean
  /** How its contract for purchased services goes; null: nothing is bought. */
  course: ServiceCourse | null
  openedOn: string
  /** From this day on the opening log is drawn with the rest; what lies before is drawn apart and shifts nothing. */
  loggedFrom: string
}

/** What the register's rows say of a site, for those who reckon with it. */
export type SiteRecords = { staff: number; openDays: ReadonlyMap<number, number> }

/** Facts of the register that stand in the site's own row, and who runs it. */
export type RegisterFacts = {
  operatorId: string
  operatorName: string
  operatorKind: string
  uscc: string
  agencyLicence: string | null
  legalPerson: string
  operatorPhone: string
  builderKind: string | null
  builderName: string | null
  areaSquareMeters: number
  venue: string
  hostKind: string | null
  hostName: string | null
  venueUntil: string | null
  addressKey: string
}

const idNumbersFrom = 40_000
const usccsFrom = 9_000
const services: ReadonlyArray<[string, string, string | null, string | null]> = [
  ['placement', '到窗口说一声想干什么活,当场帮您看今天、明天的活。', '身份证', '当场办'],
  ['guidance', '拿不准干什么合适,工作人员一对一帮您看。', null, '当场办'],
  ['policy', '社保补贴、创业补贴、创业贷款,问清楚能不能办、怎么办。', null, '当场答复'],
  ['registration', '找活的登记一次,以后都认得您;招人的登记用工单位。', '身份证;用工单位带执照', '10分钟'],
  ['skills', '月嫂、叉车、电工等培训,在窗口报名。', '身份证', '当场报名'],
  ['startUp', '想自己干,帮您联系创业培训和贷款。', null, '3个工作日内回复'],
  ['rights', '工钱要不到、受了伤、有纠纷,先来登记,有人帮您调解。', '合同或聊天记录', '当天受理'],
]
const tools: ReadonlyArray<['tool' | 'locker', string, number]> = [
  ['tool', '铁锹', 6],
  ['tool', '手推车', 2],
  ['tool', '雨衣', 10],
  ['locker', '寄存柜', 12],
]

type Maker = { name(): string; idNumber(): string }

function people(random: Random, from: number): Maker {
  const families = surnames()
  const weights = families.map(({ weight }) => weight)
  let made = 0
  return {
    name: () => {
      const family = families[random.weighted(weights)]?.surname ?? '陈'
      return family + random.pick(givenNames(random.chance(0.5) ? 'male' : 'female')).givenName
    },
    idNumber: () =>
      reservedIdNumber(from + made++, `${random.int(1975, 1999)}-0${random.int(1, 9)}-1${random.int(0, 9)}`, 'female'),
  }
}

/**
 * Who runs a site, one row each: an agency where services are bought, a public body where the government built it, otherwise
 * an agency or a village.
 */
function operatorOf(lane: Lane, frame: Frame, random: Random, who: Maker, site: RegisteredSite, n: number) {
  const id = random.id(dayStartMs(addDays(frame.today, -500)))
  const agency = site.course !== null || (site.thirdParty && (site.kind === 'market' || n % 2 === 0))
  const kind = !site.thirdParty && !agency ? 'publicBody' : agency ? 'hrAgency' : 'villageOrCommunity'
  const place = site.name.slice(site.unit.name.length).replace(/零工(市场|驿站)$/u, '')
  const names = {
    publicBody: `${site.unit.name}就业服务中心(${place})`,
    hrAgency:
      site.course === null
        ? `${site.unit.name}${['山海', '众工', '闽东', '好帮手'][n % 4]}人力资源有限公司`
        : `${site.unit.name}${['同心', '安达', '春晖'][n % 3]}人力资源服务有限公司`,
    villageOrCommunity: `${place}居民委员会`,
  }
  const operator = {
    id,
    kind,
    name: names[kind],
    uscc: reservedUscc(usccsFrom + n, kind === 'hrAgency' ? '91' : '54'),
    agencyLicence: kind === 'hrAgency' ? `${site.unit.code.slice(0, 6)}-2024-${String(n).padStart(3, '0')}` : null,
    legalPerson: who.name(),
    phone: `0593-6${String(100_000 + n)}`,
  }
  lane.add('operators', [
    id,
    kind,
    operator.name,
    operator.uscc,
    operator.agencyLicence,
    operator.legalPerson,
    operator.phone,
    site.address,
    new Date(dayStartMs(addDays(frame.today, -500))),
  ])
  return operator
}

/** Register facts of a site, with the rows behind them: zones, equipment, checks, people, opening log. */
export function addRegister(
  lane: Lane,
  frame: Frame,
  random: Random,
  sites: readonly RegisteredSite[],
  first = 0,
): Map<string, RegisterFacts> {
  const who = people(random, idNumbersFrom)
  const facts = new Map<string, RegisterFacts>()
  sites.forEach((site, n) => {
    const operator = operatorOf(lane, frame, random, who, site, first + n)
    const venue =
      site.kind === 'market'
        ? random.pick(['own', 'leased', 'converted'] as const)
        : random.pick(['shared', 'shared', 'leased', 'converted'] as const)
    const shared = venue === 'shared'
    const area = site.kind === 'market' ? random.int(60, 160) : random.int(28, 58)
    facts.set(site.id, {
      operatorId: operator.id,
      operatorName: operator.name,
      operatorKind: operator.kind,
      uscc: operator.uscc,
      agencyLicence: operator.agencyLicence,
      legalPerson: operator.legalPerson,
      operatorPhone: operator.phone,
      builderKind: site.thirdParty ? operator.kind : null,
      builderName: site.thirdParty ? operator.name : `${site.unit.name}人力资源和社会保障局`,
      areaSquareMeters: area,
      venue,
      hostKind: shared
        ? random.pick(['governmentServiceHall', 'partyServiceCentre', 'unionOutdoorStation'] as const)
        : null,
      hostName: shared ? `${site.address.replace(/旁$|一楼$/u, '')}` : null,
      venueUntil: shared || venue === 'leased' ? addDays(frame.today, random.int(120, 900)) : null,
      addressKey: addressKey(site.town, site.address),
    })
  })
  return facts
}

/** Rows that refer to the sites: to be added after them. */
export function addRegisterRows(
  lane: Lane,
  frame: Frame,
  random: Random,
  sites: readonly RegisteredSite[],
  facts: Map<string, RegisterFacts>,
  first = 0,
): Map<string, SiteRecords> {
  // A site has at most four people.
  const who = people(random.part('staff'), idNumbersFrom + first * 4)
  const records = new Map<string, SiteRecords>()
  for (const site of sites) {
    const own = facts.get(site.id)
    if (!own) throw new Error(`no register facts for ${site.name}`)
    addVenue(lane, frame, random, site, own)
    const count = addPeople(lane, frame, random, site, who)
    records.set(site.id, { staff: count, openDays: addLog(lane, frame, random, site) })
  }
  return records
}

function addVenue(lane: Lane, frame: Frame, random: Random, site: RegisteredSite, own: RegisterFacts): void {
  const county = site.unit.code
  const id = () => random.id(dayStartMs(site.openedOn))
  const zones = [
    'counter',
    'recruiting',
    'talks',
    'waiting',
    'convenience',
    ...(site.kind === 'market' ? ['feature'] : []),
  ]
  for (const zone of zones)
    if (random.chance(0.94))
      lane.add('site_zones', [id(), site.id, county, zone, Math.floor(own.areaSquareMeters / 7), null])
  if (own.venue === 'shared') {
    lane.add('site_timetable', [id(), site.id, county, 'counter', ['1', '2', '3', '4', '5', '6'], '07:30', '17:30'])
    lane.add('site_timetable', [id(), site.id, county, 'talks', ['1', '3', '5'], '08:00', '12:00'])
  }
  const today = frame.today
  for (const { item, required } of siteSeeding.equipment(frame.policy, today)) {
    if (!required && random.chance(0.5)) continue
    const missing = random.chance(site.kind === 'station' ? 0.06 : 0.02)
    const reason = missing && site.kind === 'station' ? '面积小,用隔壁便民中心的' : null
    const count = missing ? 0 : item === 'seats' ? random.int(8, 30) : 1
    lane.add('site_equipment', [
      id(),
      site.id,
      county,
      item,
      count,
      siteSeeding.isBoard(item) || !random.chance(0.03),
      reason,
      null,
      addDays(today, -random.int(5, 80)),
    ])
  }
  for (const item of siteSeeding.safetyItems(frame.policy, today)) {
    const checkedOn = addDays(today, -random.int(5, 100))
    lane.add('site_safety_checks', [
      id(),
      site.id,
      county,
      item,
      checkedOn,
      true,
      null,
      siteSeeding.nextCheckOn(frame.policy, checkedOn, today),
      new Date(dayStartMs(checkedOn) + 36_000_000),
    ])
  }
  for (const [service, guide, bring, takes] of services)
    if (random.chance(0.95)) lane.add('site_services', [id(), site.id, county, service, guide, bring, takes])
  for (const [kind, name, count] of tools)
    if (random.chance(0.6)) lane.add('site_tools', [id(), site.id, county, kind, name, count])
}

function addPeople(lane: Lane, frame: Frame, random: Random, site: RegisteredSite, who: Maker): number {
  const wanted = site.kind === 'market' ? random.int(2, 4) : random.chance(0.9) ? random.int(1, 2) : 0
  for (let i = 0; i < wanted; i++) {
    const source = site.thirdParty
      ? random.pick(['operatorPosted', 'hired', 'publicWelfarePost'] as const)
      : random.pick(['hired', 'publicWelfarePost', 'volunteer'] as const)
    const idNumber = who.idNumber()
    lane.add('site_staff', [
      random.id(dayStartMs(site.openedOn)),
      site.id,
      site.unit.code,
      who.name(),
      i === 0 ? '站点负责人' : '窗口服务',
      i === 0 || random.chance(0.6),
      source,
      source === 'publicWelfarePost',
      frame.keyring.encrypt(siteSeeding.staffIdField, idNumber),
      frame.keyring.index(siteSeeding.staffIdField, idNumber),
      site.openedOn,
      new Date(dayStartMs(site.openedOn)),
    ])
  }
  return wanted
}

/** The opening log from the first day to yesterday, with Spring Festival announced and a typhoon or two; open days by year. */
function addLog(lane: Lane, frame: Frame, main: Random, site: RegisteredSite): Map<number, number> {
  const early = main.part(`${site.id}/early`)
  const idle = main.part(`${site.id}/idle`)
  const openDays = new Map<number, number>()
  const county = site.unit.code
  const until = addDays(frame.today, -1)
  for (let day = site.openedOn; day <= until; day = addDays(day, 1)) {
    const random = day < site.loggedFrom ? early : main
    const start = dayStartMs(day)
    const weekday = new Date(start + dayMs / 2).getUTCDay()
    if (weekday === 0 && site.kind === 'station') continue
    const festival = siteSeeding.springFestival(frame.policy, day)
    const shut = festival ? 'springFestival' : day.slice(5, 7) === '09' && random.chance(0.05) ? 'typhoon' : null
    const isSlack = site.course !== null && idle.chance(slackOf[site.course])
    const opened = new Date(start + (site.kind === 'market' ? 6 : 7.5) * 3_600_000 + random.int(0, 20) * 60_000)
    const row = [
      site.id,
      day,
      county,
      shut ? null : opened,
      shut ? null : new Date(start + 17.6 * 3_600_000),
      shut ? null : random.int(4, site.kind === 'market' ? 90 : 28),
      shut ? null : random.int(0, 12),
      shut,
      new Date(start + 18 * 3_600_000),
    ]
    if (isSlack) continue
    lane.add('site_days', row)
    const year = Number(day.slice(0, 4))
    if (!shut) openDays.set(year, (openDays.get(year) ?? 0) + 1)
  }
  return openDays
}
