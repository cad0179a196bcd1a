import { addDays, addWorkingDays, decideSubsidy, type SubsidyClaim, type SubsidyKind } from '@linggong/policy'
import type { ProgrammeStep, RecognitionState, SubsidyState } from '@linggong/contract'
import { payeeAccountField } from '../modules/programmes/seeding.ts'
import { seededForm } from '../modules/recognition/seeding.ts'
import { dayStartMs, hourMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Random } from './random.ts'
import type { Site } from './sites.ts'

/** Sample staff by login: who has the steps in the county they belong to. */
export type StaffIds = ReadonlyMap<string, { id: string; name: string }>

type Person = { id: string; name: string }
type Office = { officers: [Person, Person, Person]; finance: Person; city: Person }

/** Where the sample accounts of a county with three officers and a finance office work. */
const triedCounty = '350982'
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
  'cleared',
  'approved',
  'closed',
] as const satisfies readonly SubsidyState[]
/** Moves of a subsidy on its way, in order; a state has those up to it. */
const moves = [
  ['lodge', 'lodged'],
  ['handle', 'handled'],
  ['check', 'checked'],
  ['approve', 'approved'],
  ['confirm', 'confirmed'],
  ['publish', 'inNotice'],
  ['clear', 'cleared'],
  ['pay', 'paid'],
  ['close', 'closed'],
] as const
const recognitionMoves = [
  ['lodge', 'lodged'],
  ['accept', 'accepted'],
  ['inspect', 'inspected'],
  ['publish', 'inNotice'],
  ['clear', 'cleared'],
  ['recognise', 'recognised'],
] as const
const ended: ReadonlySet<string> = new Set(['refused', 'withdrawn', 'reclaimed'])
const signature = 'M12 40L40 20L60 52L90 24L120 46'
const short = (unit: Site['unit']): string => unit.name.replace(/(县|市|区|经济技术开发区)$/u, '')

function officesOf(frame: Frame, random: Random, staff: StaffIds): Map<string, Office> {
  const someone = (name: string): Person => ({ id: random.id(dayStartMs(addDays(frame.today, -400))), name })
  const known = (login: string, name: string): Person => staff.get(login) ?? someone(name)
  const city = known('city', '郑文斌')
  return new Map(
    frame.units.map((unit) => [
      unit.code,
      unit.code === triedCounty
        ? {
            officers: [known('fuding', '周丽芳'), known('fuding2', '吴晓明'), known('fuding3', '林国强')],
            finance: known('finance', '谢雅琴'),
            city,
          }
        : { officers: [someone('陈经办'), someone('李复核'), someone('王审批')], finance: someone('黄财政'), city },
    ]),
  )
}

/**
 * The programme of sites as it stands today: recognitions and subsidies in every state, stars of last year, money
 * appropriated and paid, purchased services. Amounts are decided by the policy of the day of application; where none is in
 * force nothing is lodged.
 */
