import type { ContractKind } from '@linggong/policy'
import { businessDay, wireTime } from '../kernel/clock.ts'
import { seedAccounts, seedRows } from '../modules/payroll/seed.ts'
import { floorOf, plannedMinutesOf, reckon } from '../modules/payroll/rules/reckon.ts'
import { withhold, withholdingMethod, type IncomeBefore, type Withheld } from '../modules/payroll/rules/withholding.ts'
import { dayMs, hourMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Need } from './needs.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

export type WorkDone = {
  need: Need
  shift: Need['shifts'][number]
  worker: Person
  engagementId: string
  contractKind: ContractKind
}

type Years = { year: string; income: Map<string, IncomeBefore> }

/** Tax as payroll would have withheld it: from what this employer paid this worker before, in the same month or year. */
function taxer(frame: Frame) {
  const years: Years = { year: '', income: new Map() }
  const known = new Map<string, Withheld>()
  return (work: WorkDone, grossFen: number, day: string) => {
    if (years.year !== day.slice(0, 4)) {
      years.year = day.slice(0, 4)
      years.income.clear()
    }
    const method = withholdingMethod(work.contractKind)
    const month = Number(day.slice(5, 7))
    const pair = `${method} ${work.need.employer.id} ${work.worker.id}`
    const all = years.income.get(pair)
    const before = beforeThis(all, month)
    const key = JSON.stringify([method, day.slice(0, 7), grossFen, before])
    const tax = known.get(key) ?? withhold(frame.policy, method, grossFen, before, day)
    if (known.size > 200_000) known.clear()
    known.set(key, tax)
    years.income.set(pair, {
      yearIncomeFen: before.yearIncomeFen + grossFen,
      yearWithheldFen: before.yearWithheldFen + tax.withheldFen,
      yearMonths: before.yearMonths.includes(month) ? before.yearMonths : [...before.yearMonths, month],
      monthIncomeFen: before.monthIncomeFen + grossFen,
      monthWithheldFen: before.monthWithheldFen + tax.withheldFen,
    })
    return tax
  }
}

/** Sums of a month end with it; the last month seen stands at the end of the list. */
function beforeThis(all: IncomeBefore | undefined, month: number): IncomeBefore {
  if (!all) return { yearIncomeFen: 0, yearWithheldFen: 0, yearMonths: [], monthIncomeFen: 0, monthWithheldFen: 0 }
  return all.yearMonths.at(-1) === month ? all : { ...all, monthIncomeFen: 0, monthWithheldFen: 0 }
}

const daysToPay = { perShift: 0, weekly: 6, fortnightly: 13, onCompletion: 2, monthly: 20 } as const

export type WageWriter = (lane: Lane, random: Random, work: WorkDone) => { minutes: number; pieces: number | null; paidAt: Date }

/** Writes wages of history, reckoned by payroll's own rules, with their ledger transactions and payouts. */
export function wageWriter(frame: Frame): WageWriter {
  const taxOf = taxer(frame)
  const opened = new Set<string>()
  // Historic payouts keep no account number.
  const payee = frame.keyring.encrypt('payouts.payee', JSON.stringify({ kind: 'cash', name: '历史记录', recordedBy: 'import' }))

  function openAccounts(lane: Lane, work: WorkDone): void {
    const { worker, need } = work
    if (!opened.has(worker.id)) for (const row of seedAccounts({ workerId: worker.id })) lane.add('ledger_accounts', row)
    if (!opened.has(need.employer.id)) for (const row of seedAccounts({ employerId: need.employer.id })) lane.add('ledger_accounts', row)
    opened.add(worker.id)
    opened.add(need.employer.id)
  }

  return (lane, random, work) => {
    const { need, shift, worker } = work
    const { terms } = need
    const day = businessDay(shift.startsAt)
    const minimumHourlyFen = frame.minimumHourlyFen(need.county, day)
    const minutes = plannedMinutesOf(shift, terms)
    const pieces = piecesFor(random, need, minutes, floorOf(minutes, minimumHourlyFen))
    const reckoning = reckon({
      terms,
      hours: { minutes, overtimeMinutes: 0, brokenOff: false, ...(pieces !== null && { pieces }) },
      plannedMinutes: minutes,
      rules: { minimumHourlyFen, minimumWageClause: '', overtimeBasisPoints: null, overtimeClause: null },
    })
    const paidMs = shift.endsAt.getTime() + daysToPay[terms.settlementCycle] * dayMs + hourMs / 2 + random.int(0, 50) * 60_000
    const paidAt = new Date(Math.min(paidMs, frame.nowMs - hourMs))
    const tax = taxOf(work, reckoning.grossFen, day)
    openAccounts(lane, work)
    const rows = seedRows({
      wageId: random.id(paidAt.getTime()),
      payoutId: random.id(paidAt.getTime()),
      payslipId: '',
      earnedTransactionId: random.id(paidAt.getTime()),
      paidTransactionId: random.id(paidAt.getTime()),
      engagementId: work.engagementId,
      workerId: worker.id,
      employerId: need.employer.id,
      postingId: need.id,
      county: need.county,
      workedOn: day,
      paidAt,
      payMethod: terms.payMethod,
      settlementCycle: terms.settlementCycle,
      contractKind: work.contractKind,
      withholdingMethod: tax.method,
      minutes,
      netFen: tax.netFen,
      withheldFen: tax.withheldFen,
      reckoningJson: JSON.stringify({
        lines: reckoning.lines,
        postingTitle: terms.title,
        placeName: terms.placeName,
        startsAt: wireTime(shift.startsAt),
        endsAt: wireTime(shift.endsAt),
        taxableFen: tax.taxableFen,
        rateBasisPoints: tax.rateBasisPoints,
        basis: [],
      }),
      rail: 'cash',
      payee,
      slipNumber: '',
      verifyCode: '',
    })
    for (const table of ['ledger_transactions', 'ledger_entries', 'wages', 'payouts', 'payout_wages'] as const) {
      for (const row of rows[table]) lane.add(table, row)
    }
    return { minutes, pieces, paidAt }
  }
}

/** What a steady worker makes in the time, at least worth the minimum wage. */
function piecesFor(random: Random, need: Need, minutes: number, floorFen: number): number | null {
  const { method, perHour } = need.template.pay
  if (method !== 'piece') return null
  const [low, high] = perHour ?? [1, 2]
  const made = Math.round((minutes / 60) * (low + (random.next() / 4_294_967_296) * (high - low)))
  return Math.max(made, Math.ceil(floorFen / need.terms.amountFen))
}
