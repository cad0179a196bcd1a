import { occupationByCode } from '@linggong/reference'
import type { PostingState } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { SeedPosting } from '../modules/postings/seeding.ts'
import { possibleTemplates, type Employer } from './employers.ts'
import { dayMs, dayStartMs, hourMs, type Frame } from './frame.ts'
import { spotFor } from './ground.ts'
import type { Random } from './random.ts'
import type { Template } from './templates.ts'

export type Need = SeedPosting & {
  by: Employer
  template: Template
  /** Terms as JSON, the same text for the posting and every engagement. */
  termsText: string
}

export type NeedOptions = {
  /** First day of work. */
  day: string
  employer: Employer
  state: PostingState
  imported: boolean
  siteId: string | null
  /** Longest job in days. */
  maxDays: number
  escrow: boolean
  /** Name of the firm an agency posts for. */
  actualEmployerName: string | null
  publishedMs: number
}

function weightedKey<K extends string>(random: Random, weights: Partial<Record<K, number>>): K {
  const entries = Object.entries(weights) as Array<[K, number]>
  const found = entries[random.weighted(entries.map((one) => one[1]))]
  if (!found) throw new Error('a template offers no choice')
  return found[0]
}

const up = (value: number, step: number) => Math.ceil(value / step) * step

/** Pay by the template, never below the minimum wage of the place on that day. */
function amountFor(random: Random, template: Template, paidMinutes: number, minimumHourlyFen: number): number {
  const { low, high, step, method } = template.pay
  const amount = low + random.int(0, Math.floor((high - low) / step)) * step
  if (method === 'piece') return amount
  const least = method === 'hourly' ? minimumHourlyFen : (minimumHourlyFen * paidMinutes) / 60
  return Math.max(amount, up(least, step))
}

/** The entry that goes with the title, or any where the list stands by itself. */
function beside<T>(random: Random, template: Template, list: readonly T[], title: number): T {
  const found = list.length === template.titles.length ? list[title] : undefined
  return found ?? random.pick(list)
}

function describe(random: Random, template: Template, title: number): string {
  const first = random.pick(template.notes)
  const second = random.pick(template.notes)
  return `${beside(random, template, template.work, title)}${first}${second === first ? '' : second}`
}

/** One need of an employer, all choices made; undefined when its trade has no such work in that month. */
export function makeNeed(frame: Frame, random: Random, options: NeedOptions): Need | undefined {
  const { employer, day } = options
  const { unit } = employer
  const possible = possibleTemplates(employer, Number(day.slice(5, 7)))
  if (possible.length === 0) return undefined
  const template = possible[random.weighted(possible.map((one) => one.units[unit.letter] ?? 0))]
  const occupation = template && occupationByCode(template.occupation)
  if (!template || !occupation) throw new Error('a template names an unknown occupation')

  const title = random.int(0, template.titles.length - 1)
  const [clock, minutes, breakMinutes] = beside(random, template, template.hours, title)
  const days = Math.min(options.maxDays, template.days ? Number(weightedKey(random, template.days)) : 1)
  const [startHour = 0, startMinute = 0] = clock.split(':').map(Number)
  const firstMs = dayStartMs(day) + startHour * hourMs + startMinute * 60_000
  const headcount = random.int(...template.heads)
  const paidMinutes = minutes - breakMinutes
  const spot = spotFor(random, unit, template, beside(random, template, template.spots, title))
  const terms: WorkTerms = {
    title: template.titles[title] ?? '',
    occupationCode: occupation.code,
    occupationName: occupation.officialName,
    description: describe(random, template, title),
    skills: beside(random, template, template.skills, title),
    placeName: spot.placeName,
    address: spot.address,
    town: spot.town,
    lat: spot.lat,
    lng: spot.lng,
    payMethod: template.pay.method,
    amountFen: amountFor(random, template, paidMinutes, frame.minimumHourlyFen(unit.code, day)),
    pieceUnit: template.pay.unit ?? null,
    overtimeAmountFen: null,
    breakMinutes,
    breakPaid: false,
    settlementCycle: weightedKey(random, template.cycles),
    meals: random.chance(template.meals),
    lodging: random.chance(template.lodging),
    bring: template.bring && random.chance(0.7) ? random.pick(template.bring) : null,
    insurance: template.insurance ?? null,
    contactName: employer.contactName,
    escrow: options.escrow,
  }
  const id = random.id(options.publishedMs - hourMs)
  return {
    id,
    employer: { id: employer.id, kind: employer.kind, name: employer.name },
    actualEmployerName: options.actualEmployerName,
    county: unit.code,
    siteId: options.siteId,
    state: options.state,
    terms,
    fillMode: (['grab', 'apply', 'dispatch'] as const)[random.weighted(template.fill)] ?? 'grab',
    // A few days for the same people, or each day taken by itself.
    span: days > 1 && random.chance(0.75) ? 'wholeJob' : 'eachShift',
    contactPhone: employer.postingPhone,
    createdAt: new Date(options.publishedMs - hourMs),
    publishedAt: new Date(options.publishedMs),
    shifts: Array.from({ length: days }, (_value, index) => ({
      id: random.id(options.publishedMs - hourMs),
      startsAt: new Date(firstMs + index * dayMs),
      endsAt: new Date(firstMs + index * dayMs + minutes * 60_000),
      headcount,
      openPlaces: options.state === 'published' ? headcount : 0,
    })),
    imported: options.imported,
    by: employer,
    template,
    termsText: JSON.stringify(terms),
  }
}
