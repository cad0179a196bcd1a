/** Individual income tax withheld at payment, by the tables in force. All amounts are integer fen. */
import type { KindValue } from './kinds.ts'
import type { BasisItem, Policy } from './policy.ts'

export interface Withholding {
  /** To withhold from this payment; never negative (what was withheld too much is settled in the yearly return). */
  readonly withholdFen: number
  readonly taxableFen: number
  readonly rateBasisPoints: number
  readonly basis: readonly BasisItem[]
}

export interface CumulativeIncome {
  /** Income of the year to date from this payer, this payment included. */
  readonly incomeToDateFen: number
  /** Months of the year with this payer, this month included. */
  readonly monthsToDate: number
  /** Insurance, special and other lawful deductions to date. */
  readonly deductionsToDateFen: number
  readonly withheldToDateFen: number
}

export interface LabourServiceIncome {
  readonly incomeFen: number
  /** Paid earlier in the same month for the same continuous work: together they are one payment. */
  readonly monthIncomeBeforeFen?: number
  readonly monthWithheldBeforeFen?: number
}

const wholeBasisPoints = 10_000

/** Wages under a labour contract: cumulative withholding. */
export function wageWithholding(policy: Policy, income: CumulativeIncome, date: string): Withholding {
  return cumulative(policy, 'tax.wage', income, date)
}

/** Labour-service pay paid by a platform enterprise itself (税务总局公告2025年第16号). Not for employers who pay directly. */
export function platformWithholding(policy: Policy, income: CumulativeIncome, date: string): Withholding {
  return cumulative(policy, 'tax.platformCumulative', income, date)
}

function cumulative(
  policy: Policy,
  key: 'tax.wage' | 'tax.platformCumulative',
  income: CumulativeIncome,
  date: string,
): Withholding {
  assertFen(income.incomeToDateFen, income.deductionsToDateFen, income.withheldToDateFen)
  if (!Number.isInteger(income.monthsToDate) || income.monthsToDate < 1 || income.monthsToDate > 12)
    throw new RangeError(`monthsToDate must be 1 to 12: ${income.monthsToDate}`)
  const reader = policy.at(date)
  const table = reader.value(key)
  const expenses = share(income.incomeToDateFen, table.expenseBasisPoints)
  const allowance = table.monthlyAllowanceFen * income.monthsToDate
  const taxableFen = Math.max(0, income.incomeToDateFen - expenses - allowance - income.deductionsToDateFen)
  const { taxFen, rateBasisPoints } = tax(table.brackets, taxableFen)
  return {
    withholdFen: Math.max(0, taxFen - income.withheldToDateFen),
    taxableFen,
    rateBasisPoints,
    basis: reader.basis(),
  }
}

/** Labour-service pay (劳务报酬) by an ordinary payer: pre-withholding per payment. */
export function labourServiceWithholding(policy: Policy, income: LabourServiceIncome, date: string): Withholding {
  const before = income.monthIncomeBeforeFen ?? 0
  const withheld = income.monthWithheldBeforeFen ?? 0
  assertFen(income.incomeFen, before, withheld)
  const reader = policy.at(date)
  const table = reader.value('tax.labourService')
  const total = before + income.incomeFen
  const isSmall = total <= table.fixedExpenseUpToInclusiveFen
  const expenses = isSmall ? table.fixedExpenseFen : share(total, table.expenseAboveBasisPoints)
  const taxableFen = Math.max(0, total - expenses)
  const { taxFen, rateBasisPoints } = tax(table.brackets, taxableFen)
  return { withholdFen: Math.max(0, taxFen - withheld), taxableFen, rateBasisPoints, basis: reader.basis() }
}

function tax(
  brackets: KindValue['cumulativeTax']['brackets'],
  taxableFen: number,
): { taxFen: number; rateBasisPoints: number } {
  const bracket = brackets.find((candidate) => taxableFen <= (candidate.upToInclusiveFen ?? Infinity))
  // The loader refuses a table whose last bracket is not open.
  if (bracket === undefined) throw new Error('tax table without an open last bracket')
  return {
    taxFen: Math.max(0, share(taxableFen, bracket.rateBasisPoints) - bracket.quickDeductionFen),
    rateBasisPoints: bracket.rateBasisPoints,
  }
}

/** A part of an amount, rounded half up to the fen. */
function share(amountFen: number, basisPoints: number): number {
  return Math.floor((amountFen * basisPoints * 2 + wholeBasisPoints) / (2 * wholeBasisPoints))
}

function assertFen(...amounts: number[]): void {
  for (const amount of amounts)
    if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not an amount in fen: ${amount}`)
}
