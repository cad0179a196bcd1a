import type { BasisItem, Policy } from './policy.ts'
import type { NoPolicy } from './resolve.ts'

export interface MinimumWage {
  readonly status: 'inForce'
  readonly hourlyFen: number
  readonly monthlyFen: number
  readonly validFrom: string
  readonly validTo: string | null
  readonly provisional: boolean
  readonly basis: readonly BasisItem[]
}

/** The hourly and monthly minimum wage at a county (or a town or village in it) on a day. */
export function minimumWage(policy: Policy, county: string, date: string): MinimumWage | NoPolicy {
  const reader = policy.at(date, { county })
  const hourly = reader.answer('wage.minimumHourlyFen')
  if (hourly.status === 'noPolicy') return hourly
  const monthly = reader.answer('wage.minimumMonthlyFen')
  if (monthly.status === 'noPolicy') return monthly
  return {
    status: 'inForce',
    hourlyFen: hourly.value,
    monthlyFen: monthly.value,
    validFrom: hourly.validFrom,
    validTo: hourly.validTo,
    provisional: hourly.provisional || monthly.provisional,
    basis: reader.basis(),
  }
}
