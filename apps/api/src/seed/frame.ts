import { addDays, minimumWage, type Policy } from '@linggong/policy'
import type { Keyring } from '../kernel/crypto/keyring.ts'
import { units, type Unit } from './ground.ts'
import type { UnitLetter } from './templates.ts'

/** What every part of the seed knows. */
export type Frame = {
  policy: Policy
  keyring: Keyring
  /** Business day the city is made for, `YYYY-MM-DD`: everything is dated from it. */
  today: string
  /** Milliseconds; no row is younger. */
  nowMs: number
  units: readonly Unit[]
  unit(letter: UnitLetter): Unit
  /** Least hourly pay in fen of a unit on a day. */
  minimumHourlyFen(county: string, day: string): number
}

export const dayMs = 86_400_000
export const hourMs = 3_600_000
/** The instant at which a business day begins in Ningde. */
export const dayStartMs = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)
/** Business day of an instant; the general one of the kernel asks the calendar and is slow a million times. */
export const dayOf = (at: Date): string => new Date(at.getTime() + 8 * hourMs).toISOString().slice(0, 10)
export const dayBefore = (day: string, days: number): string => addDays(day, -days)

export function makeFrame(options: { policy: Policy; keyring: Keyring; today: string; now: Date }): Frame {
  const all = units()
  const wages = new Map<string, number>()
  return {
    ...options,
    nowMs: options.now.getTime(),
    units: all,
    unit: (letter) => {
      const found = all.find((one) => one.letter === letter)
      if (!found) throw new Error(`no unit ${letter}`)
      return found
    },
    minimumHourlyFen: (county, day) => {
      const key = `${county} ${day}`
      const known = wages.get(key)
      if (known !== undefined) return known
      const wage = minimumWage(options.policy, county, day)
      if (wage.status !== 'inForce') throw new Error(wage.messageZh)
      wages.set(key, wage.hourlyFen)
      return wage.hourlyFen
    },
  }
}
