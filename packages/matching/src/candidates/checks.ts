import { daySlots } from './layout.ts'
import type { ShiftQuestion, WorkerEntry } from './entries.ts'

type Shape = { days: number; certificates: number }

const isInt = (value: number, least: number) => Number.isInteger(value) && value >= least && value < 0x80000000

/** Throws RangeError where an entry cannot be. */
export function checkEntry(entry: WorkerEntry, { days, certificates }: Shape): void {
  if (entry.free.length !== days * daySlots) {
    throw new RangeError(`the calendar must have ${days * daySlots} half hours`)
  }
  if (!isInt(entry.worker, 0)) throw new RangeError('worker must be a whole number from 0')
  if (!isInt(entry.wantedFen, 0)) throw new RangeError('wantedFen must be a whole number from 0')
  if (!(entry.maxMeters >= 0)) throw new RangeError('maxMeters must not be negative')
  checkWorth(entry.worth)
  if (entry.certificates.some((kind) => !isInt(kind, 0) || kind >= certificates)) {
    throw new RangeError(`certificates must be whole numbers below ${certificates}`)
  }
}

export function checkWorth(worth: number): void {
  if (!isInt(worth, -0x80000000)) throw new RangeError('worth must be a whole number of 32 bits')
}

export function checkQuestion(shift: ShiftQuestion, { days, certificates }: Shape): void {
  const slots = days * daySlots
  if (!(isInt(shift.from, 0) && shift.from < slots && shift.to > shift.from && shift.to <= shift.from + slots)) {
    throw new RangeError(`a shift must begin within the ${slots} half hours of the calendar and be no longer`)
  }
  for (const kind of shift.certificates) {
    if (!isInt(kind, 0) || kind >= certificates) {
      throw new RangeError(`certificates must be whole numbers below ${certificates}`)
    }
  }
}
