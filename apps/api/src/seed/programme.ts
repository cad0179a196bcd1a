import { addDays, type SubsidyKind } from '@linggong/policy'
import type { RecognitionState, SubsidyState } from '@linggong/contract'
import { dayStartMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Stars } from './programme-assessments.ts'
import { addDecided, endOf } from './programme-assessments.ts'
import { addFundYears } from './programme-funds.ts'
import { moneyOf } from './programme-money.ts'
import { addRecognition } from './programme-recognitions.ts'
import { addContract, type SeededContract } from './programme-services.ts'
import { later, triedCounty, type Office, type Person } from './programme-steps.ts'
import { accountOf, addSubsidy } from './programme-subsidies.ts'
import type { Random } from './random.ts'
import type { Site } from './sites.ts'

/** Sample staff by login: who has the steps in the county they belong to. */
export type StaffIds = ReadonlyMap<string, { id: string; name: string }>

/** Recognitions that are not yet, or no more, in force: one after another among the sites the government built. */
const unfinished = [
  'lodged',
  'returned',
  'accepted',
  'inspected',
  'inNotice',
  'cleared',
  'refused',
  'withdrawn',
  'revoked',
] as const satisfies readonly RecognitionState[]
/** What is through its notice was lodged that much earlier. */
const noticeDays = 14
/** One after another; the small city has sites for the first nine, and makes the others elsewhere. */
const underway = [
  'lodged',
  'handled',
  'checked',
  'confirmed',
  'inNotice',
  'paid',
  'reclaimed',
  'refused',
  'withdrawn',
  'approved',
  'cleared',
  'closed',
] as const satisfies readonly SubsidyState[]
/** Who works where nothing is tried out: three officers and one of the finance office. */
const untriedNames = [
  ['陈慧敏', '李建华', '王志刚', '黄雅芳'],
  ['林秀琴', '吴文杰', '郑国华', '苏丽娟'],
  ['叶少平', '张秀梅', '刘志勇', '缪春燕'],
  ['雷美珍', '钟建军', '蓝永强', '余晓红'],
  ['阮国栋', '彭丽英', '魏家明', '丁淑贞'],
  ['张孝文', '陆志平', '周桂英', '宋少清'],
  ['范玉兰', '柳长青', '吴荣生', '胡晓玲'],
  ['汤振华', '肖丽云', '许文斌', '连秀芳'],
  ['游建新', '袁淑英', '章国平', '孔丽华'],
  ['卓志明', '傅雪梅', '江文龙', '谢秋月'],
] as const

function untriedOffice(index: number, someone: (name?: string) => Person, city: Person): Office {
  const [first, second, third, finance] = untriedNames[index % untriedNames.length] ?? untriedNames[0]
  return { officers: [someone(first), someone(second), someone(third)], finance: someone(finance), city }
}

function officesOf(frame: Frame, random: Random, staff: StaffIds): Map<string, Office> {
  const someone = (name = ''): Person => ({ id: random.id(dayStartMs(addDays(frame.today, -400))), name })
  const known = (login: string, name: string): Person => staff.get(login) ?? someone(name)
  const city = known('city', '郑文斌')
  return new Map(
    frame.units.map((unit, index) => [
      unit.code,
      unit.code === triedCounty
        ? {
            officers: [known('fuding', '周丽芳'), known('fuding2', '吴晓明'), known('fuding3', '林国强')],
            finance: known('finance', '谢雅琴'),
            city,
          }
        : untriedOffice(index, someone, city),
    ]),
  )
}

export type Programme = {
  /** Numbers of plaques given out, by county and year. */
  serials: Map<string, number>
  /** Day of recognition by site. */
  recognised: ReadonlyMap<string, string>
  offices: ReadonlyMap<string, Office>
  /** Contracts for purchased services, their periods still to be evaluated. */
  contracts: readonly SeededContract[]
}

/**
 * The programme of sites as it stands today: recognitions and subsidies in every state, decided assessments with their stars, money
 * appropriated and paid, purchased services. Amounts are decided by the policy of the day of application; where none is in
 * force nothing is lodged.
 */
