import { createHash } from 'node:crypto'
import { decideContractKind, retirementDate, type ContractDecision } from '@linggong/policy'
import { wireTime } from '../kernel/clock.ts'
import { plannedMinutesOf } from '../modules/payroll/rules/reckon.ts'
import { contractNumber } from '../modules/contracts/rules.ts'
import type { ContractText } from '../modules/contracts/types.ts'
import { dayOf, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Need } from './needs.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import { addDue } from './rows.ts'

type Decided = Extract<ContractDecision, { status: 'decided' }>
export type ContractChooser = (worker: Person, need: Need) => Decided

function fullYears(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** Which contract a job would have had, by the policy's own table; the few different cases are asked once. */
export function contractChooser(frame: Frame): ContractChooser {
  const retirement = new Map<string, string>()
  const decided = new Map<string, Decided>()
  function retiredFrom(worker: Person): string {
    const key = `${worker.sex}${worker.birthDate}`
    const known = retirement.get(key)
    if (known !== undefined) return known
    const { date } = retirementDate(frame.policy, { sex: worker.sex, birthDate: worker.birthDate }, frame.today)
    retirement.set(key, date)
    return date
  }
  return (worker, need) => {
    const [shift] = need.shifts
    if (!shift) throw new Error('a posting without shifts')
    const day = dayOf(shift.startsAt)
    const retired = retiredFrom(worker) <= day
    const days = need.span === 'wholeJob' ? need.shifts.length : 1
    const hoursPerDay = plannedMinutesOf(shift, need.terms) / 60
    const key = [need.county, day.slice(0, 4), retired, days, hoursPerDay, need.employer.kind].join(' ')
    const known = decided.get(key)
    if (known) return known
    const decision = decideContractKind(
      frame.policy,
      {
        workerAge: retired ? fullYears(worker.birthDate, day) : 40,
        workerPastRetirement: retired,
        workerIsStudent: false,
        employerKind: need.by.kind,
        hoursPerDay,
        hoursPerWeekWithEmployer: hoursPerDay * days,
        days,
        isNewForm: false,
      },
      day,
      { county: need.county },
    )
    if (decision.status !== 'decided') throw new Error(`no contract for seeded work: ${decision.reasonZh}`)
    decided.set(key, decision)
    return decision
  }
}

const cycleZh = {
  perShift: '干完当天结',
  weekly: '每周结',
  fortnightly: '每半月结',
  onCompletion: '全部干完结',
  monthly: '每月结',
} as const
const unitZh = { hourly: '元/小时', daily: '元/天', piece: '元', lumpSum: '元(包干)' } as const

export type OldContracts = {
  /** Writes one old contract over these engagements of one worker with one posting, in order of its shifts. */
  add(
    lane: Lane,
    need: Need,
    worker: Person,
    decision: Decided,
    at: OldContractTimes,
    engagementIds: readonly string[],
  ): void
}
export type OldContractTimes = { id: string; concludedAt: Date; endsAt: Date }

const codeSigns = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * Contracts of the time before the platform: data without a file, named as such. One of `sealEvery` gets a
 * deadline that has come: the running system's worker prints and seals it with its own certificate.
 */
export function oldContracts(frame: Frame, random: Random, sealEvery: number): OldContracts {
  let made = 0
  const draw = random.part('contract codes')
  const titles = new Map<string, string>()
  const titleOf = (kind: Decided['kind']): string => {
    const known = titles.get(kind) ?? frame.policy.value(`contract.template.${kind}`, frame.today).titleZh
    titles.set(kind, known)
    return known
  }
  const newGroup = (): string => {
    const bits = draw.next()
    return [0, 5, 10, 15].map((shift) => codeSigns[(bits >>> shift) & 31]).join('')
  }
  const newCode = (): string => `${newGroup()}-${newGroup()}-${newGroup()}`
  return {
    add(lane, need, worker, decision, at, engagementIds) {
      const number = contractNumber(need.county, dayOf(at.concludedAt), at.id)
      const text = oldContractText(need, worker, decision, titleOf(decision.kind), number, engagementIds)
      const { county, siteId, employer } = need
      lane.add('contracts', [
        at.id,
        number,
        newCode(),
        need.id,
        employer.id,
        employer.name,
        employer.kind,
        worker.id,
        worker.name,
        county,
        siteId,
        decision.kind,
        'imported',
        decision.reasonZh,
        decision.article,
        '[]',
        true,
        'imported',
        text,
        createHash('sha256').update(text).digest('hex'),
        'ended',
        at.endsAt,
        at.concludedAt,
        at.concludedAt,
        at.concludedAt,
        true,
      ])
      if (made++ % sealEvery === 0)
        addDue(lane, draw, frame.nowMs, { kind: 'contracts.seal', subjectId: at.id, dueAt: new Date(frame.nowMs) })
      for (const id of engagementIds)
        lane.add('contract_engagements', [id, at.id, worker.id, employer.id, county, siteId])
    },
  }
}

/**
 * Canonical JSON of the contract's text. Its keys are written in order here, so that the plain text is the
 * canonical one: sorting them anew for a million contracts would take minutes. A test compares the two.
 */
export function oldContractText(
  need: Need,
  worker: Person,
  decision: Decided,
  title: string,
  number: string,
  engagementIds: readonly string[],
): string {
  const { terms } = need
  const price = `${terms.amountFen / 100}${unitZh[terms.payMethod]}${terms.pieceUnit ? `/${terms.pieceUnit}` : ''}`
  return JSON.stringify({
    article: decision.article,
    clauses: [],
    county: need.county,
    drawnUpAt: wireTime(need.publishedAt),
    employer: { id: need.employer.id, identity: [], name: need.employer.name, roleZh: '甲方' },
    format: 1,
    kind: decision.kind,
    number,
    postingId: need.id,
    postingTermsSha256: '',
    shifts: engagementIds.map((engagementId, index) => {
      const shift = need.shifts[index]
      if (!shift) throw new Error('more engagements than shifts')
      return { endsAt: wireTime(shift.endsAt), engagementId, shiftId: shift.id, startsAt: wireTime(shift.startsAt) }
    }),
    summary: [],
    templateVersion: 'imported',
    terms: [
      { label: '工种', value: terms.occupationName },
      { label: '地点', value: terms.address },
      { label: '工钱', value: price },
      { label: '结算', value: cycleZh[terms.settlementCycle] },
    ],
    title,
    whyThisKind: decision.reasonZh,
    workTitle: terms.title,
    worker: { id: worker.id, identity: [], name: worker.name, roleZh: '乙方' },
  } satisfies ContractText)
}
