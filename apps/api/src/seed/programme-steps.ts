import { addDays, addWorkingDays } from '@linggong/policy'
import type { ProgrammeStep } from '@linggong/contract'
import { limitRows, type Limit } from '../modules/programmes/seeding.ts'
import { dayMs, dayStartMs, hourMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import { randomFrom, type Random } from './random.ts'
import type { Site } from './sites.ts'

/** Where the sample accounts of a county with three officers and a finance office work. */
export const triedCounty = '350982'

export type Person = { id: string; name: string }
export type Office = { officers: [Person, Person, Person]; finance: Person; city: Person }

export const short = (unit: Site['unit']): string => unit.name.replace(/(县|市|区|经济技术开发区)$/u, '')

/** Number of the voucher that a matter was paid by: of its county and year. */
export const voucherNumber = (unit: Site['unit'], paidOn: string, id: string): string =>
  `${short(unit)}凭${paidOn.slice(0, 4)}-${100_000 + (Number.parseInt(id.slice(-8), 16) % 900_000)}`

export const later = (a: string, b: string): string => (a > b ? a : b)
export const middayOf = (day: string): Date => new Date(dayStartMs(day) + 10 * hourMs)

export type Step = {
  move: ProgrammeStep
  day: string
  by: 'operator' | 'officer' | 'finance' | 'system'
  who: Person | null
  /** Said with the step; without it officers say that they agree. */
  opinion?: string
  reason?: string
}

export function addSteps(
  lane: Lane,
  random: Random,
  site: Site,
  subject: {
    kind: 'recognition' | 'subsidy' | 'assessment' | 'improvement' | 'serviceContract' | 'serviceEvaluation'
    id: string
  },
  steps: readonly Step[],
  reason: string | null,
): void {
  steps.forEach((step, index) => {
    const at = new Date(middayOf(step.day).getTime() + index * 60_000)
    lane.add('programme_steps', [
      random.id(at.getTime()),
      subject.kind,
      subject.id,
      site.id,
      site.unit.code,
      at,
      step.move,
      step.by,
      step.who?.id ?? null,
      step.who?.name ?? null,
      step.opinion ?? (step.by === 'officer' && index > 0 && reason === null ? '同意。' : null),
      step.reason ?? (index === steps.length - 1 ? reason : null),
    ])
  })
}

/** Last day a record of money of this day is kept, as the platform writes it down. */
export function keptUntil(frame: Frame, day: string | null): string | null {
  if (day === null) return null
  const years = frame.policy.answer('retention.accountingVoucherYears', day)
  return years.status === 'inForce' ? `${Number(day.slice(0, 4)) + years.value}-12-31` : null
}

/** Last day of a notice published on this day. */
const noticeEnd = (frame: Frame, published: string): string =>
  addWorkingDays(frame.policy, published, frame.policy.number('recognition.noticeWorkingDays', published)).date

/** The same steps, those after a public notice put off until it has run its working days. */
export function afterNotice(frame: Frame, steps: readonly Step[]): Step[] {
  const published = steps.find(({ move }) => move === 'publish')?.day
  const index = steps.findIndex(({ move }) => move === 'clear')
  const planned = steps[index]?.day
  if (published === undefined || planned === undefined) return [...steps]
  const late = (dayStartMs(addDays(noticeEnd(frame, published), 1)) - dayStartMs(planned)) / dayMs
  const yesterday = addDays(frame.today, -1)
  return steps.map((step, n) => {
    const day = n < index || late <= 0 ? step.day : addDays(step.day, late)
    return { ...step, day: day < frame.today ? day : yesterday }
  })
}

/** Days of the public notice: what is in notice ends in some days, what is through ended the day before. */
export function noticeOf(frame: Frame, state: string, steps: readonly Step[]): [string | null, string | null] {
  const published = steps.find(({ move }) => move === 'publish')?.day ?? null
  if (published === null) return [null, null]
  const cleared = steps.find(({ move }) => move === 'clear')?.day
  if (state !== 'inNotice') return [published, cleared === undefined ? published : addDays(cleared, -1)]
  return [published, later(noticeEnd(frame, published), addWorkingDays(frame.policy, frame.today, 2).date)]
}

/** What will be said of the last days of a matter that still stands; what was to be said before today is past. */
export function addLimit(lane: Lane, frame: Frame, limit: Limit): void {
  for (const { kind, key, subjectId, data, dueAt } of limitRows(limit, frame.today)) {
    if (dueAt.getTime() <= frame.nowMs) continue
    // Ids of their own: rows made after these are as they were.
    const id = randomFrom(key).id(frame.nowMs)
    lane.add('due_rows', [id, kind, key, subjectId, JSON.stringify(data), dueAt])
  }
}