export function addProgramme(
  lane: Lane,
  frame: Frame,
  random: Random,
  sites: readonly Site[],
  staff: StaffIds,
  from: { serials?: Map<string, number>; firstDocument?: number } = {},
): Map<string, number> {
  const offices = officesOf(frame, random.part('offices'), staff)
  const serials = from.serials ?? new Map<string, number>()
  const money = moneyOf(lane, frame, random.part('money'), from.firstDocument ?? 1)
  const year = Number(frame.today.slice(0, 4))
  let ends = 0
  let onWay = 0
  let bought = 0
  const own = sites.find((one) => one.unit.code === triedCounty && one.kind === 'station')
  for (const site of sites) {
    const office = offices.get(site.unit.code)
    // The sample operator's own station has still to apply: that is what it is tried out with.
    if (!office || site.id === own?.id) continue
    const at = random.part(site.id)
    const { thirdParty, areaSquareMeters } = site.register
    const tooSmall = areaSquareMeters < (site.kind === 'market' ? 60 : 30)
    const tried = site.unit.code === triedCounty
    const triedState: RecognitionState | undefined = tried && site === sites.findLast(inTried) ? 'cleared' : undefined
    // Every second site of the government is still on its way.
    const waits = !thirdParty && site.kind === 'station' && ends < unfinished.length * 2 && ends++ % 2 === 0
    const state =
      triedState ?? (tooSmall ? 'refused' : waits ? (unfinished[(ends - 1) / 2] ?? 'recognised') : 'recognised')
    const recognisedOn = addRecognition(lane, frame, at, site, office, state, serials)
    if (recognisedOn === null || state === 'revoked') continue
    if (!thirdParty) {
      if (site.kind === 'market' && !tried && bought++ % 3 === 0) addPurchased(lane, frame, at, site)
      continue
    }
    const account = addAccount(lane, frame, at, site)
    const put = (what: SubsidyKind, wanted: SubsidyState, appliedOn: string, stars: Stars | null) =>
      addSubsidy(lane, frame, at, { site, office, what, state: wanted, appliedOn, stars, account, money })
    const oneOff = tried
      ? site.kind === 'market'
        ? 'closed'
        : 'approved'
      : (underway[onWay++ % underway.length] ?? 'paid')
    const settled = ['paid', 'closed', 'reclaimed', 'refused', 'withdrawn'].includes(oneOff)
    put('oneOff', oneOff, later(recognisedOn, addDays(frame.today, settled ? -at.int(40, 120) : -at.int(9, 20))), null)
    const stars = addStars(lane, frame, at, site, year - 1)
    if (stars && stars.stars !== null && stars.stars >= 3)
      put(
        'performance',
        tried ? 'cleared' : settled ? 'closed' : 'handled',
        addDays(frame.today, -at.int(12, 30)),
        stars,
      )
  }
  money.write()
  if (from.serials === undefined)
    for (const [key, last] of serials) lane.add('recognition_serials', [...serialOf(key), last])
  return serials
}

const inTried = (site: Site): boolean => site.unit.code === triedCounty
const later = (a: string, b: string): string => (a > b ? a : b)
const middayOf = (day: string): Date => new Date(dayStartMs(day) + 10 * hourMs)

type Step = { move: ProgrammeStep; day: string; by: 'operator' | 'officer' | 'finance' | 'system'; who: Person | null }

function addSteps(
  lane: Lane,
  random: Random,
  site: Site,
  subject: { kind: 'recognition' | 'subsidy'; id: string },
  steps: readonly Step[],
  reason: string | null,
): void {
  steps.forEach((step, index) => {
    const at = new Date(middayOf(step.day).getTime() + index * 60_000)
    lane.add('programme_steps', [
      random.id(at.getTime()),
      subject.kind,
      subject.id,
      site.id,
      site.unit.code,
      at,
      step.move,
      step.by,
      step.who?.id ?? null,
      step.who?.name ?? null,
      step.by === 'officer' && index > 0 && reason === null ? '同意。' : null,
      index === steps.length - 1 ? reason : null,
    ])
  })
}

