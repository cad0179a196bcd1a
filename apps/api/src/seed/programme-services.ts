import { addDays, addMonths, addWorkingDays } from '@linggong/policy'
import type { ServiceEvaluationState } from '@linggong/contract'
import { heldValue } from '../modules/programmes/index.ts'
import { periodsOf, type Breach, type Chosen, type Measure, type Period } from '../modules/purchasing/seeding.ts'
import type { Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import { addSteps, middayOf, short, type Office, type Step } from './programme-steps.ts'
import type { Random } from './random.ts'
import type { ServiceCourse } from './service-courses.ts'
import type { Site } from './sites.ts'

/** Where the periods of a contract stand, from the first; those after them are still to be evaluated. */
export const stands: Readonly<Record<ServiceCourse, readonly ServiceEvaluationState[]>> = {
  good: ['paid', 'paid', 'opened'],
  middling: ['paid', 'decided', 'objected'],
  failing: ['paid', 'paid'],
  exited: ['paid', 'paid', 'paid'],
  settled: ['paid', 'paid', 'confirmed'],
  noTerms: [],
}
const months = 3
export const resultShareBasisPoints = 4_000
export const yearly = {
  station: { visitors: 4_500, referrals: 240, priceFen: 9_600_000 },
  market: { visitors: 13_000, referrals: 900, priceFen: 36_000_000 },
} as const

export type SeededContract = {
  id: string
  site: Site
  office: Office
  course: ServiceCourse
  measures: Chosen[]
  catalogue: Measure[]
  periods: Period[]
  span: { startsOn: string; endsOn: string; endedOn: string | null }
  breach: (Breach & { on: string }) | null
}

const agreed = (kind: Site['kind']): Chosen[] => [
  { measure: 'openingDays', target: 1, weight: 30 },
  { measure: 'visitors', target: yearly[kind].visitors, weight: 20 },
  { measure: 'referrals', target: yearly[kind].referrals, weight: 30 },
  { measure: 'troublesInTime', target: 1, weight: 10 },
  { measure: 'satisfaction', target: 4.5, weight: 10 },
]

/**
 * A contract of twelve months that has run for ten, so that three of its quarters are over. Null where it stands without
 * terms: by its course, or since no policy is in force to make any under.
 */
export function addContract(
  lane: Lane,
  frame: Frame,
  random: Random,
  site: Site,
  office: Office,
  { course, number }: { course: ServiceCourse; number: number },
): SeededContract | null {
  const county = site.unit.code
  const startsOn = addMonths(`${frame.today.slice(0, 8)}01`, -10)
  const endsOn = addDays(addMonths(startsOn, 12), -1)
  const endedOn = course === 'exited' ? addDays(addMonths(startsOn, 2 * months), 20) : null
  const span = { startsOn, endsOn, endedOn }
  const at = middayOf(startsOn)
  const id = random.id(at.getTime())
  const contractNumber = `${short(site.unit)}采〔${startsOn.slice(0, 4)}〕${number}号`
  lane.add('purchased_services', [
    id,
    site.id,
    county,
    site.register.operatorId,
    contractNumber,
    startsOn,
    endsOn,
    at,
    endedOn,
  ])
  lane.add('site_funding', [
    random.id(at.getTime()),
    site.id,
    county,
    'purchasedService',
    `[${startsOn},${endedOn ?? endsOn}]`,
    null,
    id,
    false,
  ])
  const catalogue = heldValue(frame.policy, 'purchasedService.measures', frame.today, county)
  const evaluateDays = heldValue(frame.policy, 'purchasedService.evaluateWorkingDays', frame.today, county)
  if (course === 'noTerms' || catalogue === null || evaluateDays === null) return null
  const measures = agreed(site.kind)
  const periods = periodsOf(span, months)
  const next = periods[stands[course].length]
  lane.add('service_contracts', [
    id,
    site.id,
    county,
    endedOn === null ? 'running' : 'exited',
    endedOn === null ? at : middayOf(endedOn),
    `${site.kind === 'market' ? '市场' : '驿站'}日常运营:按时开门、登记求职和用工、推荐岗位、当面帮办`,
    yearly[site.kind].priceFen,
    months,
    resultShareBasisPoints,
    JSON.stringify(measures),
    JSON.stringify(catalogue),
    office.officers[0].id,
    at,
    next ? addWorkingDays(frame.policy, next.to, evaluateDays).date : null,
  ])
  const steps: Step[] = [
    { move: 'sign', day: startsOn, by: 'officer', who: office.officers[0], opinion: contractNumber },
  ]
  const breach =
    course === 'middling'
      ? { id: random.id(at.getTime()), on: addDays(startsOn, 40), deductionFen: 50_000, deductedFen: 50_000 }
      : null
  if (breach) {
    const words = '没有打招呼,把招聘展位借给别的公司办活动,用了一天'
    lane.add('service_breaches', [
      breach.id,
      id,
      site.id,
      county,
      breach.on,
      words,
      breach.deductionFen,
      breach.deductedFen,
      office.officers[0].id,
      middayOf(breach.on),
    ])
    steps.push({ move: 'breach', day: breach.on, by: 'officer', who: office.officers[0], opinion: words })
  }
  if (endedOn)
    steps.push({
      move: 'exit',
      day: endedOn,
      by: 'officer',
      who: office.officers[0],
      opinion: '整改以后还是常常关门',
      reason: 'failed',
    })
  addSteps(lane, random, site, { kind: 'serviceContract', id }, steps, null)
  return {
    id,
    site,
    office,
    course,
    measures,
    catalogue,
    periods,
    span,
    breach: breach && { ...breach, deductedFen: 0 },
  }
}
