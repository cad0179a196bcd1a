import type { Problem, Role } from '@linggong/contract'
import { idNumberBirthDate, validIdNumber, validMobile, validUscc } from '@linggong/reference/identifiers.ts'

/** 王*师傅: all that a phone learns about a person before that person is chosen. */
export function maskedName(name: string): string {
  return `${[...name][0] ?? ''}*师傅`
}

/** 138****5678 */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** Area and the last two signs; the birth date stays hidden. */
export function maskedIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 4)}${'*'.repeat(Math.max(idNumber.length - 6, 0))}${idNumber.slice(-2)}`
}

export const maskedUscc = maskedIdNumber

/** Full years on a business day; both `YYYY-MM-DD`. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** A one-time code of so many digits out of a keyed digest. 48 bits: the remainder favours no code noticeably. */
export function codeFrom(digest: Buffer, digits: number): string {
  return String(digest.readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0')
}

export type CodeState = { expiresAt: Date; tries: number; usedAt: Date | null }

/** What a try at this code leads to; `tries` counts the present one. */
export function judgeCode(
  state: CodeState | undefined,
  input: { now: Date; maxTries: number; right: boolean },
): 'ok' | 'CodeWrong' | 'CodeExpired' | 'TooManyTries' {
  if (!state || state.usedAt) return 'CodeWrong'
  if (state.tries > input.maxTries) return 'TooManyTries'
  if (state.expiresAt <= input.now) return 'CodeExpired'
  return input.right ? 'ok' : 'CodeWrong'
}

/** Seconds until another code may be sent to the same phone; zero when it may now. */
export function resendWaitSeconds(lastAt: Date | undefined, now: Date, resendAfterSeconds: number): number {
  if (!lastAt) return 0
  return Math.max(0, Math.ceil((lastAt.getTime() + resendAfterSeconds * 1_000 - now.getTime()) / 1_000))
}

type NumbersGiven = {
  idNumber?: string | undefined
  phone?: string | undefined
  uscc?: string | undefined
  contactPhone?: string | undefined
}

/** Everything wrong with the numbers, at once. Reserved numbers stand in a demonstration only. */
export function numberProblems(given: NumbersGiven, world: 'demonstration' | 'production'): Problem[] {
  const options = { allowReserved: world === 'demonstration' }
  const problems: Problem[] = []
  const wrong = (path: string, message: string) => problems.push({ path, code: 'numberInvalid', message })
  if (given.idNumber !== undefined && !validIdNumber(given.idNumber, options)) {
    wrong('idNumber', '身份证号码不对,请照着身份证一位一位核对')
  }
  if (given.uscc !== undefined && !validUscc(given.uscc, options)) {
    wrong('uscc', '统一社会信用代码不对,请照着营业执照核对')
  }
  for (const field of ['phone', 'contactPhone'] as const) {
    const phone = given[field]
    if (phone !== undefined && !validMobile(phone, options)) wrong(field, '这不是能收短信的手机号,请核对')
  }
  return problems
}

/** Whether the holder of this number is too young to be registered for work (劳动法第十五条). */
export function underWorkingAge(idNumber: string, day: string, minimumAge: number): boolean {
  const birthDate = idNumberBirthDate(idNumber)
  return birthDate === null || ageOn(birthDate, day) < minimumAge
}

/** Adds calendar months; the last day of a month stays within the month. */
export function addMonths(at: Date, months: number): Date {
  const result = new Date(at)
  const day = result.getUTCDate()
  result.setUTCDate(1)
  result.setUTCMonth(result.getUTCMonth() + months)
  const last = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate()
  result.setUTCDate(Math.min(day, last))
  return result
}

export type Post = { role: Role; county: string | null; siteId: string | null }

/** A post for the whole city reaches every reporting unit: row-level security knows counties only. */
export function spreadPosts(posts: readonly Post[], units: readonly string[]): Post[] {
  return posts.flatMap((post) =>
    post.county === null && post.siteId === null ? units.map((county) => ({ ...post, county })) : [post],
  )
}

/** The post a clerk acts from at the counter. */
export function counterPost(posts: readonly Post[]): Post | undefined {
  return posts.find((post) => post.role === 'clerk' || post.role === 'siteManager')
}
