import {
  contractLifecycle,
  possibleTransitions,
  type Capacity,
  type ContractState,
  type EngagementState,
} from '@linggong/contract'
import { isPastRetirement, type ContractFacts, type Policy } from '@linggong/policy'
import { businessDay } from '../../kernel/clock.ts'
import type { EmployerParty } from './types.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

type Window = { startsAt: Date; endsAt: Date }

/** Working hours of a shift: an unpaid break is not working time. */
export function workingHours(window: Window, breakMinutes: number, breakPaid: boolean): number {
  const minutes = (window.endsAt.getTime() - window.startsAt.getTime()) / minuteMs
  return Math.max(0, minutes - (breakPaid ? 0 : breakMinutes)) / 60
}

/** Monday of the calendar week a business day is in, `YYYY-MM-DD`. */
export function weekOf(at: Date): string {
  const day = businessDay(at)
  const noon = new Date(`${day}T12:00:00+08:00`)
  const sinceMonday = (noon.getUTCDay() + 6) % 7
  return businessDay(new Date(noon.getTime() - sinceMonday * dayMs))
}

/** Years on a day; both `YYYY-MM-DD`. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

export type FactsInput = {
  worker: { birthDate: string; sex: 'male' | 'female'; isStudent: boolean | null }
  employerKind: EmployerParty['kind']
  /** Shifts this contract covers, with their breaks. */
  shifts: ReadonlyArray<Window & { breakMinutes: number; breakPaid: boolean }>
  /** The worker's other live shifts with the same employer in the same weeks. */
  others: ReadonlyArray<Window & { breakMinutes: number; breakPaid: boolean }>
}

/**
 * What the decision table asks. Hours per day are the average of the days worked, hours per week those of
 * the fullest week with this employer (劳动合同法 第68条). A fact that is not known stays null and falls to
 * a more protective row.
 */
export function contractFacts(policy: Policy, input: FactsInput): ContractFacts {
  const starts = input.shifts.map((shift) => shift.startsAt.getTime())
  const firstDay = businessDay(new Date(Math.min(...starts)))
  const lastDay = businessDay(new Date(Math.max(...starts)))
  const hours = (list: FactsInput['shifts']) =>
    list.reduce((sum, shift) => sum + workingHours(shift, shift.breakMinutes, shift.breakPaid), 0)
  const weeks = new Map<string, number>()
  for (const shift of [...input.shifts, ...input.others]) {
    const week = weekOf(shift.startsAt)
    weeks.set(week, (weeks.get(week) ?? 0) + hours([shift]))
  }
  const ours = new Set(input.shifts.map((shift) => weekOf(shift.startsAt)))
  const days = new Set(input.shifts.map((shift) => businessDay(shift.startsAt))).size
  return {
    workerAge: ageOn(input.worker.birthDate, firstDay),
    workerPastRetirement: isPastRetirement(policy, input.worker, firstDay),
    workerIsStudent: input.worker.isStudent,
    employerKind: input.employerKind,
    hoursPerDay: hours(input.shifts) / days,
    hoursPerWeekWithEmployer: Math.max(...[...weeks].filter(([week]) => ours.has(week)).map(([, sum]) => sum)),
    days: (Date.parse(lastDay) - Date.parse(firstDay)) / dayMs + 1,
    isNewForm: null,
  }
}

/**
 * Until when the worker may sign: so many minutes after the contract was drawn up, and before work starts.
 * Who joins too late for that signs at the gate, as long as a worker may still arrive.
 */
export function signBy(input: {
  now: Date
  firstStartsAt: Date
  firstEndsAt: Date
  deadlineMinutes: number
  beforeShiftMinutes: number
  noShowAfterMinutes: number
}): Date {
  const ordinary = input.now.getTime() + input.deadlineMinutes * minuteMs
  if (ordinary <= input.firstStartsAt.getTime() - input.beforeShiftMinutes * minuteMs) return new Date(ordinary)
  const arrival = Math.max(input.firstStartsAt.getTime(), input.now.getTime()) + input.noShowAfterMinutes * minuteMs
  return new Date(Math.min(arrival, input.firstEndsAt.getTime()))
}

// Crockford's alphabet: no letter that is mistaken for a digit.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `length` signs of 5 bits each out of bytes. */
export function readableCode(bytes: Uint8Array, length: number): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let sign = 0; sign < length; sign++) {
    text = alphabet[Number(bits & 31n)]! + text
    bits >>= 5n
  }
  return text
}

/** 350982-20261118-0000002A: county, day, and a serial out of the last 40 bits of the contract's id. */
export function contractNumber(county: string, day: string, id: string): string {
  const tail = Uint8Array.from(id.slice(-10).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return `${county}-${day.replaceAll('-', '')}-${readableCode(tail, 8)}`
}

const verifyCodeSigns = 12

/** The code on the paper: sixty bits, so that among millions no two are the same; three groups to read aloud. */
export function verifyCodeFrom(bytes: Uint8Array): string {
  return normalVerifyCode(readableCode(bytes, verifyCodeSigns))
}

/** A code as stored: upper case, in groups of four. */
export function normalVerifyCode(given: string): string {
  const plain = given.toUpperCase().replaceAll('-', '')
  return [plain.slice(0, 4), plain.slice(4, 8), plain.slice(8)].join('-')
}

/** Leaves the first and last signs: 3509************12. */
export function masked(text: string, head: number, tail: number): string {
  const hidden = Math.max(0, text.length - head - tail)
  return hidden === 0 ? text : `${text.slice(0, head)}${'*'.repeat(hidden)}${text.slice(text.length - tail)}`
}

/** 王某某: family name, the rest hidden; how a person's name stands on a public page. */
export function publicPersonName(name: string): string {
  const [first = '', ...rest] = [...name]
  return first + '某'.repeat(Math.max(1, rest.length))
}

/** What to do with a contract, given where its engagements stand. */
export function fateOf(
  state: ContractState,
  engagements: readonly EngagementState[],
): 'lapse' | 'end' | 'terminate' | 'stay' {
  const gone = (one: EngagementState) => one === 'cancelled' || one === 'noShow' || one === 'voided'
  if (state === 'awaitingWorker') return engagements.every(gone) ? 'lapse' : 'stay'
  if (state !== 'concluded') return 'stay'
  if (engagements.every(gone)) return 'terminate'
  return engagements.every((one) => gone(one) || one === 'paid') ? 'end' : 'stay'
}

/** What the worker agrees to by signing, kept with the signature. */
export function workerIntentWords(title: string, number: string): string {
  return `我已看过《${title}》(编号${number})的全部内容,同意并签字。`
}

/** Pause before the next try to seal: longer each time, at most half an hour; it never gives up. */
export function sealRetryMs(tries: number): number {
  return Math.min(5_000 * 2 ** Math.min(tries, 12), 30 * minuteMs)
}

export function possibleFor(state: ContractState, capacities: readonly Capacity[]): string[] {
  return [...new Set(capacities.flatMap((capacity) => possibleTransitions(contractLifecycle, state, capacity)))]
}

export const engagementStatesNotGone: EngagementState[] = [
  'accepted',
  'concluded',
  'working',
  'worked',
  'disputed',
  'confirmed',
  'paid',
]
