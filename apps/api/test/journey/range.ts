import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  givenNames,
  reservedIdNumber,
  reservedIdNumbersPerDay,
  reservedPhone,
  reservedUscc,
  surnames,
  type Sex,
} from '@linggong/reference'

/** People and numbers nobody has used on this server: each run takes a block of its own. */
export type Range = {
  phone(): string
  /** Identity number of somebody who reaches `age` in the year of `today`, already had the birthday. */
  idNumber(sex: Sex, age: number, today: string): string
  uscc(prefix: string): string
  personName(sex: Sex): string
  bankAccount(): string
  /** A number that is used once in this run. */
  next(): number
}

const blockSize = 20_000
// The seeded city counts from zero; journeys begin far above.
const firstNumber = 50_000_000

/** The next block is kept with the data, so that it begins anew with a new server. */
export function takeRange(dataDir: string): Range {
  const file = join(dataDir, 'journey-range.json')
  const blocks = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { blocks: number }).blocks : 0
  writeFileSync(file, JSON.stringify({ blocks: blocks + 1 }))
  return rangeFrom(blocks * blockSize)
}

export function rangeFrom(first: number): Range {
  let used = first
  const next = (): number => used++
  const families = surnames()
  return {
    next,
    phone: () => reservedPhone(firstNumber + next()),
    uscc: (prefix) => reservedUscc(firstNumber + next(), prefix),
    bankAccount: () => withCheckDigit(`62284800${String(next()).padStart(10, '0')}`),
    idNumber(sex, age, today) {
      const count = next()
      // From the top down, a new birth date after each full round.
      const n = reservedIdNumbersPerDay - 1 - (count % (reservedIdNumbersPerDay - 10_000))
      const day = 1 + (Math.floor(count / (reservedIdNumbersPerDay - 10_000)) % 28)
      return reservedIdNumber(n, `${Number(today.slice(0, 4)) - age}-01-${String(day).padStart(2, '0')}`, sex)
    },
    personName(sex) {
      const count = next()
      const given = givenNames(sex)
      return families[count % families.length]!.surname + given[(count * 7) % given.length]!.givenName
    },
  }
}

/** Bank cards end with a check digit by Luhn (ISO/IEC 7812-1). */
function withCheckDigit(payload: string): string {
  const sum = [...payload].reverse().reduce((total, sign, index) => {
    const digit = Number(sign) * (index % 2 === 0 ? 2 : 1)
    return total + (digit > 9 ? digit - 9 : digit)
  }, 0)
  return `${payload}${(10 - (sum % 10)) % 10}`
}
