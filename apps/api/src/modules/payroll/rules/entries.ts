import {
  employerEscrow,
  employerPayable,
  employerSource,
  employerWithheld,
  railTransit,
  workerReceived,
  workerWages,
  type Account,
} from '../chart.ts'

export type Entry = { account: Account; amountFen: number }

export const transactionKinds = [
  'escrowFunded',
  'fundsReceived',
  'wageEarned',
  'wageFunded',
  'payoutSent',
  'payoutSucceeded',
  'payoutReturned',
  'cashPaid',
  'importedWage',
  'importedPayout',
  'reversal',
] as const
export type TransactionKind = (typeof transactionKinds)[number]

export type Posting = {
  kind: Exclude<TransactionKind, 'reversal'>
  /** The wage, payout or incoming transfer it is about. */
  businessId: string
  entries: Entry[]
}

const move = (from: Account, to: Account, amountFen: number): Entry[] => [
  { account: from, amountFen: -amountFen },
  { account: to, amountFen },
]

/** Leaves out what is nothing and refuses what does not balance; the database checks it again. */
export function balanced(entries: readonly Entry[]): Entry[] {
  const kept = entries.filter((entry) => entry.amountFen !== 0)
  if (kept.some((entry) => !Number.isSafeInteger(entry.amountFen)))
    throw new RangeError('an entry is a whole number of fen')
  if (kept.length < 2 || kept.reduce((sum, entry) => sum + entry.amountFen, 0) !== 0) {
    throw new RangeError('a ledger transaction has at least two entries and sums to zero')
  }
  return kept
}

/** Money from outside arrives for one posting's escrow. */
export function escrowFunded(transferId: string, employerId: string, escrowId: string, amountFen: number): Posting {
  const entries = move(employerSource(employerId), employerEscrow(employerId, escrowId), amountFen)
  return { kind: 'escrowFunded', businessId: transferId, entries: balanced(entries) }
}

/** Money from outside arrives for wages owed, or beforehand. */
export function fundsReceived(transferId: string, employerId: string, amountFen: number): Posting {
  const entries = move(employerSource(employerId), employerPayable(employerId), amountFen)
  return { kind: 'fundsReceived', businessId: transferId, entries: balanced(entries) }
}

export type EarnedWage = {
  wageId: string
  employerId: string
  workerId: string
  netFen: number
  withheldFen: number
  /** Taken from this escrow; the rest, or all without one, is owed by the employer. */
  escrowId: string | null
  fromEscrowFen: number
}

/** A wage is owed to the worker, and the tax withheld from it is set apart. */
export function wageEarned(wage: EarnedWage): Posting {
  const grossFen = wage.netFen + wage.withheldFen
  const entries: Entry[] = [
    { account: employerPayable(wage.employerId), amountFen: wage.fromEscrowFen - grossFen },
    { account: workerWages(wage.workerId), amountFen: wage.netFen },
    { account: employerWithheld(wage.employerId), amountFen: wage.withheldFen },
  ]
  if (wage.escrowId !== null) {
    entries.unshift({ account: employerEscrow(wage.employerId, wage.escrowId), amountFen: -wage.fromEscrowFen })
  }
  return { kind: 'wageEarned', businessId: wage.wageId, entries: balanced(entries) }
}

/** Escrow money that arrived after the wage was reckoned settles what the employer owed for it. */
export function wageFunded(transferId: string, employerId: string, escrowId: string, amountFen: number): Posting {
  const entries = move(employerEscrow(employerId, escrowId), employerPayable(employerId), amountFen)
  return { kind: 'wageFunded', businessId: transferId, entries: balanced(entries) }
}

export type PayoutMoney = {
  payoutId: string
  rail: string
  amountFen: number
  /** Where it comes from and goes to: a worker's wages, or the rest of an escrow back to its employer. */
  payee: { workerId: string } | { employerId: string; escrowId: string }
}

const owed = (payee: PayoutMoney['payee']) =>
  'workerId' in payee ? workerWages(payee.workerId) : employerEscrow(payee.employerId, payee.escrowId)
const reached = (payee: PayoutMoney['payee']) =>
  'workerId' in payee ? workerReceived(payee.workerId) : employerSource(payee.employerId)

export function payoutSent(payout: PayoutMoney): Posting {
  const entries = move(owed(payout.payee), railTransit(payout.rail), payout.amountFen)
  return { kind: 'payoutSent', businessId: payout.payoutId, entries: balanced(entries) }
}

export function payoutSucceeded(payout: PayoutMoney): Posting {
  const entries = move(railTransit(payout.rail), reached(payout.payee), payout.amountFen)
  return { kind: 'payoutSucceeded', businessId: payout.payoutId, entries: balanced(entries) }
}

/** The rail did not deliver: the money is owed as before. */
export function payoutReturned(payout: PayoutMoney): Posting {
  const entries = move(railTransit(payout.rail), owed(payout.payee), payout.amountFen)
  return { kind: 'payoutReturned', businessId: payout.payoutId, entries: balanced(entries) }
}

/**
 * The employer hands the net wage over itself and keeps the tax aside for its own declaration: its debt
 * for these wages ends at once, from outside money. Only for wages not funded before.
 */
export function cashPaid(payoutId: string, employerId: string, grossFen: number): Posting {
  const entries = move(employerSource(employerId), employerPayable(employerId), grossFen)
  return { kind: 'cashPaid', businessId: payoutId, entries: balanced(entries) }
}

/** A wage of the time before this ledger: the employer paid it from outside, as earned. */
export function importedWage(wage: Omit<EarnedWage, 'escrowId' | 'fromEscrowFen'>): Posting {
  const entries: Entry[] = [
    { account: employerSource(wage.employerId), amountFen: -(wage.netFen + wage.withheldFen) },
    { account: workerWages(wage.workerId), amountFen: wage.netFen },
    { account: employerWithheld(wage.employerId), amountFen: wage.withheldFen },
  ]
  return { kind: 'importedWage', businessId: wage.wageId, entries: balanced(entries) }
}

export function importedPayout(payoutId: string, workerId: string, amountFen: number): Posting {
  return {
    kind: 'importedPayout',
    businessId: payoutId,
    entries: balanced(move(workerWages(workerId), workerReceived(workerId), amountFen)),
  }
}
