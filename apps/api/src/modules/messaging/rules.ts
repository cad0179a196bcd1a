import { reasonLabel } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import {
  begunWords,
  dateWords,
  digitalClock,
  lastingDay,
  lastingTime,
  plainClock,
  plainCycle,
  plainDay,
  plainMinutes,
  plainMoney,
  plainPay,
  plainTime,
} from '@linggong/contract/plain-words.ts'
import type { Wording } from './types.ts'

/** The matter as words need it; the same shape as the door of `insights` answers. */
export type Told = {
  /** What it is: `offer`, `engagement` … */
  kind?: string
  workerName: string | null
  startsAt: Date | null
  terms: Partial<WorkTerms> | null
  amountFen: number | null
  /** What the employer still has to pay in for a wage. */
  owedFen: number | null
  minutes: number | null
  deadline: Date | null
  reasonCode: string | null
  shifts: number
  state: string
  /** «去回1,不去回2»; null where an SMS cannot answer. */
  replyPair: number | null
  /** Whom it asks, where several people share the phone. */
  replyName: string | null
}

export type Facts = Record<string, string>

/** Words for every mark of a notice; one without a fact is left empty by kind of fact, never as a mark. */
export function factsOf(
  told: Told,
  about: {
    now: Date
    employerName: string | null
    /** Table of `reasons.ts`. */
    reasons?: string | undefined
    reasonCode?: string | undefined
    /** Workers one act moved together. */
    workers?: number | undefined
    /** For words that are kept and read on other days: dates in place of «明天». */
    lasting?: boolean | undefined
  },
): Facts {
  const { now, lasting } = about
  const timeWords = lasting ? lastingTime : plainTime
  const terms = told.terms ?? {}
  // Who is asked to come instead of somebody must know that the others are at work already.
  const asks = told.kind === 'offer' && told.state === 'open'
  const begun = (startsAt: Date) => (asks ? begunWords(startsAt, now) : '')
  const start = told.startsAt ? `${timeWords(told.startsAt, now)}${begun(told.startsAt)}` : '近日'
  const worker = told.workerName ?? '师傅'
  const code = about.reasonCode ?? told.reasonCode
  const figure =
    told.amountFen !== null
      ? plainMoney(told.amountFen)
      : told.minutes !== null
        ? plainMinutes(told.minutes)
        : '按记的算'
  return {
    title: terms.title ?? '这个活',
    place: terms.placeName ?? '工作地点',
    /** The same where there is little room, still less beside a name. */
    spot: clipped(terms.placeName ?? '工作地点', longest.spot! - [...askedName(told)].length),
    address: terms.address ?? terms.placeName ?? '见合同',
    contact: terms.contactName ?? '现场负责人',
    pay: plainPay(terms) || '工钱见合同',
    cycle: plainCycle(terms.settlementCycle),
    meals: terms.meals ? '管饭。' : '',
    bring: terms.bring ? `带上:${terms.bring}。` : '',
    start,
    when: told.shifts > 1 ? `${start}起(共${told.shifts}班)` : start,
    worker,
    people: about.workers && about.workers > 1 ? `${worker}等${about.workers}人` : worker,
    employer: about.employerName ?? '用工方',
    amount: told.amountFen === null ? '这笔钱' : plainMoney(told.amountFen),
    /** What an employer has to pay in: the whole wage with what is withheld of it, less what its escrow gave. */
    owed: told.owedFen === null ? '这笔钱' : plainMoney(told.owedFen),
    minutes: told.minutes === null ? '工时' : plainMinutes(told.minutes),
    deadline: told.deadline ? timeWords(told.deadline, now) : '规定时间',
    deadlineDay: told.deadline ? (lasting ? lastingDay : plainDay)(told.deadline, now) : '规定期限',
    /** For words that are read days later too. */
    deadlineDate: told.deadline ? dateWords(told.deadline, now) : '规定期限',
    deadlineTime: told.deadline ? digitalClock(told.deadline) : '规定时间',
    deadlineClock: told.deadline ? plainClock(told.deadline) : '规定时间',
    reason: code && about.reasons ? reasonLabel(about.reasons, code) : '见详情',
    reply: replyWords(told),
    figure,
    outcome: outcomeWords(told.state, figure, told.minutes),
  }
}

/** On a shared phone each must know whose work it is before one of them says yes. */
const askedName = ({ replyName }: Told): string => (replyName === null ? '' : clipped(replyName, longest.replyName!))

function replyWords(told: Told): string {
  const { replyPair } = told
  if (replyPair === null) return '打开宁德零工答复'
  return `${askedName(told)}去回${replyPair * 2 - 1},不去回${replyPair * 2}`
}