/** The day of recognition; null while, or because, there is none. */
function addRecognition(
  lane: Lane,
  frame: Frame,
  random: Random,
  site: Site,
  office: Office,
  state: RecognitionState,
  serials: Map<string, number>,
): string | null {
  const { register, unit } = site
  const done = state === 'recognised' || state === 'revoked'
  const soon = addDays(register.openedOn, 40)
  const lodgedOn = done
    ? later('2024-04-01', soon < frame.today ? soon : addDays(frame.today, -45))
    : addDays(frame.today, -random.int(4, 14))
  if (lodgedOn > addDays(frame.today, -3)) return null
  const last = done ? 'recognised' : state
  const upTo = recognitionMoves.findIndex(([, reached]) => reached === last)
  const path = upTo < 0 ? recognitionMoves.slice(0, state === 'returned' ? 1 : 2) : recognitionMoves.slice(0, upTo + 1)
  // Days between the steps; nothing lies in the future.
  const day = (n: number) => {
    const planned = addDays(lodgedOn, done ? n * 6 : n * 2)
    return planned < frame.today ? planned : addDays(frame.today, -1)
  }
  const operator: Person = { id: random.id(dayStartMs(lodgedOn)), name: register.legalPerson }
  const steps: Step[] = path.map(([move], n) => {
    if (move === 'lodge') return { move, day: day(n), by: 'operator', who: operator }
    if (move === 'clear') return { move, day: day(n), by: 'system', who: null }
    return { move, day: day(n), by: 'officer', who: office.officers[0] }
  })
  const end = { returned: 'askMore', refused: 'refuse', withdrawn: 'withdraw', revoked: 'revoke' } as const
  const endMove = state in end ? end[state as keyof typeof end] : undefined
  const reasons: Readonly<Record<string, string>> = {
    refused: 'notStandard',
    withdrawn: 'noLongerWanted',
    revoked: 'closed',
  }
  if (endMove)
    steps.push({
      move: endMove,
      day: day(path.length),
      by: endMove === 'withdraw' ? 'operator' : 'officer',
      who: endMove === 'withdraw' ? operator : office.officers[0],
    })
  const recognisedOn = done ? day(5) : null
  const recordedOn = recognisedOn !== null && random.chance(0.8) ? addDays(recognisedOn, 1) : null
  if (recordedOn !== null && recordedOn < frame.today)
    steps.push({ move: 'recordAtCity', day: recordedOn, by: 'officer', who: office.city })
  let number: string | null = null
  if (recognisedOn !== null) {
    const key = `${unit.code} ${recognisedOn.slice(0, 4)}`
    const serial = (serials.get(key) ?? 0) + 1
    serials.set(key, serial)
    const kind = site.kind === 'market' ? '市' : '驿'
    number = `宁零${kind}〔${recognisedOn.slice(0, 4)}〕${short(unit)}${String(serial).padStart(3, '0')}号`
  }
  const since = steps.at(-1)?.day ?? lodgedOn
  // A few have been waited for too long.
  const waiting = ['lodged', 'returned', 'accepted', 'inspected', 'cleared'].includes(state)
  const dueOn = waiting ? addDays(since, random.chance(0.3) ? 0 : random.int(5, 9)) : null
  const id = random.id(middayOf(lodgedOn).getTime())
  const [noticeFrom, noticeTo] = noticeOf(frame, state, steps)
  const missing = state === 'returned' ? JSON.stringify(['面积证明没有盖章', '消防检查记录缺最近一次']) : null
  const revoked = state === 'revoked' ? since : null
  lane.add('recognitions', [
    id,
    site.id,
    unit.code,
    register.operatorId,
    site.kind,
    site.name,
    state,
    middayOf(since),
    JSON.stringify(
      seededForm(frame.policy, lodgedOn, {
        ...register,
        unitName: unit.name,
        kind: site.kind,
        name: site.name,
      }),
    ),
    lodgedOn,
    operator.id,
    dueOn,
    missing,
    missing === null ? null : middayOf(since),
    steps.some(({ move }) => move === 'accept') ? office.officers[0].id : null,
    steps.some(({ move }) => move === 'publish') ? office.officers[0].id : null,
    noticeFrom,
    noticeTo,
    number,
    recognisedOn,
    revoked,
    recordedOn !== null && recordedOn < frame.today ? recordedOn : null,
    recordedOn !== null && recordedOn < frame.today ? office.city.id : null,
  ])
  addSteps(lane, random, site, { kind: 'recognition', id }, steps, reasons[state] ?? null)
  if (state === 'inNotice' && noticeTo)
    lane.add('due_rows', [
      random.id(middayOf(since).getTime()),
      'recognition.clear',
      `recognition.clear:${id}`,
      id,
      '{}',
      new Date(dayStartMs(addDays(noticeTo, 1))),
    ])
  const inspected = steps.find(({ move }) => move === 'inspect')
  if (inspected) addInspection(lane, frame, random, site, id, inspected.day, office.officers[0])
  if (recognisedOn !== null) lane.add('recognised_sites', [site.id, unit.code, number, recognisedOn, revoked])
  return recognisedOn
}

