import { minimumWage, PolicyNotInForce, screenPosting, type BasisItem } from '@linggong/policy'
import { occupationByCode } from '@linggong/reference'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { byGravity } from './rules.ts'
import { dailyFen, hourlyFen, longestDayMinutes, overlapBetween } from './rules-pay.ts'
import { canonicalTerms } from './rules-terms.ts'
import { sameWork } from './store.ts'
import type { Content, Hit } from './types.ts'

export type Screened = { hits: Hit[]; basis: readonly BasisItem[] }

type Subject = { id: string; employerId: string; employerKind: string; content: Content; county: string }

/** The texts people write, by field: what the word lists look at. */
function textsOf({ terms, ageReason }: Content): Record<string, string> {
  const fields = {
    title: terms.title,
    description: terms.description,
    skills: terms.skills,
    placeName: terms.placeName,
    address: terms.address,
    bring: terms.bring,
    insurance: terms.insurance,
    contactName: terms.contactName,
    ageReason,
  }
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

const structured = (hit: Omit<Hit, 'words' | 'field' | 'from' | 'to'>): Hit => ({
  ...hit,
  words: '',
  field: null,
  from: null,
  to: null,
})

function policyHits(ctx: Ctx, { content, county }: Subject): Screened {
  const days = content.shifts.map((shift) => businessDay(shift.startsAt)).sort()
  const occupation = content.terms.occupationCode ? occupationByCode(content.terms.occupationCode) : undefined
  const screened = screenPosting(
    ctx.deps.policy,
    textsOf(content),
    {
      hourlyPayFen: hourlyFen(content.terms, content.span, content.shifts),
      dailyPayFen: dailyFen(content.terms, content.span, content.shifts),
      minAgeAsked: content.minAge,
      maxAgeAsked: content.maxAge,
      occupationForbiddenForMinors: occupation?.minorsForbidden ?? null,
    },
    days[0] ?? businessDay(ctx.now),
    { county },
  )
  const hits = screened.hits.map((hit) => ({
    ruleId: hit.ruleId,
    category: hit.category,
    severity: hit.severity,
    words: hit.words,
    field: hit.where?.field ?? null,
    from: hit.where?.start ?? null,
    to: hit.where?.end ?? null,
    article: hit.article,
    explanation: hit.explanationZh,
    wayOut: hit.wayOutZh,
  }))
  return { hits, basis: screened.basis }
}

/** Pay on each day of the job: the minimum wage may rise between the first day and the last. */
function wageHits(ctx: Ctx, { content, county }: Subject, known: readonly Hit[]): Hit[] {
  const hourly = hourlyFen(content.terms, content.span, content.shifts)
  if (content.terms.payMethod === 'piece') {
    return [
      structured({
        ruleId: 'pay.piecework',
        category: 'pay',
        severity: 'warn',
        article: '劳动法第三十七条、第四十八条',
        explanation: '按件计酬没法直接和最低工资比较。',
        wayOut: '请确认正常速度干活的人,一小时挣的不低于本地小时最低工资。',
      }),
    ]
  }
  if (hourly === null || known.some((hit) => hit.ruleId === 'pay.belowMinimum')) return []
  const days = [...new Set(content.shifts.map((shift) => businessDay(shift.startsAt)))]
  const wages = days.map((day) => minimumWage(ctx.deps.policy, county, day))
  if (!wages.some((wage) => wage.status === 'inForce' && hourly < wage.hourlyFen)) return []
  return [
    structured({
      ruleId: 'pay.belowMinimumLater',
      category: 'pay',
      severity: 'block',
      article: '劳动法第四十八条;福建省最低工资标准',
      explanation: '有几天的工钱低于那时本地的小时最低工资。',
      wayOut: '最低工资标准中间有调整,请把工钱提高到不低于调整后的标准。',
    }),
  ]
}

function hoursHits(ctx: Ctx, { content, county, employerKind }: Subject): Hit[] {
  const read = ctx.deps.policy.at(businessDay(ctx.now), { county })
  const limitHours = read.number('labour.normalHoursPerDay') + read.number('labour.maxOvertimeHoursPerDay')
  if (longestDayMinutes(content.terms, content.span, content.shifts) <= limitHours * 60) return []
  return [
    structured({
      ruleId: 'hours.tooLong',
      category: 'hours',
      // The hours of the labour law bind employing units; work for a household is looked at by a person.
      severity: employerKind === 'household' ? 'review' : 'block',
      article: '劳动法第三十六条、第四十一条',
      explanation: `一个人一天干的时间超过${limitHours}小时。`,
      wayOut: '请缩短班次,或者分成两班、分给不同的人。',
    }),
  ]
}

function headcountHits(ctx: Ctx, { content, county }: Subject): Hit[] {
  const most = ctx.deps.policy.number('posting.maxHeadcountWithoutReview', businessDay(ctx.now), { county })
  if (content.shifts.every((shift) => shift.headcount <= most)) return []
  return [
    structured({
      ruleId: 'headcount.large',
      category: 'headcount',
      severity: 'review',
      article: '三(四)',
      explanation: `一个班次招${most}人以上,要先由工作人员核实。`,
      wayOut: '不用改,等工作人员看过就发布。',
    }),
  ]
}

async function duplicateHits(ctx: Ctx, { id, employerId, content, county }: Subject): Promise<Hit[]> {
  const { occupationCode, town, address } = content.terms
  if (!occupationCode) return []
  const windowMs = ctx.deps.policy.number('posting.duplicateWindowHours', businessDay(ctx.now), { county }) * 3_600_000
  const { sha256 } = canonicalTerms(content)
  const others = await sameWork(ctx, { id, employerId, occupationCode })
  const same = others.some((other) => other.termsSha256 === sha256)
  const recent = (at: Date | null) => at !== null && ctx.now.getTime() - at.getTime() <= windowMs
  const overlapping = others.some(
    (other) =>
      other.town === town &&
      other.address === address &&
      recent(other.submittedAt) &&
      overlapBetween(other.shifts, content.shifts),
  )
  if (!same && !overlapping) return []
  return [
    structured({
      ruleId: same ? 'duplicate.same' : 'duplicate.overlapping',
      category: 'duplicate',
      severity: same ? 'block' : 'review',
      article: '附1-9',
      explanation: same ? '一模一样的需求已经发过了。' : '同一地点、同一工种、同一时间已经发过需求。',
      wayOut: same ? '要多招人,请在原来那条上改人数。' : '确实要再招一批,等工作人员看过就发布;写重了请撤回一条。',
    }),
  ]
}

/**
 * Automatic screening of a complete posting; every hit names the words, the rule and the way out.
 * Refuses NoPolicyInForce where a rule list is not in force that day.
 */
export async function screen(ctx: Ctx, subject: Subject): Promise<Screened> {
  try {
    const { hits, basis } = policyHits(ctx, subject)
    const own = [
      ...wageHits(ctx, subject, hits),
      ...hoursHits(ctx, subject),
      ...headcountHits(ctx, subject),
      ...(await duplicateHits(ctx, subject)),
    ]
    return { hits: byGravity([...hits, ...own]), basis }
  } catch (error) {
    if (error instanceof PolicyNotInForce) return refuse('NoPolicyInForce')
    throw error
  }
}
