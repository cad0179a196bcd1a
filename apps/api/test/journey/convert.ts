import { screenPosting, type Policy } from '@linggong/policy'
import { findOccupation, landmarks } from '@linggong/reference'
import { z } from 'zod'
import { readHours } from '../../src/modules/postings/index.ts'
import type { DraftLine } from './drafts.ts'
import { placeOf } from './places.ts'

const amount = z.union([z.number(), z.array(z.number()).min(1), z.null()])
const expected = z.object({
  occupation: z.string().nullish(),
  headcount: z.number().nullish(),
  pay: z
    .object({ amountYuan: amount.optional(), unit: z.string().nullish(), settlement: z.string().nullish() })
    .nullish(),
  time: z.object({ start: z.string().nullish(), hours: z.string().nullish() }).nullish(),
  place: z.string().nullish(),
  meals: z.boolean().nullish(),
  lodging: z.boolean().nullish(),
  gender: z.string().nullish(),
  ageMin: z.number().nullish(),
  ageMax: z.number().nullish(),
  requirements: z.array(z.string()).nullish(),
  flags: z.array(z.string()).nullish(),
})
type Expected = z.output<typeof expected>

/** A message of a chat group and what a careful reader found in it; one or several jobs. */
export const message = z.object({
  id: z.union([z.number(), z.string()]),
  text: z.string().min(1),
  expect: z.union([expected, z.array(expected).min(1)]),
})
export type Message = z.output<typeof message>

export type Converted = { id: string; draft: DraftLine } | { id: string; reasons: string[] }

const units: Record<string, Pick<DraftLine, 'payMethod' | 'pieceUnit'>> = {
  hour: { payMethod: 'hourly' },
  day: { payMethod: 'daily' },
  shift: { payMethod: 'daily' },
  jin: { payMethod: 'piece', pieceUnit: '斤' },
  piece: { payMethod: 'piece', pieceUnit: '件' },
  order: { payMethod: 'piece', pieceUnit: '单' },
  job: { payMethod: 'lumpSum' },
}
const cycles: Record<string, NonNullable<DraftLine['settlementCycle']>> = {
  daily: 'perShift',
  weekly: 'weekly',
  on_completion: 'onCompletion',
  monthly: 'monthly',
}
/** What the reader marked and no posting may say; other marks are left to the screening. */
const unlawfulFlags: Record<string, string> = {
  discrimination_gender: '性别歧视(就业促进法第二十七条)',
  minor: '可能招用未成年人(劳动法第十五条、第六十四条)',
  fee: '向劳动者收费(劳动合同法第九条)',
  other_fraud_risk: '像是骗局',
  other_illegal: '内容不合法',
  other_overseas: '境外务工,不是本地零工',
  other_covert_recording: '偷录偷拍',
  other_liability_waiver: '免除用工方责任(劳动合同法第二十六条)',
  other_wage_deduction: '克扣工资(劳动法第五十条)',
  other_currency_TWD: '报酬不是人民币',
}

type Filled = { draft: DraftLine; fills: string[] }

/** Everything missing at once; nothing is guessed that the message does not say. */
function readJob(job: Expected, index: number): Filled | string[] {
  const missing: string[] = []
  const fills: string[] = []
  const occupation = job.occupation ? findOccupation(job.occupation, 1)[0]?.occupation : undefined
  if (!job.occupation) missing.push('缺工种')
  else if (!occupation) missing.push(`没认出“${job.occupation}”是什么工种`)
  const yuan = lowest(job.pay?.amountYuan)
  const unit = job.pay?.unit ? units[job.pay.unit] : undefined
  if (yuan === null) missing.push('缺薪资')
  if (!job.pay?.unit) missing.push('缺计酬方式')
  else if (!unit) missing.push(job.pay.unit === 'month' ? '按月计薪,不是零工' : `没认出计酬方式“${job.pay.unit}”`)
  const hours = job.time?.hours ? readHours(job.time.hours) : null
  if (!hours) missing.push('缺工作时间(几点到几点)')
  if (missing.length > 0 || !occupation || yuan === null || !unit || !hours) return missing

  const place = placeOf(landmarks()[index % landmarks().length]!)
  fills.push(
    ...hours.filled,
    `日期原文“${job.time?.start ?? '没写'}”,按次日`,
    `地点原文“${job.place ?? '没写'}”,换成${place.placeName}`,
  )
  if (Array.isArray(job.pay?.amountYuan)) fills.push('薪资原文是范围,取最低')
  if (!job.headcount) fills.push('人数没写,按1人')
  const cycle = job.pay?.settlement ? cycles[job.pay.settlement] : undefined
  if (!cycle) fills.push('结算周期没写,按日结')
  if (job.ageMin || job.ageMax) fills.push('年龄要求没有写明理由,没有照搬')
  const draft: DraftLine = {
    title: occupation.officialName.slice(0, 40),
    occupation: occupation.code,
    place: place.placeName,
    dates: ['+1'],
    start: hours.start,
    end: hours.end,
    breakMinutes: hours.breakMinutes,
    headcount: job.headcount ?? 1,
    ...unit,
    amountYuan: yuan,
    settlementCycle: cycle ?? 'perShift',
    fillMode: 'grab',
    meals: job.meals ?? false,
    lodging: job.lodging ?? false,
    ...(job.requirements?.length && { skills: job.requirements.join('、').slice(0, 300) }),
  }
  return { draft, fills }
}

