/**
 * Identity numbers, mobile numbers and unified social credit codes: checking them, and making
 * reserved ones that no real person or body can have (see README, "Reserved numbers").
 * Pure functions; loads nothing.
 */

export type Sex = 'male' | 'female'

export interface ValidityOptions {
  /** Accept the demonstration's reserved numbers too. Never set in production. */
  readonly allowReserved?: boolean
}

// ---- Citizen identity number, GB 11643-1999: area 6, birth date 8, sequence 3, check 1 (ISO 7064 MOD 11-2)

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const idCheckCharacters = '10X98765432'

// First two digits of GB/T 2260, with 81–83 of the residence permits of Hong Kong, Macao and Taiwan residents.
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)

// Fujian never had a prefecture 99: no such number was ever issued.
const reservedPrefecture = '3599'
const reservedAreas = 100
const sequencesPerSex = 499 // 001, 003 … 997 for men and 002, 004 … 998 for women; 000 is not given out

/** How many reserved numbers exist for one birth date and sex. */
export const reservedIdNumbersPerDay = reservedAreas * sequencesPerSex

function idCheckCharacter(first17: string): string {
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += Number(first17[i]) * (idWeights[i] ?? 0)
  return idCheckCharacters[sum % 11] ?? ''
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1800 || month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (lengths[month - 1] ?? 0)
}

/** Birth date `YYYY-MM-DD` of an 18-character number, null when it is no calendar date. Checks nothing else. */
export function idNumberBirthDate(text: string): string | null {
  const m = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(text)
  if (!m) return null
  const [, year = '', month = '', day = ''] = m
  return isCalendarDate(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : null
}

/** Sex by the parity of the 17th digit (odd: male), null when the text has not the form of a number. */
export function idNumberSex(text: string): Sex | null {
  if (!/^\d{17}[\dX]$/.test(text)) return null
  return Number(text[16]) % 2 === 1 ? 'male' : 'female'
}

/** Whether the number lies in the reserved area (its check character is not looked at). */
export function isReservedIdNumber(text: string): boolean {
  return text.startsWith(reservedPrefecture) && /^\d{17}[\dX]$/.test(text)
}

/**
 * Whether the text is a well-formed citizen identity number: 18 characters, a province, a calendar date,
 * the right check character (capital X). Reserved numbers count only with `allowReserved`.
 */
export function validIdNumber(text: string, options: ValidityOptions = {}): boolean {
  if (idNumberBirthDate(text) === null || !provinces.has(text.slice(0, 2))) return false
  if (idCheckCharacter(text) !== text[17]) return false
  return options.allowReserved === true || !isReservedIdNumber(text)
}

/**
 * The n-th reserved identity number of a birth date and sex.
 * @param n 0 … `reservedIdNumbersPerDay - 1`; different n, different number
 * @param birthDate `YYYY-MM-DD`
 * @throws RangeError when n or the date is out of range
 */
export function reservedIdNumber(n: number, birthDate: string, sex: Sex): string {
  assertIndex(n, reservedIdNumbersPerDay)
  const area = reservedPrefecture + digits(Math.floor(n / sequencesPerSex), 2)
  const step = n % sequencesPerSex
  return withIdCheck(area, birthDate, sex === 'male' ? 2 * step + 1 : 2 * step + 2)
}

function withIdCheck(area: string, birthDate: string, sequence: number): string {
  const first17 = area + birthDate.replaceAll('-', '') + digits(sequence, 3)
  const number = first17 + idCheckCharacter(first17)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate) || idNumberBirthDate(number) === null) {
    throw new RangeError(`not a calendar date: ${birthDate}`)
  }
  return number
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function assertIndex(n: number, limit: number): void {
  if (!Number.isInteger(n) || n < 0 || n >= limit) {
    throw new RangeError(`index ${n} outside 0 … ${limit - 1}`)
  }
}

// ---- Mobile numbers: 1, a second digit 3–9, eleven digits in all

// 154 is allotted to no operator (ministry's list of network codes, end of March 2023; README).
const reservedPhonePrefix = '154'

/** Whether the text is an eleven-digit number of the reserved range. */
export function isReservedPhone(text: string): boolean {
  return text.startsWith(reservedPhonePrefix) && /^\d{11}$/.test(text)
}

/** Whether the text is a mainland mobile number, digits only. Reserved numbers count only with `allowReserved`. */
export function validMobile(text: string, options: ValidityOptions = {}): boolean {
  if (!/^1[3-9]\d{9}$/.test(text)) return false
  return options.allowReserved === true || !isReservedPhone(text)
}

/**
 * The n-th reserved mobile number.
 * @param n 0 … 99,999,999
 * @throws RangeError when n is out of range
 */
export function reservedPhone(n: number): string {
  assertIndex(n, 100_000_000)
  return reservedPhonePrefix + digits(n, 8)
}

// ---- Unified social credit code, GB 32100-2015: department 1, kind 1, area 6, body 9 (GB 11714), check 1

const usccCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY' // 31: no I, O, S, V, Z
const bodyCharacters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const bodyWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const

const reservedUsccArea = '359999'

function bodyCheckCharacter(first8: string): string {
  let sum = 0
  for (let i = 0; i < 8; i += 1) sum += bodyCharacters.indexOf(first8[i] ?? '') * (bodyWeights[i] ?? 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

function usccCheckCharacter(first17: string): string {
  let sum = 0
  let weight = 1 // powers of 3 modulo 31
  for (let i = 0; i < 17; i += 1) {
    sum += usccCharacters.indexOf(first17[i] ?? '') * weight
    weight = (weight * 3) % 31
  }
  return usccCharacters[(31 - (sum % 31)) % 31] ?? ''
}

/** Whether the code was registered in the reserved area (its check characters are not looked at). */
export function isReservedUscc(text: string): boolean {
  return text.length === 18 && text.slice(2, 8) === reservedUsccArea
}

/**
 * Whether the text is a well-formed unified social credit code in capitals: alphabet, a province, the check
 * character of the body inside it and its own. Reserved codes count only with `allowReserved`.
 */
export function validUscc(text: string, options: ValidityOptions = {}): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false
  // 10 is the national registration authority, which has no province.
  if (text.slice(2, 4) !== '10' && !provinces.has(text.slice(2, 4))) return false
  if (bodyCheckCharacter(text.slice(8, 16)) !== text[16]) return false
  if (usccCheckCharacter(text) !== text[17]) return false
  return options.allowReserved === true || !isReservedUscc(text)
}

/**
 * The n-th reserved unified social credit code.
 * @param n 0 … 99,999,999
 * @param prefix registering department and kind: `91` company, `92` sole trader, `93` farmers' cooperative,
 *   `11` government body, `12` public institution, `52` private non-enterprise unit, `N2` village collective
 * @throws RangeError when n or the prefix is out of range
 */
export function reservedUscc(n: number, prefix = '91'): string {
  assertIndex(n, 100_000_000)
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}$/.test(prefix)) throw new RangeError(`not a USCC prefix: ${prefix}`)
  const body = digits(n, 8)
  const first17 = prefix + reservedUsccArea + body + bodyCheckCharacter(body)
  return first17 + usccCheckCharacter(first17)
}

/** Whether digits are those of a bank card: 12 to 24 of them, the check digit right (GB/T 14916 annex, Luhn). */
export function isCardNumber(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, index) => {
    const value = Number(digit) * ((digits.length - index) % 2 === 1 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return /^\d{12,24}$/.test(digits) && sum % 10 === 0
}