/** Days of the public notice: what is in notice ends in some days, what is through ended before. */
function noticeOf(frame: Frame, state: string, steps: readonly Step[]): [string | null, string | null] {
  const published = steps.find(({ move }) => move === 'publish')?.day ?? null
  if (published === null) return [null, null]
  if (state !== 'inNotice') return [published, steps.find(({ move }) => move === 'clear')?.day ?? published]
  return [published, addWorkingDays(frame.policy, frame.today, 2).date]
}

function addInspection(
  lane: Lane,
  frame: Frame,
  random: Random,
  site: Site,
  recognitionId: string,
  day: string,
  officer: Person,
): void {
  const standard = frame.policy.answer('site.standard', day)
  if (standard.status === 'noPolicy') return
  const items = standard.value
    .filter((one) => one.sites.includes(site.kind))
    .map((one) => ({ item: one.id, result: 'pass', note: null, photoIds: [] }))
  const at = dayStartMs(day) + 15 * hourMs
  lane.add('recognition_inspections', [
    random.id(at),
    recognitionId,
    site.id,
    site.unit.code,
    JSON.stringify(items),
    site.register.areaSquareMeters,
    null,
    null,
    null,
    null,
    new Date(at),
    new Date(at + hourMs),
    new Date(at + hourMs + 60_000),
    officer.id,
    officer.name,
    signature,
    site.register.legalPerson,
    signature,
    null,
  ])
}

type Stars = { id: string; year: number; stars: number | null; publishedOn: string }

/** The result of the year's assessment, of a site that had run a year when it was published. */
function addStars(lane: Lane, frame: Frame, random: Random, site: Site, year: number): Stars | null {
  const publishedOn = `${year + 1}-03-20`
  if (addDays(site.register.openedOn, 366) > publishedOn || publishedOn >= frame.today) return null
  const stars = random.pick([5, 4, 4, 3, 3, 3, null])
  const id = random.id(middayOf(publishedOn).getTime())
  lane.add('site_stars', [id, site.id, site.unit.code, year, stars, publishedOn])
  return { id, year, stars, publishedOn }
}

type Account = { id: string; bankName: string; number: string }

/** Most operators have named their account; some have still to. */
function addAccount(lane: Lane, frame: Frame, random: Random, site: Site): Account | null {
  if (site.unit.code !== triedCounty && random.chance(0.15)) return null
  const day = addDays(frame.today, -200)
  const id = random.id(dayStartMs(day))
  const number = `1407${Array.from({ length: 15 }, () => random.int(0, 9)).join('')}`
  const bankName = `中国农业银行${site.unit.name}支行`
  lane.add('payee_accounts', [
    id,
    site.id,
    site.unit.code,
    site.register.operatorId,
    bankName,
    frame.keyring.encrypt(payeeAccountField, number),
    number.slice(-4),
    null,
    middayOf(day),
  ])
  return { id, bankName, number }
}

type Placed = { id: string; documentNumber: string }
type Money = {
  /** Sets an amount aside in the county's appropriation of the year; `paid` counts it as paid too. */
  place(site: Site, year: number, amountFen: number, kept: boolean, paid: boolean): Placed
  write(): void
}

function moneyOf(lane: Lane, frame: Frame, random: Random, firstDocument: number): Money {
  type Row = Placed & { county: string; year: number; committed: number; paid: number; asked: number }
  const rows = new Map<string, Row>()
  const rowOf = (unit: Site['unit'], year: number): Row => {
    const key = `${unit.code} ${year}`
    const row = rows.get(key) ?? {
      id: random.id(middayOf(`${year}-02-10`).getTime()),
      documentNumber: `${short(unit)}财社〔${year}〕${firstDocument}号`,
      county: unit.code,
      year,
      committed: 0,
      paid: 0,
      asked: 0,
    }
    rows.set(key, row)
    return row
  }
  return {
    place(site, year, amountFen, kept, paid) {
      const row = rowOf(site.unit, year)
      row.asked += amountFen
      if (kept) row.committed += amountFen
      if (kept && paid) row.paid += amountFen
      return row
    },
    write() {
      const year = Number(frame.today.slice(0, 4))
      for (const unit of frame.units) rowOf(unit, year)
      for (const row of rows.values()) {
        // Whole hundred thousands of yuan, with something left.
        const amountFen = (Math.ceil(row.asked / 10_000_000) + 2) * 10_000_000
        lane.add('appropriations', [
          row.id,
          row.county,
          row.year,
          row.documentNumber,
          '就业补助资金',
          amountFen,
          row.committed,
          row.paid,
          middayOf(`${row.year}-02-10`),
        ])
      }
    },
  }
}

