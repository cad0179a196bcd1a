import type { RequestOf, AllEndpoints } from '@linggong/contract'

import type { Answer } from '../../platform/api.ts'
import { fenOf } from '../../words/amounts.ts'
import { dayAfter, instantOf } from '../../words/when.ts'

export type PostingDraft = RequestOf<AllEndpoints['updatePosting']>['body']
export type OwnPosting = Answer<'getOwnPosting'>

/** What is wrong, by field. */
export type Problems = Record<string, string>

export type FormShift = { day: string; from: string; to: string; headcount: string }

/**
 * A posting as it stands in the form: all of it text, as typed. Names are those of the draft the platform wants, so
 * that a problem finds its field.
 */
export type PostingForm = {
  /** Set when the platform has a draft of it. */
  postingId: string
  /** Somebody has typed here, or it was filled from the platform. */
  begun: boolean
  /** Filled from words and not looked through yet: how they were taken, and what they do not say. */
  reading: { understood: boolean; notes: string[]; missing: Array<{ path: string; message: string }> } | null
  title: string
  occupationCode: string
  occupationName: string
  description: string
  skills: string
  /** Codes of certificates people must have. */
  qualifications: string[]
  placeName: string
  address: string
  town: string
  lat: number | null
  lng: number | null
  shifts: FormShift[]
  payMethod: NonNullable<PostingDraft['payMethod']> | ''
  amountFen: string
  pieceUnit: string
  overtimeAmountFen: string
  breakMinutes: string
  breakPaid: boolean
  settlementCycle: NonNullable<PostingDraft['settlementCycle']> | ''
  meals: boolean
  lodging: boolean
  bring: string
  insurance: string
  contactName: string
  contactPhone: string
  /** What the platform keeps when no new number is typed. */
  contactPhoneMasked: string
  escrow: boolean
  fillMode: NonNullable<PostingDraft['fillMode']> | ''
  span: string
  minAge: string
  maxAge: string
  ageReason: string
  actualEmployerName: string
  siteId: string
  wantedUntil: string
}

export const emptyShift = (): FormShift => ({ day: '', from: '', to: '', headcount: '' })

export const emptyForm = (): PostingForm => ({
  postingId: '',
  begun: false,
  reading: null,
  title: '',
  occupationCode: '',
  occupationName: '',
  description: '',
  skills: '',
  qualifications: [],
  placeName: '',
  address: '',
  town: '',
  lat: null,
  lng: null,
  shifts: [emptyShift()],
  payMethod: '',
  amountFen: '',
  pieceUnit: '',
  overtimeAmountFen: '',
  breakMinutes: '',
  breakPaid: false,
  settlementCycle: '',
  meals: false,
  lodging: false,
  bring: '',
  insurance: '',
  contactName: '',
  contactPhone: '',
  contactPhoneMasked: '',
  escrow: false,
  fillMode: '',
  span: 'eachShift',
  minAge: '',
  maxAge: '',
  ageReason: '',
  actualEmployerName: '',
  siteId: '',
  wantedUntil: '',
})

export type ShiftTimes = { startsAt: string; endsAt: string; headcount: number }

/** Whether a shift of these clock times ends on the next day. */
export const overMidnight = ({ from, to }: Pick<FormShift, 'from' | 'to'>): boolean =>
  from !== '' && to !== '' && to <= from

function shiftsOf(form: PostingForm, problem: (path: string, words: string) => void): ShiftTimes[] {
  const written = form.shifts.map((shift, index) => ({ shift, index }))
  // A row nobody has touched is no shift; that none is there the platform says itself.
  const touched = written.filter(({ shift }) => Object.values(shift).some((value) => value !== ''))
  return touched.flatMap(({ shift, index }) => {
    const headcount = countOf(shift.headcount)
    if (shift.day === '') problem(`shifts.${index}.day`, '请选哪一天')
    if (shift.from === '') problem(`shifts.${index}.startsAt`, '请选几点开始')
    if (shift.to === '') problem(`shifts.${index}.endsAt`, '请选几点结束')
    if (headcount === undefined || headcount === 0) problem(`shifts.${index}.headcount`, '请填要几个人,比如:3')
    if (shift.day === '' || shift.from === '' || shift.to === '' || !headcount) return []
    const lastDay = overMidnight(shift) ? dayAfter(shift.day, 1) : shift.day
    return [{ startsAt: instantOf(shift.day, shift.from), endsAt: instantOf(lastDay, shift.to), headcount }]
  })
}

/** A whole number as typed (`3`, `３`, `3人`), or undefined. */
export function countOf(typed: string): number | undefined {
  const plain = typed.replace(/[０-９]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).trim()
  const digits = /^(\d{1,5})\s*(人|个人|个|岁|分钟)?$/.exec(plain)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim())

