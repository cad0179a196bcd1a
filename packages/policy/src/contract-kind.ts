/** Which kind of contract applies: the first fitting row of the table in force decides. */
import type { ContractKind, EmployerKind, KindValue } from './kinds.ts'
import type { BasisItem, Policy, PolicyReader } from './policy.ts'
import type { PlaceOptions } from './resolve.ts'

/**
 * What is known about a worker, an employer and the work. `null`: not known; a condition on it does not hold, so
 * that an unknown fact falls to a later, more protective row.
 */
export interface ContractFacts {
  /** Full years on the first day of work. */
  readonly workerAge: number | null
  readonly workerPastRetirement: boolean | null
  /** In full-time education, working in spare time. */
  readonly workerIsStudent: boolean | null
  readonly employerKind: EmployerKind | null
  readonly hoursPerDay: number | null
  /** All hours in the week with this employer, this work included. */
  readonly hoursPerWeekWithEmployer: number | null
  /** Calendar days from the first to the last day of work. */
  readonly days: number | null
  /** Work through a platform that manages it without a labour relation of the usual kind. */
  readonly isNewForm: boolean | null
}

interface ContractDecisionCommon {
  readonly rowId: string
  readonly article: string
  /** Why, in words for the person who signs. */
  readonly reasonZh: string
  /** True while no lawyer has confirmed the row, or the table or a bound it uses is provisional. */
  readonly provisional: boolean
  readonly basis: readonly BasisItem[]
}

export type ContractDecision =
  | (ContractDecisionCommon & { readonly status: 'decided'; readonly kind: ContractKind })
  /** No contract would be lawful (a child under the working age). */
  | (ContractDecisionCommon & { readonly status: 'refused'; readonly kind: null })

type Row = KindValue['contractKindTable'][number]
type Condition = Row['when'][number]

/** @throws PolicyNotInForce when no table is in force on `date`. */
export function decideContractKind(
  policy: Policy,
  facts: ContractFacts,
  date: string,
  place?: PlaceOptions,
): ContractDecision {
  const reader = policy.at(date, place)
  const row = reader
    .value('contract.kindTable')
    .find((candidate) => candidate.when.every((c) => holds(c, facts, reader)))
  // The loader refuses a table whose last row has conditions.
  if (row === undefined) throw new Error('contract.kindTable has no row that always applies')
  const basis = reader.basis()
  const common = {
    rowId: row.rowId,
    article: row.article,
    reasonZh: row.plainReasonZh,
    provisional: !row.lawyerConfirmed || basis.some((item) => item.provisional),
    basis,
  }
  return row.kind === null
    ? { status: 'refused', kind: null, ...common }
    : { status: 'decided', kind: row.kind, ...common }
}

function holds(condition: Condition, facts: ContractFacts, reader: PolicyReader): boolean {
  const fact = facts[condition.fact]
  if (fact === null) return false
  if ('is' in condition) return fact === condition.is
  if ('oneOf' in condition) return typeof fact === 'string' && condition.oneOf.includes(fact)
  return typeof fact === 'number' && compare(fact, condition.op, numberOf(reader, condition.valueKey))
}

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte'

export function compare(left: number, op: Comparison, right: number): boolean {
  if (op === 'lt') return left < right
  if (op === 'lte') return left <= right
  if (op === 'gt') return left > right
  return left >= right
}

/** A bound named by a table; the loader has checked that the key exists and holds a number. */
export function numberOf(reader: PolicyReader, key: string): number {
  const found = optionalNumberOf(reader, key)
  if (found === null) throw new Error(`a policy table refers to ${key}, which holds no number on ${reader.date}`)
  return found
}

/** As `numberOf`, but null when nothing is in force (a wage asked for without a county). */
export function optionalNumberOf(reader: PolicyReader, key: string): number | null {
  const found = reader.answerAny(key)
  return found.status === 'inForce' && typeof found.value === 'number' ? found.value : null
}