function addSubsidy(
  lane: Lane,
  frame: Frame,
  random: Random,
  one: {
    site: Site
    office: Office
    what: SubsidyKind
    state: SubsidyState
    appliedOn: string
    stars: Stars | null
    account: Account | null
    money: Money
  },
): void {
  const { site, office, what, state, appliedOn, stars } = one
  const { register, unit } = site
  const claim: SubsidyClaim = {
    what,
    kind: site.kind,
    builder: 'thirdParty',
    areaSquareMeters: register.areaSquareMeters,
    countyAmountFen: null,
    stars: stars?.stars ?? null,
    openedOn: register.openedOn,
    appliedOn,
    untoleratedClosedDays: 0,
    purchasedService: null,
    oneOffPaidBefore: false,
  }
  const decision = decideSubsidy(frame.policy, claim, { county: unit.code })
  if (decision.decision !== 'grant') return
  const id = random.id(middayOf(appliedOn).getTime())
  const reclaimed = state === 'reclaimed'
  const upTo = moves.findIndex(([, reached]) => reached === (reclaimed ? 'closed' : state))
  const path = upTo < 0 ? moves.slice(0, 2) : moves.slice(0, upTo + 1)
  const settled = ['paid', 'closed', 'reclaimed'].includes(state)
  const day = (n: number) => {
    const planned = addDays(appliedOn, n * (settled ? 4 : 1))
    return planned < frame.today ? planned : addDays(frame.today, -1)
  }
  const operator: Person = { id: random.id(dayStartMs(appliedOn)), name: register.legalPerson }
  const byMove: Readonly<Record<string, Pick<Step, 'by' | 'who'>>> = {
    lodge: { by: 'operator', who: operator },
    handle: { by: 'officer', who: office.officers[0] },
    check: { by: 'officer', who: office.officers[1] },
    approve: { by: 'officer', who: office.officers[2] },
    confirm: { by: 'finance', who: office.finance },
    clear: { by: 'system', who: null },
    pay: { by: 'finance', who: office.finance },
  }
  const of = (move: ProgrammeStep) => byMove[move] ?? { by: 'officer' as const, who: office.officers[0] }
  const steps: Step[] = path.map(([move], n) => ({ move, day: day(n), ...of(move) }))
  const end = { refused: 'refuse', withdrawn: 'withdraw', reclaimed: 'reclaim' } as const
  const endMove = state in end ? end[state as keyof typeof end] : undefined
  if (endMove)
    steps.push({ move: endMove, day: day(path.length), ...(endMove === 'withdraw' ? of('lodge') : of(endMove)) })
  const reached = (move: ProgrammeStep): boolean => steps.some((step) => step.move === move)
  const dayOf = (move: ProgrammeStep): string | null => steps.find((step) => step.move === move)?.day ?? null
  const confirmed = reached('confirm')
  const placed = confirmed
    ? one.money.place(site, Number(appliedOn.slice(0, 4)), decision.amountFen, !reclaimed, reached('pay') && !reclaimed)
    : null
  const since = steps.at(-1)?.day ?? appliedOn
  const [noticeFrom, noticeTo] = noticeOf(frame, state, steps)
  const voucher = reached('pay') ? `${short(unit)}凭${appliedOn.slice(0, 4)}-${id.slice(-6)}` : null
  lane.add('subsidies', [
    id,
    site.id,
    unit.code,
    register.operatorId,
    register.operatorId,
    what,
    stars?.year ?? 0,
    stars?.id ?? null,
    register.addressKey,
    `(${site.register.lat + 0.0002},${site.register.lng + 0.0002}),(${site.register.lat - 0.0002},${site.register.lng - 0.0002})`,
    site.kind,
    register.areaSquareMeters,
    state,
    middayOf(since),
    appliedOn,
    decision.amountFen,
    JSON.stringify(decision),
    operator.id,
    reached('handle') ? office.officers[0].id : null,
    reached('check') ? office.officers[1].id : null,
    reached('approve') ? office.officers[2].id : null,
    confirmed ? office.finance.id : null,
    placed?.id ?? null,
    noticeFrom,
    noticeTo,
    voucher,
    dayOf('pay'),
    JSON.stringify(claim),
  ])
  lane.add('site_funding', [
    random.id(middayOf(appliedOn).getTime()),
    site.id,
    unit.code,
    'subsidy',
    `[${appliedOn},${appliedOn}]`,
    id,
    null,
    ended.has(state),
  ])
  const reasonOf: Readonly<Record<string, string>> = {
    refused: 'falseMaterial',
    withdrawn: 'madeInError',
    reclaimed: 'closedEarly',
  }
  addSteps(lane, random, site, { kind: 'subsidy', id }, steps, reasonOf[state] ?? null)
  if (state === 'inNotice' && noticeTo)
    lane.add('due_rows', [
      random.id(middayOf(since).getTime()),
      'programmes.clearSubsidy',
      `programmes.clearSubsidy:${id}`,
      id,
      '{}',
      new Date(dayStartMs(addDays(noticeTo, 1))),
    ])
  const paidOn = dayOf('pay')
  if (paidOn === null || !placed) return
  const account = one.account ?? addAccountFor(lane, frame, random, site)
  addFile(lane, random, site, office, { id, amountFen: decision.amountFen, account, placed, what, stars, paidOn })
}