/**
 * The draft the platform wants, and what in the form cannot be read at all, by field. What is only missing the
 * platform says, by the policy of the day.
 */
export function draftOf(form: PostingForm): { draft: PostingDraft; problems: Problems } {
  const problems: Problems = {}
  const problem = (path: string, words: string): void => void (problems[path] ??= words)
  const amount = (path: 'amountFen' | 'overtimeAmountFen'): number | null => {
    if (form[path].trim() === '') return null
    const fen = fenOf(form[path])
    if (fen === undefined || fen === 0) problem(path, '请填数字,比如:200 或 25.5')
    return fen ?? null
  }
  const count = (path: 'breakMinutes' | 'minAge' | 'maxAge'): number | null => {
    if (form[path].trim() === '') return null
    const value = countOf(form[path])
    if (value === undefined) problem(path, path === 'breakMinutes' ? '请填分钟数,比如:60' : '请填岁数,比如:18')
    return value ?? null
  }
  const phone = form.contactPhone.replace(/[\s-]/g, '')
  if (phone !== '' && !/^1\d{10}$/.test(phone)) problem('contactPhone', `手机号要11位数字,您填了${phone.length}位`)
  const draft: PostingDraft = {
    title: orNull(form.title),
    occupationCode: orNull(form.occupationCode),
    // Read from words without a code: the platform finds the code by the name.
    ...(form.occupationCode === '' && form.occupationName !== '' && { occupation: form.occupationName }),
    description: orNull(form.description),
    skills: orNull(form.skills),
    qualifications: form.qualifications,
    placeName: orNull(form.placeName),
    address: orNull(form.address),
    town: orNull(form.town),
    lat: form.lat,
    lng: form.lng,
    shifts: shiftsOf(form, problem),
    payMethod: form.payMethod === '' ? null : form.payMethod,
    amountFen: amount('amountFen'),
    pieceUnit: form.payMethod === 'piece' ? orNull(form.pieceUnit) : null,
    overtimeAmountFen: amount('overtimeAmountFen'),
    breakMinutes: count('breakMinutes') ?? 0,
    breakPaid: form.breakPaid,
    settlementCycle: form.settlementCycle === '' ? null : form.settlementCycle,
    meals: form.meals,
    lodging: form.lodging,
    bring: orNull(form.bring),
    insurance: orNull(form.insurance),
    contactName: orNull(form.contactName),
    // Left out, the platform keeps the number it has.
    ...(phone !== '' && { contactPhone: phone }),
    escrow: form.escrow,
    fillMode: form.fillMode === '' ? null : form.fillMode,
    span: form.span === 'wholeJob' ? 'wholeJob' : 'eachShift',
    minAge: count('minAge'),
    maxAge: count('maxAge'),
    ageReason: form.minAge || form.maxAge ? orNull(form.ageReason) : null,
    actualEmployerName: orNull(form.actualEmployerName),
    siteId: orNull(form.siteId),
    wantedUntil: form.wantedUntil === '' ? null : instantOf(form.wantedUntil, '23:59'),
  }
  return { draft, problems }
}

/** Index in the form of the nth shift that goes to the platform: rows nobody touched are left out. */
export function shiftRow(form: PostingForm, sent: number): number {
  const rows = form.shifts.flatMap((shift, index) =>
    Object.values(shift).some((value) => value !== '') ? [index] : [],
  )
  return rows[sent] ?? sent
}

/** The platform's problems by the fields of this form. */
export function problemsAt(form: PostingForm, problems: ReadonlyArray<{ path: string; message: string }>): Problems {
  const at: Problems = {}
  for (const { path, message } of problems) {
    const shift = /^shifts\.(\d+)\.(.+)$/.exec(path)
    const field = shift ? `shifts.${shiftRow(form, Number(shift[1]))}.${shift[2]}` : path
    at[field === 'occupation' ? 'occupationCode' : field] ??= message
  }
  return at
}

/** The problems without those of fields that differ from `seen`, the form as it was before (JSON). */
export function withoutChanged(problems: Problems, seen: string, form: PostingForm): Problems {
  if (seen === '' || Object.keys(problems).length === 0) return problems
  const before = JSON.parse(seen) as PostingForm
  const same = (field: string): boolean => {
    const name = field.split('.')[0] as keyof PostingForm
    return JSON.stringify(before[name]) === JSON.stringify(form[name])
  }
  return Object.fromEntries(Object.entries(problems).filter(([field]) => same(field)))
}

/** Another day of the same work: the last row once more, a day later. */
export function nextShift(shifts: readonly FormShift[]): FormShift {
  const last = shifts.at(-1)
  if (!last) return emptyShift()
  return { ...last, day: last.day === '' ? '' : dayAfter(last.day, 1) }
}
