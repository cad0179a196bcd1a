import { decideContractKind, retirementDate, type ContractDecision } from '@linggong/policy'
import { businessDay, wireTime } from '../kernel/clock.ts'
import { plannedMinutesOf } from '../modules/payroll/rules/reckon.ts'
import { canonicalHash } from '../modules/contracts/pdf/index.ts'
import { contractColumns, contractEngagementRow, contractRow, importedText, type CopyValue, type SeedContract } from '../modules/contracts/seeding.ts'
import type { Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Need } from './needs.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

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
    const day = businessDay(shift.startsAt)
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

const cycleZh = { perShift: '干完当天结', weekly: '每周结', fortnightly: '每半月结', onCompletion: '全部干完结', monthly: '每月结' } as const
const unitZh = { hourly: '元/小时', daily: '元/天', piece: '元', lumpSum: '元(包干)' } as const

export type OldContracts = {
  /** Writes one old contract over these engagements of one worker with one posting, in order of its shifts. */
  add(lane: Lane, need: Need, worker: Person, decision: Decided, at: { id: string; concludedAt: Date; endsAt: Date }, engagementIds: readonly string[]): void
}

/** Contracts of the time before the platform: data without a file, named as such. */
export function oldContracts(frame: Frame, random: Random): OldContracts {
  // A code has forty bits: among a million, two the same are not unlikely.
  const codes = new Set<unknown>()
  const spare = random.part('contract ids')
  return {
    add(lane, need, worker, decision, at, engagementIds) {
      let seed = seedOf(frame, need, worker, decision, at, engagementIds[0] ?? '')
      let row = contractRow(frame, seed)
      while (codes.has(row[2])) {
        seed = { ...seed, id: spare.id(at.concludedAt.getTime()) }
        row = contractRow(frame, seed)
      }
      codes.add(row[2])
      if (engagementIds.length > 1) row = overSeveral(row, need, seed, engagementIds)
      lane.add('contracts', row)
      for (const engagementId of engagementIds) lane.add('contract_engagements', contractEngagementRow({ ...seed, engagementId }))
    },
  }
}

function seedOf(
  frame: Frame,
  need: Need,
  worker: Person,
  decision: Decided,
  at: { id: string; concludedAt: Date; endsAt: Date },
  engagementId: string,
): SeedContract {
  const { terms } = need
  const [shift] = need.shifts
  if (!shift) throw new Error('a posting without shifts')
  return {
    id: at.id,
    engagementId,
    shiftId: shift.id,
    postingId: need.id,
    employer: need.employer,
    worker,
    county: need.county,
    siteId: need.siteId,
    kind: decision.kind,
    kindLabel: frame.policy.value(`contract.template.${decision.kind}`, frame.today).titleZh,
    reasonZh: decision.reasonZh,
    article: decision.article,
    workTitle: terms.title,
    terms: [
      { label: '工种', value: terms.occupationName },
      { label: '地点', value: terms.address },
      { label: '工钱', value: `${terms.amountFen / 100}${unitZh[terms.payMethod]}${terms.pieceUnit ? `/${terms.pieceUnit}` : ''}` },
      { label: '结算', value: cycleZh[terms.settlementCycle] },
    ],
    state: 'ended',
    createdAt: at.concludedAt,
    concludedAt: at.concludedAt,
    createdDay: businessDay(at.concludedAt),
    startsAt: wireTime(shift.startsAt),
    endsAt: wireTime(shift.endsAt),
  }
}

/** The row of a contract over all days of a job. */
function overSeveral(row: CopyValue[], need: Need, seed: SeedContract, engagementIds: readonly string[]): CopyValue[] {
  const shifts = engagementIds.map((engagementId, index) => {
    const shift = need.shifts[index]
    if (!shift) throw new Error('more engagements than shifts')
    return { engagementId, shiftId: shift.id, startsAt: wireTime(shift.startsAt), endsAt: wireTime(shift.endsAt) }
  })
  const text = { ...importedText(seed, String(row[1])), shifts }
  const put: Record<string, CopyValue> = { document: JSON.stringify(text), canonical_sha256: canonicalHash(text) }
  return contractColumns.map((column, index) => put[column] ?? row[index] ?? null)
}