/** Whoever has been paid has an account. */
function addAccountFor(lane: Lane, frame: Frame, random: Random, site: Site): Account {
  for (;;) {
    const account = addAccount(lane, frame, random, site)
    if (account) return account
  }
}

function addFile(
  lane: Lane,
  random: Random,
  site: Site,
  office: Office,
  paid: {
    id: string
    amountFen: number
    account: Account
    placed: Placed
    what: SubsidyKind
    stars: Stars | null
    paidOn: string
  },
): void {
  const at = new Date(dayStartMs(paid.paidOn) + 9 * hourMs)
  const fileId = random.id(at.getTime())
  const purpose = paid.what === 'oneOff' ? '一次性运维补助' : `${paid.stars?.year ?? ''}年度绩效补助`
  lane.add('payment_files', [
    fileId,
    site.unit.code,
    `${short(site.unit)}拨〔${paid.paidOn.slice(0, 4)}〕旧${paid.id.slice(-6)}号`,
    at,
    office.finance.id,
    office.finance.name,
    1,
    paid.amountFen,
  ])
  lane.add('payment_file_lines', [
    random.id(at.getTime()),
    fileId,
    1,
    site.unit.code,
    site.id,
    paid.id,
    paid.account.id,
    site.register.operatorName,
    paid.amountFen,
    paid.placed.documentNumber,
    purpose,
  ])
}

/** A market the government built is run by somebody under contract. */
function addPurchased(lane: Lane, frame: Frame, random: Random, site: Site): void {
  const year = frame.today.slice(0, 4)
  const id = random.id(dayStartMs(`${year}-01-01`))
  lane.add('purchased_services', [
    id,
    site.id,
    site.unit.code,
    site.register.operatorId,
    `${short(site.unit)}购〔${year}〕1号`,
    `${year}-01-01`,
    `${year}-12-31`,
    middayOf(`${year}-01-01`),
  ])
  lane.add('site_funding', [
    random.id(dayStartMs(`${year}-01-01`)),
    site.id,
    site.unit.code,
    'purchasedService',
    `[${year}-01-01,${year}-12-31]`,
    null,
    id,
    false,
  ])
}

/** County and year of a key of serial numbers. */
export function serialOf(key: string): [string, number] {
  const [county = '', year = ''] = key.split(' ')
  return [county, Number(year)]
}