export function addProgramme(
  lane: Lane,
  frame: Frame,
  random: Random,
  sites: readonly Site[],
  staff: StaffIds,
  from: { serials?: Map<string, number>; firstDocument?: number; offices?: ReadonlyMap<string, Office> } = {},
): Programme {
  const offices = from.offices ?? officesOf(frame, random.part('offices'), staff)
  const recognised = new Map<string, string>()
  let assessed = 0
  const serials = from.serials ?? new Map<string, number>()
  const money = moneyOf(lane, frame, random.part('money'), from.firstDocument ?? 1)
  let ends = 0
  let onWay = 0
  const contracts: SeededContract[] = []
  const bought = new Map<string, number>()
  const own = sites.find((one) => one.unit.code === triedCounty && one.kind === 'station')
  for (const site of sites) {
    const office = offices.get(site.unit.code)
    // The sample operator's own station has still to apply: that is what it is tried out with.
    if (!office || site.id === own?.id) continue
    const at = random.part(site.id)
    const { thirdParty, areaSquareMeters, course } = site.register
    const tooSmall = course === null && areaSquareMeters < (site.kind === 'market' ? 60 : 30)
    const tried = site.unit.code === triedCounty
    const triedState: RecognitionState | undefined = tried && site === sites.findLast(inTried) ? 'cleared' : undefined
    // What is revoked has been recognised, and stood in the roll, for some time.
    const ripe = unfinished[ends] !== 'revoked' || site.register.openedOn <= addDays(frame.today, -300)
    const waits =
      !thirdParty &&
      !tooSmall &&
      course === null &&
      site.kind === 'station' &&
      !triedState &&
      ripe &&
      ends < unfinished.length
    const state = triedState ?? (tooSmall ? 'refused' : waits ? (unfinished[ends++] ?? 'recognised') : 'recognised')
    const recognisedOn = addRecognition(lane, frame, at, site, office, state, serials)
    if (recognisedOn === null || state === 'revoked') continue
    recognised.set(site.id, recognisedOn)
    const stars = addDecided(lane, frame, at.part('assessment'), {
      site,
      office,
      recognisedOn,
      // Where money is tried out, the stars are worth some.
      end: course === 'failing' ? 'pass' : tried ? 'good' : endOf(assessed, at.part('end')),
    })
    if (stars && !tried) assessed += 1
    if (!thirdParty) {
      const made =
        course &&
        addContract(lane, frame, at.part('contract'), site, office, {
          course,
          number: (bought.get(site.unit.code) ?? 0) + 1,
        })
      if (course) bought.set(site.unit.code, (bought.get(site.unit.code) ?? 0) + 1)
      if (made) contracts.push(made)
      continue
    }
    const account = accountOf(lane, frame, at, site)
    const put = (what: SubsidyKind, wanted: SubsidyState, appliedOn: string, stars: Stars | null) =>
      addSubsidy(lane, frame, at, { site, office, what, state: wanted, appliedOn, stars, account, money })
    const oneOff = tried
      ? site.kind === 'market'
        ? 'cleared'
        : 'approved'
      : (underway[onWay++ % underway.length] ?? 'paid')
    const settled = ['paid', 'closed', 'reclaimed', 'refused', 'withdrawn'].includes(oneOff)
    const appliedOn = later(
      recognisedOn,
      addDays(frame.today, settled ? -at.int(60, 120) : -at.int(9, 20) - (oneOff === 'cleared' ? noticeDays : 0)),
    )
    put('oneOff', oneOff, appliedOn, null)
    // Withdrawn for a mistake in it, put right and lodged again.
    if (oneOff === 'withdrawn') put('oneOff', 'closed', addDays(appliedOn, 5), null)
    if (stars && stars.stars !== null && stars.stars >= 3)
      put(
        'performance',
        tried ? 'cleared' : settled ? 'closed' : 'handled',
        addDays(frame.today, -at.int(12, 30) - (tried ? noticeDays : 0)),
        stars,
      )
  }
  money.write()
  if (from.serials === undefined) addFundYears(lane, frame, random.part('funds'), offices)
  if (from.serials === undefined)
    for (const [key, last] of serials) lane.add('recognition_serials', [...serialOf(key), last])
  return { serials, recognised, offices, contracts }
}

const inTried = (site: Site): boolean => site.unit.code === triedCounty && site.register.course === null

/** County and year of a key of serial numbers. */
export function serialOf(key: string): [string, number] {
  const [county = '', year = ''] = key.split(' ')
  return [county, Number(year)]
}
