import { addDays } from '@linggong/policy'
import { reservedPhone } from '@linggong/reference'
import { crewLeaderRow } from '../modules/identity/seeding.ts'
import { crewMemberRow, crewRow } from '../modules/seekers/seeding.ts'
import { addStaff, staffAccounts, type SampleAccount } from './accounts.ts'
import { employerMaker, tradeWeights, type Employer, type EmployerMaker } from './employers.ts'
import { dayMs, type Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import { makeHistory, type HistoryPlan } from './history.ts'
import type { Lane } from './lane.ts'
import { addOpenNeeds, addWaiting } from './open-needs.ts'
import { peopleMaker, type PeopleMaker, type Person } from './people.ts'
import { addProgramme, type Programme, type StaffIds } from './programme.ts'
import { plantedRows, plantFrauds, type Planted } from './referral-frauds.ts'
import { randomFrom, type Random } from './random.ts'
import { addEmployer, addWorker } from './rows.ts'
import { addSites, type Site } from './sites.ts'
import { trades, type Trade } from './templates.ts'

/** How much the first seed holds. */
export const smallPlan = {
  workers: 400,
  employers: 60,
  postings: 130 + plantedRows,
  paid: 420 + plantedRows,
  open: 62,
  waiting: 6,
  historyDays: 75,
} as const

const seedLabel = 'ningde-linggong/1'
/** The part of the random numbers that belongs to one part of the seed. */
export const seedRandom = (part: string): Random => randomFrom(`${seedLabel}/${part}`)

/** Sample people have the first reserved phones, easy to type: 154 0000 0001 … */
const samplePhones = { workers: [1, 2, 3], shared: 4, leader: 5, company: 11, household: 12, agency: 13 } as const

type Samples = { workers: Person[]; couple: Person[]; leader: Person; crew: Person[]; employers: Employer[] }

export type SmallCity = {
  sites: Site[]
  workers: Person[]
  employers: Employer[]
  staff: StaffIds
  programme: Programme
  planted: Planted
}

function makeWorkers(
  frame: Frame,
  random: Random,
  people: PeopleMaker,
  atMs: () => number,
): { workers: Person[]; samples: Omit<Samples, 'employers'> } {
  const fuding = frame.unit('F')
  const fuan = frame.unit('A')
  const sample = (unit: Unit, n: number, fixed: { name: string; sex: 'male' | 'female'; age: number }) =>
    people.make(random, unit, atMs(), { ...fixed, phone: reservedPhone(n) })
  const samples = {
    workers: [
      sample(fuding, samplePhones.workers[0], { name: '陈秀兰', sex: 'female', age: 53 }),
      sample(fuan, samplePhones.workers[1], { name: '林建国', sex: 'male', age: 47 }),
      sample(frame.unit('D'), samplePhones.workers[2], { name: '王雨晴', sex: 'female', age: 24 }),
    ],
    couple: [
      sample(fuan, samplePhones.shared, { name: '缪阿福', sex: 'male', age: 63 }),
      sample(fuan, samplePhones.shared, { name: '郑月娥', sex: 'female', age: 60 }),
    ],
    leader: sample(fuding, samplePhones.leader, { name: '吴志明', sex: 'male', age: 45 }),
    crew: Array.from({ length: 12 }, () => people.make(random, fuding, atMs())),
  }
  const named = [...samples.workers, ...samples.couple, samples.leader, ...samples.crew]
  const rest = smallPlan.workers - named.length
  const shares = frame.units.map((unit) => unit.share)
  const workers = Array.from({ length: rest }, () =>
    people.make(random, frame.units[random.weighted(shares)] ?? fuan, atMs()),
  )
  return { workers: [...named, ...workers], samples }
}

/** Trades for the employers of one unit: what is at home there first, each once before any comes twice. */
function tradesOf(random: Random, unit: Unit, count: number): Trade[] {
  const weights = tradeWeights(unit)
  const left = [...weights]
  return Array.from({ length: count }, () => {
    const index = random.weighted(left.some((weight) => weight > 0) ? left : weights)
    left[index] = 0
    return trades[index] ?? 'retail'
  })
}

function makeEmployers(
  frame: Frame,
  random: Random,
  people: PeopleMaker,
  makers: EmployerMaker,
  atMs: () => number,
): { employers: Employer[]; samples: Employer[] } {
  const sample = (
    unit: Unit,
    n: number,
    trade: Trade | 'agency',
    person: { name: string; sex: 'male' | 'female'; age: number },
    name?: string,
  ) =>
    makers.make(
      random,
      unit,
      trade,
      atMs(),
      people.make(random, unit, atMs(), { ...person, phone: reservedPhone(n) }),
      name,
    )
  const samples = [
    sample(
      frame.unit('F'),
      samplePhones.company,
      'battery',
      { name: '周海波', sex: 'male', age: 41 },
      '福鼎市鼎盛新能源材料有限公司',
    ),
    sample(frame.unit('A'), samplePhones.household, 'household', { name: '黄丽萍', sex: 'female', age: 38 }),
    sample(
      frame.unit('D'),
      samplePhones.agency,
      'agency',
      { name: '谢文斌', sex: 'male', age: 36 },
      '宁德东侨海川人力资源有限公司',
    ),
  ]
  const each = Math.floor((smallPlan.employers - samples.length) / frame.units.length)
  const extra = smallPlan.employers - samples.length - each * frame.units.length
  const employers = frame.units.flatMap((unit, index) =>
    tradesOf(random, unit, each + (index < extra ? 1 : 0)).map((trade) =>
      makers.make(random, unit, trade, atMs(), people.make(random, unit, atMs())),
    ),
  )
  return { employers: [...samples, ...employers], samples }
}

function addCrew(lane: Lane, random: Random, { leader, crew }: Pick<Samples, 'leader' | 'crew'>, atMs: number): void {
  const id = random.id(atMs)
  lane.add('person_roles', crewLeaderRow(leader.id, new Date(atMs)))
  lane.add('crews', crewRow({ id, leaderId: leader.id, name: '吴师傅班组', createdAt: new Date(atMs) }))
  for (const member of crew) {
    lane.add(
      'crew_members',
      crewMemberRow({
        id: random.id(atMs),
        crewId: id,
        personId: member.id,
        leaderId: leader.id,
        name: member.name,
        at: new Date(atMs),
      }),
    )
  }
}

const codeNote = '短信验证码在模拟短信页面看'

/** A sample employer calls somebody of its own county off at the last moment: what that leads to can be looked at. */
function calledOffBy(employer: Employer | undefined, workers: readonly Person[]): Pick<HistoryPlan, 'calledOff'> {
  const worker = workers.find((one) => one.unit === employer?.unit)
  return employer && worker ? { calledOff: { employer, worker, noticeMinutes: 90 } } : {}
}

function accountsOf(frame: Frame, samples: Samples): SampleAccount[] {
  const person = (role: string, one: Person, note = codeNote): SampleAccount => ({
    role,
    name: one.name,
    login: one.phone ?? '',
    note,
  })
  const labels = ['企业', '家庭', '人力资源机构']
  return [
    ...samples.workers.map((one) => person('工人', one)),
    ...samples.couple.map((one) => person('工人', one, `两人共用一个手机号,${codeNote}`)),
    person('带班', samples.leader, `带12人的班组,${codeNote}`),
    ...samples.employers.map((one, index) =>
      person(`用工主体(${labels[index] ?? ''})`, one.owner, `${one.name},${codeNote}`),
    ),
    ...staffAccounts(frame),
  ]
}

/** A site of the unit for about a third of the postings: people come to the counter. */
export function siteChooser(sites: readonly Site[]): (random: Random, unit: Unit) => string | null {
  const byUnit = Map.groupBy(sites, (site) => site.unit.code)
  return (random, unit) => (random.chance(0.3) ? random.pick(byUnit.get(unit.code) ?? []).id : null)
}

/**
 * The first seed: ten units with their sites, some hundred people and needs, sample accounts. All rows wait
 * in the lane; the caller sends them in one transaction.
 */
export async function makeSmall(frame: Frame, lane: Lane): Promise<{ city: SmallCity; accounts: SampleAccount[] }> {
  const random = seedRandom('small')
  const sites = addSites(lane, frame, random.part('sites'))
  const staff = await addStaff(lane, frame, random.part('staff'), sites)
  const programme = addProgramme(lane, frame, random.part('programme'), sites, staff)

  const people = peopleMaker(frame, { idNumber: 0, phone: 1_000 }, true)
  const beganMs = frame.nowMs - (smallPlan.historyDays + 30) * dayMs
  let moments = 0
  const atMs = () => beganMs + (moments++ % 700) * 3_000_000
  const who = random.part('people')
  const { workers, samples } = makeWorkers(frame, who, people, atMs)
  const sorted = workers.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
  for (const worker of sorted) addWorker(lane, frame, who, worker)
  addCrew(lane, who, samples, frame.nowMs - 20 * dayMs)

  const firms = random.part('employers')
  moments = 0
  const made = makeEmployers(frame, firms, people, employerMaker(frame, 0), () => beganMs - (moments++ % 60) * dayMs)

  const siteOf = siteChooser(sites)
  const history = makeHistory(
    frame,
    random.part('history'),
    {
      from: addDays(frame.today, -smallPlan.historyDays - 1),
      days: smallPlan.historyDays,
      postings: smallPlan.postings - plantedRows,
      paid: smallPlan.paid - plantedRows,
      activeEvery: 2,
      longJobs: 0.5,
      timesheets: true,
      rosterDays: smallPlan.historyDays + 1,
      sealEvery: 60,
      siteOf,
      ...(samples.workers[1] && { lapse: { worker: samples.workers[1], noticeMinutes: 300 } }),
      ...calledOffBy(made.samples[0], sorted),
    },
    frame.units,
    { workers: sorted, employers: made.employers },
  )
  while (history.nextDay(lane));
  const planted = plantFrauds(lane, frame, random.part('frauds'), history, {
    sites,
    workers: sorted,
    employers: made.employers,
  })
  for (const employer of made.employers)
    addEmployer(lane, frame, firms, { ...employer, paidEngagements: history.paidBy.get(employer.id) ?? 0 })
  for (const [id, total] of history.ratings) lane.add('rating_totals', [id, total.about, total.ratings, total.stars])

  const newUntil = frame.policy.number('employer.newUntilPaidEngagements', frame.today)
  addOpenNeeds(
    lane,
    frame,
    random.part('open'),
    {
      count: smallPlan.open,
      days: 3,
      isNew: (employer) => (history.paidBy.get(employer.id) ?? 0) < newUntil,
      escrow: 0.2,
      siteOf,
      announce: true,
    },
    made.employers,
  )
  addWaiting(
    lane,
    frame,
    random.part('waiting'),
    smallPlan.waiting,
    made.employers.filter((one) => ['battery', 'steel', 'fishery', 'agency', 'tea'].includes(one.trade)),
  )
  return {
    city: { sites, workers: sorted, employers: made.employers, staff, programme, planted },
    accounts: accountsOf(frame, { ...samples, employers: made.samples }),
  }
}