function lowest(yuan: number | number[] | null | undefined): number | null {
  if (yuan === null || yuan === undefined) return null
  const least = Array.isArray(yuan) ? Math.min(...yuan) : yuan
  return least > 0 ? least : null
}

/** Paid minutes of the shift; an end not later than the start is on the next day. */
function paidMinutes(draft: DraftLine): number {
  const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const span = (minutesOf(draft.end) - minutesOf(draft.start) + 1_440) % 1_440 || 1_440
  return span - (draft.breakMinutes ?? 0)
}

/** Longer than a day's work may be (劳动法第三十六条、第四十一条). */
function tooLong(policy: Policy, draft: DraftLine, day: string): string[] {
  const hours = policy.number('labour.normalHoursPerDay', day) + policy.number('labour.maxOvertimeHoursPerDay', day)
  return paidMinutes(draft) > hours * 60 ? [`一个人一天干的时间超过${hours}小时(劳动法第三十六条、第四十一条)`] : []
}

/** The least one hour pays, as the platform reckons it; null for piecework. */
export function hourlyFenOf(draft: DraftLine): number | null {
  if (draft.payMethod === 'piece') return null
  const fen = Math.round(draft.amountYuan * 100)
  if (draft.payMethod === 'hourly') return fen
  const paid = paidMinutes(draft)
  return paid > 0 ? Math.floor((fen * 60) / paid) : 0
}

function screened(policy: Policy, text: string, job: Expected, draft: DraftLine | null, day: string, county: string) {
  const facts = {
    hourlyPayFen: draft && hourlyFenOf(draft),
    dailyPayFen: draft?.payMethod === 'daily' ? Math.round(draft.amountYuan * 100) : null,
    minAgeAsked: job.ageMin ?? null,
  }
  const { hits } = screenPosting(policy, { description: text }, facts, day, { county })
  const blocking = hits.filter(({ severity }) => severity === 'block')
  return {
    reasons: blocking
      .filter(({ category }) => category !== 'contact')
      .map((hit) => `${hit.words ? `“${hit.words}” ` : ''}${hit.explanationZh}(${hit.article})`),
    contact: hits.some(({ category }) => category === 'contact'),
  }
}

function convertJob(policy: Policy, given: Message, job: Expected, id: string, index: number, day: string): Converted {
  const read = readJob(job, index)
  const draft = Array.isArray(read) ? null : read.draft
  const county = placeOf(landmarks()[index % landmarks().length]!).county
  const screening = screened(policy, given.text, job, draft, day, county)
  const flagged = (job.flags ?? []).flatMap((flag) => unlawfulFlags[flag] ?? [])
  if (job.gender) flagged.push(unlawfulFlags.discrimination_gender!)
  const reasons = [
    ...new Set([
      ...(Array.isArray(read) ? read : []),
      ...flagged,
      ...(draft ? tooLong(policy, draft, day) : []),
      ...screening.reasons,
    ]),
  ]
  if (reasons.length > 0 || Array.isArray(read)) return { id, reasons }
  const fills = [...read.fills, ...(screening.contact ? ['原文有联系方式,正文没有照搬'] : [])]
  return {
    id,
    draft: {
      ...read.draft,
      id,
      ...(!screening.contact && { description: given.text.slice(0, 2_000) }),
      note: `由消息 ${id} 转来;${fills.join(';')}`.slice(0, 1_000),
    },
  }
}

/**
 * Drafts from one message, or everything that keeps it from becoming one. Rules: docs/drafts.md.
 * @param index decides which landmark stands for the place
 * @param day business day `YYYY-MM-DD` whose policy screens it
 */
export function convert(policy: Policy, given: Message, index: number, day: string): Converted[] {
  const jobs = Array.isArray(given.expect) ? given.expect : [given.expect]
  return jobs.map((job, nth) =>
    convertJob(policy, given, job, jobs.length > 1 ? `${given.id}-${nth + 1}` : String(given.id), index, day),
  )
}
