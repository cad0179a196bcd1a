import type { Problem } from '@linggong/contract'
import { overlapWithin, paidMinutes } from './rules-pay.ts'
import type { Content, Hit, Severity } from './types.ts'

export type RequiredItem = { id: string; titleZh: string; required: boolean }

/** Which fields carry a required item of the policy's list, and which of them are still empty. */
const emptyFields: Record<string, (content: Content) => string[]> = {
  occupation: ({ terms }) => (terms.occupationCode ? [] : ['occupationCode']),
  skills: ({ terms }) => (terms.skills ? [] : ['skills']),
  place: ({ terms }) => (['placeName', 'address', 'town'] as const).filter((name) => !terms[name]),
  hours: ({ shifts }) => (shifts.length > 0 ? [] : ['shifts']),
  pay: ({ terms }) => (terms.amountFen ? [] : ['amountFen']),
  payMethod: ({ terms }) => (terms.payMethod ? [] : ['payMethod']),
  headcount: ({ shifts }) => (shifts.length > 0 ? [] : ['shifts']),
  dates: ({ shifts }) => (shifts.length > 0 ? [] : ['shifts']),
  settlementCycle: ({ terms }) => (terms.settlementCycle ? [] : ['settlementCycle']),
  contactPerson: (content) => [
    ...(content.terms.contactName ? [] : ['contactName']),
    ...(content.hasContactPhone ? [] : ['contactPhone']),
  ],
}

const placeParts: Record<string, string> = { placeName: '地点名称', address: '详细地址', town: '乡镇(街道)' }
const contactParts: Record<string, string> = { contactName: '联系人', contactPhone: '联系电话' }

/**
 * Everything missing at once (一次性告知). `items` is the policy's list of required content (附1-9);
 * an item nobody knows how to check is a defect, not a pass.
 */
export function missingFields(items: readonly RequiredItem[], content: Content): Problem[] {
  const problems: Problem[] = []
  for (const item of items) {
    if (!item.required) continue
    const empty = emptyFields[item.id]
    if (!empty) throw new Error(`posting.requiredFields names ${item.id}, which nobody checks`)
    for (const path of empty(content)) {
      const label = placeParts[path] ?? contactParts[path] ?? item.titleZh
      problems.push({ path, code: 'missing', message: `请填写${label}` })
    }
  }
  // What the list, the board and the choice of the way in need beyond the policy's list.
  if (!content.terms.title) problems.push({ path: 'title', code: 'missing', message: '请写一个标题' })
  if (content.fillMode === null)
    problems.push({ path: 'fillMode', code: 'missing', message: '请选招人方式:抢单、报名或派单' })
  if (content.terms.payMethod === 'piece' && !content.terms.pieceUnit) {
    problems.push({ path: 'pieceUnit', code: 'missing', message: '按件计酬的,请写一件是什么(如:斤、筐、件)' })
  }
  return problems
}

export type Bounds = {
  minLeadMinutes: number
  maxHeadcountPerShift: number
  maxExpiryDays: number
  escrowCompulsory: boolean
}

const clock = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')

function shiftProblems(content: Content, bounds: Bounds, now: Date): Problem[] {
  const problems: Problem[] = []
  const earliest = new Date(now.getTime() + bounds.minLeadMinutes * 60_000)
  const latest = new Date(now.getTime() + bounds.maxExpiryDays * 86_400_000)
  content.shifts.forEach((shift, index) => {
    const at = (field: string) => `shifts.${index}.${field}`
    if (shift.startsAt < earliest) {
      problems.push({
        path: at('startsAt'),
        code: 'tooSoon',
        message: `${clock(shift.startsAt)}的班次已经来不及,最早要在${bounds.minLeadMinutes}分钟后开始`,
      })
    }
    if (shift.startsAt > latest) {
      problems.push({
        path: at('startsAt'),
        code: 'tooFar',
        message: `${clock(shift.startsAt)}的班次太远,最多提前${bounds.maxExpiryDays}天发布`,
      })
    }
    if (shift.headcount > bounds.maxHeadcountPerShift) {
      problems.push({ path: at('headcount'), code: 'tooMany', message: `一个班次最多${bounds.maxHeadcountPerShift}人` })
    }
    if (paidMinutes(shift, content.terms) <= 0) {
      problems.push({ path: 'breakMinutes', code: 'breakTooLong', message: '休息时间比班次还长,请改一下' })
    }
  })
  return problems
}

/** What is filled in but cannot stand, all at once. */
export function boundProblems(content: Content, bounds: Bounds, now: Date): Problem[] {
  const problems = shiftProblems(content, bounds, now)
  const { minAge, maxAge, ageReason, wantedUntil } = content
  if (content.span === 'wholeJob' && overlapWithin(content.shifts)) {
    problems.push({ path: 'shifts', code: 'overlap', message: '整单招人的各班次时间不能重叠,一个人没法同时上两个班' })
  }
  if (minAge !== null && maxAge !== null && minAge > maxAge) {
    problems.push({ path: 'minAge', code: 'range', message: '年龄下限不能大于上限' })
  }
  if ((minAge !== null || maxAge !== null) && !ageReason) {
    problems.push({ path: 'ageReason', code: 'missing', message: '要求年龄的,请写明原因(例如岗位的法定条件)' })
  }
  if (wantedUntil !== null && wantedUntil <= now) {
    problems.push({ path: 'wantedUntil', code: 'past', message: '截止时间已经过了,请改晚一些' })
  }
  if (bounds.escrowCompulsory && content.terms.escrow !== true) {
    problems.push({ path: 'escrow', code: 'escrowCompulsory', message: '新用工主体招工要先托管工资,请打开“工资托管”' })
  }
  return problems
}

const gravity: readonly Severity[] = ['block', 'review', 'warn']

export function byGravity(hits: readonly Hit[]): Hit[] {
  return [...hits].sort((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity))
}

export type Course = 'return' | 'queue' | 'publish'

/**
 * What follows from screening: a hit that blocks returns the posting; doubt or an employer not yet
 * verified sends it to review; everything else is public at once and looked at afterwards (二(二) 24小时).
 */
export function courseOf(hits: readonly Hit[], employerState: string): { course: Course; grounds: string[] } {
  if (hits.some((hit) => hit.severity === 'block')) return { course: 'return', grounds: [] }
  const grounds = [
    ...new Set(hits.filter((hit) => hit.severity === 'review').map((hit) => hit.ruleId)),
    ...(employerState === 'verified' ? [] : ['employerUnverified']),
  ]
  return { course: grounds.length > 0 ? 'queue' : 'publish', grounds }
}

const returnReasons: Record<string, string> = {
  discrimination: 'discriminatory',
  fee: 'feeDemand',
  trainingLoan: 'feeDemand',
  unlawfulWork: 'unlawfulWork',
  minor: 'unlawfulWork',
  hours: 'unlawfulWork',
  contact: 'contactInText',
  pay: 'belowMinimumWage',
  fraud: 'notCredible',
  duplicate: 'duplicate',
}

/** The reason codes under which blocking hits return a posting, each once. */
export function returnReasonsOf(hits: readonly Hit[]): string[] {
  const blocking = hits.filter((hit) => hit.severity === 'block')
  return [...new Set(blocking.map((hit) => returnReasons[hit.category] ?? 'other'))]
}

/** Whether an office is open at this clock time `HH:MM`. */
export function inWindows(windows: ReadonlyArray<{ from: string; to: string }>, clockTime: string): boolean {
  return windows.some((window) => clockTime >= window.from && clockTime < window.to)
}