function outcomeWords(state: string, figure: string, minutes: number | null): string {
  if (state === 'withdrawn') return '异议撤回,按原来记的算'
  if (minutes === 0) return '查实没有上工,这一单作废'
  if (state === 'decided') return `调解决定,按${figure}算`
  return `双方谈妥,按${figure}算`
}

/** Puts the facts in place of the marks. A mark without a fact is a defect of the wording. */
export function fill(text: string, facts: Facts): string {
  return text.replace(/\$?\{(\w+)\}/g, (_mark, name: string) => {
    const fact = facts[name]
    if (fact === undefined) throw new Error(`no fact called ${name}`)
    return fact
  })
}

/** Most signs of one value in an SMS, so that the message stays one message. */
const longest: Record<string, number> = {
  title: 10,
  when: 22,
  place: 11,
  spot: 8,
  contact: 5,
  worker: 6,
  people: 9,
  employer: 12,
  reason: 10,
  outcome: 24,
  replyName: 4,
}

function clipped(text: string, signs: number): string {
  const all = [...text]
  return all.length <= signs ? text : `${all.slice(0, signs - 1).join('')}…`
}

/** The values a template asks for, shortened where they would make the message long. */
export function smsParams(template: string, facts: Facts): Record<string, string> {
  const names = [...new Set([...template.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? ''))]
  return Object.fromEntries(
    names.map((name) => {
      const fact = facts[name]
      if (fact === undefined) throw new Error(`no fact called ${name}`)
      return [name, clipped(fact, longest[name] ?? 20)]
    }),
  )
}

export type Brought = {
  by?: string | undefined
  from?: string | undefined
  reason?: string | undefined
  step?: string | undefined
  /** The matter's deadline had run out. */
  late?: boolean | undefined
}

/** Whether these words are for this event and this state of the matter. */
export function applies(wording: Wording, state: string, event: Brought): boolean {
  if (!wording.stands.includes(state)) return false
  if (event.by !== undefined && wording.unlessBy?.includes(event.by)) return false
  if (event.reason !== undefined && wording.unlessReason?.includes(event.reason)) return false
  if (wording.steps && (event.step === undefined || !wording.steps.includes(event.step))) return false
  if (wording.only === 'withReason') return event.reason !== undefined
  if (wording.only === 'fromReview') return event.from === 'inReview'
  if (wording.only === 'withoutReview') return event.from !== 'inReview'
  if (wording.only === 'pastDeadline') return event.late === true
  return true
}

export type ClockWindow = { from: string; to: string }

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

function dayStartMs(at: Date): number {
  const offset = 8 * 3_600_000
  return Math.floor((at.getTime() + offset) / 86_400_000) * 86_400_000 - offset
}

const minuteMs = 60_000

/** The first moment from `at` on at which people may be reached: `at` itself, or the next window's start. */
export function nextSendTime(at: Date, windows: readonly ClockWindow[]): Date {
  const start = dayStartMs(at)
  const minute = (at.getTime() - start) / minuteMs
  const open = windows.find((window) => minute >= minutesOf(window.from) && minute < minutesOf(window.to))
  if (open) return at
  const later = windows.find((window) => minute < minutesOf(window.from))
  if (later) return new Date(start + minutesOf(later.from) * minuteMs)
  const first = windows[0]
  return first ? new Date(start + 86_400_000 + minutesOf(first.from) * minuteMs) : at
}

/** The last moment up to `at` at which people may be reached: a reminder for 5 a.m. comes the evening before. */
export function lastSendTime(at: Date, windows: readonly ClockWindow[]): Date {
  const start = dayStartMs(at)
  const minute = (at.getTime() - start) / minuteMs
  if (windows.some((window) => minute >= minutesOf(window.from) && minute < minutesOf(window.to))) return at
  const earlier = windows.filter((window) => minute >= minutesOf(window.to)).at(-1)
  if (earlier) return new Date(start + (minutesOf(earlier.to) - 1) * minuteMs)
  const last = windows.at(-1)
  return last ? new Date(start - 86_400_000 + (minutesOf(last.to) - 1) * minuteMs) : at
}

/** Provider errors that trying again does not mend: the number, the template, the signature, the words. */
const hopeless = /^isv\.(?!BUSINESS_LIMIT_CONTROL|DAY_LIMIT_CONTROL|OUT_OF_SERVICE|AMOUNT_NOT_ENOUGH)/

export const maxSmsAttempts = 5

/** When to try an SMS again after a failure; undefined: not any more. */
export function nextTry(attempts: number, failureCode: string, now: Date): Date | undefined {
  if (hopeless.test(failureCode) || attempts >= maxSmsAttempts) return undefined
  return new Date(now.getTime() + minuteMs * 2 ** (attempts - 1))
}
