import type { ContractKind } from '@linggong/policy'
import { wireTime } from '../kernel/clock.ts'
import { seedAccounts, type HistoricWage } from '../modules/payroll/seed.ts'
import { floorOf, plannedMinutesOf, reckon } from '../modules/payroll/rules/reckon.ts'
import { withhold, withholdingMethod, type IncomeBefore, type Withheld } from '../modules/payroll/rules/withholding.ts'
import type { CopyValue } from './copy.ts'
import { dayMs, dayOf, hourMs, type Frame } from './frame.ts'
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
    const key = `${method} ${day.slice(0, 7)} ${grossFen} ${before.yearIncomeFen} ${before.yearWithheldFen} ${before.yearMonths.join()} ${before.monthIncomeFen} ${before.monthWithheldFen}`
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

export type WageWriter = (
  lane: Lane,
  random: Random,
  work: WorkDone,
) => { minutes: number; pieces: number | null; paidAt: Date; payoutId: string; netFen: number }

/** Writes wages of history, reckoned by payroll's own rules, with their ledger transactions and payouts. */
export function wageWriter(frame: Frame): WageWriter {
  const taxOf = taxer(frame)
  const opened = new Map<string, Accounts>()
  // Historic payouts keep no account number.
  const payee = frame.keyring.encrypt(
    'payouts.payee',
    JSON.stringify({ kind: 'cash', name: '历史记录', recordedBy: 'import' }),
  )

  /** Ids of an owner's two accounts, opened when first used: hashing an address for every entry would take minutes. */
  function accountsOf(lane: Lane, owner: { workerId: string } | { employerId: string }): Accounts {
    const id = 'workerId' in owner ? owner.workerId : owner.employerId
    const known = opened.get(id)
    if (known) return known
    const rows = seedAccounts(owner)
    for (const row of rows) lane.add('ledger_accounts', row)
    const accounts: Accounts = [String(rows[0]?.[0]), String(rows[1]?.[0])]
    opened.set(id, accounts)
    return accounts
  }

  return (lane, random, work) => {
    const { need, shift, worker } = work
    const { terms } = need
    const day = dayOf(shift.startsAt)
    const minimumHourlyFen = frame.minimumHourlyFen(need.county, day)
    const minutes = plannedMinutesOf(shift, terms)
    const pieces = piecesFor(random, need, minutes, floorOf(minutes, minimumHourlyFen))
    const reckoning = reckon({
      terms,
      hours: { minutes, overtimeMinutes: 0, brokenOff: false, ...(pieces !== null && { pieces }) },
      plannedMinutes: minutes,
      rules: { minimumHourlyFen, minimumWageClause: '', overtimeBasisPoints: null, overtimeClause: null },
    })
    const paidMs =
      shift.endsAt.getTime() + daysToPay[terms.settlementCycle] * dayMs + hourMs / 2 + random.int(0, 50) * 60_000
    const paidAt = new Date(Math.min(paidMs, frame.nowMs - hourMs))
    const tax = taxOf(work, reckoning.grossFen, day)
    const wage: HistoricWage = {
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
    }
    const rows = wageRows(
      wage,
      accountsOf(lane, { employerId: wage.employerId }),
      accountsOf(lane, { workerId: wage.workerId }),
    )
    for (const [table, row] of rows) lane.add(table, row)
    return { minutes, pieces, paidAt, payoutId: wage.payoutId, netFen: wage.netFen }
  }
}

/** Of an employer: source and withheld; of a worker: wages and received. */
export type Accounts = readonly [string, string]
type PaidTable = 'ledger_transactions' | 'ledger_entries' | 'wages' | 'payouts' | 'payout_wages'

/**
 * The rows of payroll's `seedRows`, with account ids already known; a test holds the two together.
 * Two ledger transactions: earned (from the employer's outside money) and paid.
 */
export function wageRows(
  wage: HistoricWage,
  employer: Accounts,
  worker: Accounts,
): Array<[PaidTable, readonly CopyValue[]]> {
  const { paidAt, county, workerId, employerId, netFen, withheldFen } = wage
  const grossFen = netFen + withheldFen
  const rows: Array<[PaidTable, readonly CopyValue[]]> = [
    ['ledger_transactions', [wage.earnedTransactionId, 'importedWage', wage.wageId, paidAt]],
    ['ledger_transactions', [wage.paidTransactionId, 'importedPayout', wage.payoutId, paidAt]],
    ['ledger_entries', [wage.earnedTransactionId, 1, employer[0], -grossFen]],
    ['ledger_entries', [wage.earnedTransactionId, 2, worker[0], netFen]],
  ]
  if (withheldFen > 0) rows.push(['ledger_entries', [wage.earnedTransactionId, 3, employer[1], withheldFen]])
  rows.push(
    ['ledger_entries', [wage.paidTransactionId, 1, worker[0], -netFen]],
    ['ledger_entries', [wage.paidTransactionId, 2, worker[1], netFen]],
    [
      'wages',
      [
        wage.wageId,
        wage.engagementId,
        'whole',
        workerId,
        employerId,
        wage.postingId,
        county,
        wage.workedOn,
        wage.workedOn,
        paidAt,
        wage.payMethod,
        wage.settlementCycle,
        wage.contractKind,
        wage.withholdingMethod,
        wage.reckoningJson,
        wage.minutes,
        grossFen,
        0,
        withheldFen,
        netFen,
        paidAt,
        paidAt,
        paidAt,
        paidAt,
      ],
    ],
    [
      'payouts',
      [wage.payoutId, 'succeeded', paidAt, 'wage', wage.rail, workerId, employerId, county, netFen, wage.payee, paidAt],
    ],
    ['payout_wages', [wage.payoutId, wage.wageId, netFen, workerId, employerId, county]],
  )
  return rows
}

/** What a steady worker makes in the time, at least worth the minimum wage. */
function piecesFor(random: Random, need: Need, minutes: number, floorFen: number): number | null {
  const { method, perHour } = need.template.pay
  if (method !== 'piece') return null
  const [low, high] = perHour ?? [1, 2]
  const made = Math.round((minutes / 60) * (low + (random.next() / 4_294_967_296) * (high - low)))
  return Math.max(made, Math.ceil(floorFen / need.terms.amountFen))
}
