import {
  labourServiceWithholding,
  wageWithholding,
  type BasisItem,
  type ContractKind,
  type Policy,
} from '@linggong/policy'

export type WithholdingMethod = 'wage' | 'labourService'

/**
 * Which table withholds, by kind of contract. Labour contracts of any length pay wages (个人所得税法实施条例
 * 第6条(一)); agreements without employment pay for labour services (第6条(二)). Who pays withholds, a
 * household too (个人所得税法 第9条).
 */
const methodByKind: Record<ContractKind, WithholdingMethod> = {
  partTimeLabour: 'wage',
  taskLabour: 'wage',
  fixedTermLabour: 'wage',
  serviceAgreement: 'labourService',
  overAgeAgreement: 'labourService',
  newFormAgreement: 'labourService',
}

export function withholdingMethod(kind: ContractKind | null): WithholdingMethod {
  return kind === null ? 'labourService' : methodByKind[kind]
}

/** What this employer has already reckoned for this worker, by the method that applies. */
export type IncomeBefore = {
  yearIncomeFen: number
  yearWithheldFen: number
  /** Months of the year with a wage, before this one. */
  yearMonths: readonly number[]
  monthIncomeFen: number
  monthWithheldFen: number
}

export type Withheld = {
  method: WithholdingMethod
  withheldFen: number
  netFen: number
  taxableFen: number
  rateBasisPoints: number
  basis: readonly BasisItem[]
}

/** Tax withheld from one wage. Gross is conserved: `grossFen = netFen + withheldFen`, both never negative. */
export function withhold(
  policy: Policy,
  method: WithholdingMethod,
  grossFen: number,
  before: IncomeBefore,
  day: string,
): Withheld {
  if (grossFen === 0) {
    return { method, withheldFen: 0, netFen: grossFen, taxableFen: 0, rateBasisPoints: 0, basis: [] }
  }
  const result = method === 'wage' ? wage(policy, grossFen, before, day) : service(policy, grossFen, before, day)
  const withheldFen = Math.min(result.withholdFen, grossFen)
  const { taxableFen, rateBasisPoints, basis } = result
  return { method, withheldFen, netFen: grossFen - withheldFen, taxableFen, rateBasisPoints, basis }
}

function wage(policy: Policy, grossFen: number, before: IncomeBefore, day: string) {
  const month = Number(day.slice(5, 7))
  return wageWithholding(
    policy,
    {
      incomeToDateFen: before.yearIncomeFen + grossFen,
      monthsToDate: new Set([...before.yearMonths, month]).size,
      deductionsToDateFen: 0,
      withheldToDateFen: before.yearWithheldFen,
    },
    day,
  )
}

function service(policy: Policy, grossFen: number, before: IncomeBefore, day: string) {
  return labourServiceWithholding(
    policy,
    {
      incomeFen: grossFen,
      monthIncomeBeforeFen: before.monthIncomeFen,
      monthWithheldBeforeFen: before.monthWithheldFen,
    },
    day,
  )
}
