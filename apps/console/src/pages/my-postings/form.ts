import type { AllEndpoints, ReceivedOf, RequestOf } from '@linggong/contract'
import { mostFen, tooMuchWords } from '@linggong/contract/amounts.ts'
import { readCount } from '../../words/count.ts'
import { readYuan, yuan } from '../../words/money.ts'
import { addDays, clock, dayOf, instantOf } from '../../words/time.ts'
import type { Problem } from '../../platform/sending.ts'

export type OwnPosting = ReceivedOf<AllEndpoints['getOwnPosting']>
export type Draft = RequestOf<AllEndpoints['updatePosting']>['body']
export type FormShift = { day: string; from: string; to: string; headcount: string }

/**
 * A posting as it stands in the form: as typed. Names are those of the draft the platform wants, so that a problem
 * finds its field.
 */
export type PostingForm = {
  title: string
  /** Official name or everyday word. */
  occupation: string
  /** Known when an occupation of the list was chosen. */
  occupationCode: string
  description: string
  skills: string
  /** Codes of certificates people must have. */
  qualifications: string[]
  county: string
  town: string
  placeName: string
  address: string
  /** Of the posting the form was filled from; gone when the place is changed. */
  point: { lat: number; lng: number } | null
  shifts: FormShift[]
  span: 'eachShift' | 'wholeJob'
  fillMode: '' | 'grab' | 'apply' | 'dispatch'
  payMethod: '' | 'hourly' | 'daily' | 'piece' | 'lumpSum'
  amount: string
  pieceUnit: string
  overtimeAmount: string
  breakMinutes: string
  breakPaid: boolean
  settlementCycle: '' | 'perShift' | 'weekly' | 'fortnightly' | 'onCompletion' | 'monthly'
  escrow: boolean
  meals: boolean
  lodging: boolean
  bring: string
  insurance: string
  contactName: string
  contactPhone: string
  minAge: string
  maxAge: string
  ageReason: string
  actualEmployerName: string
  siteId: string
  wantedUntilDay: string
}

export const emptyShift = (): FormShift => ({ day: '', from: '', to: '', headcount: '' })

export const emptyForm = (): PostingForm => ({
  title: '',
  occupation: '',
  occupationCode: '',
  description: '',
  skills: '',
  qualifications: [],
  county: '',
  town: '',
  placeName: '',
  address: '',
  point: null,
  shifts: [emptyShift()],
  span: 'eachShift',
  fillMode: '',
  payMethod: '',
  amount: '',
  pieceUnit: '',
  overtimeAmount: '',
  breakMinutes: '',
  breakPaid: false,
  settlementCycle: '',
  escrow: false,
  meals: false,
  lodging: false,
  bring: '',
  insurance: '',
  contactName: '',
  contactPhone: '',
  minAge: '',
  maxAge: '',
  ageReason: '',
  actualEmployerName: '',
  siteId: '',
  wantedUntilDay: '',
})

const typedYuan = (fen: number | null | undefined): string => (fen == null ? '' : yuan(fen).replace(/,/g, ''))
const typedCount = (count: number | null | undefined): string => (count == null ? '' : String(count))

/** The form of a posting the platform keeps. The contact's phone is only shown masked: left empty it stays. */
export function formOf(own: OwnPosting): PostingForm {
  const { terms } = own
  const shifts = own.shifts.map(({ startsAt, endsAt, headcount }) => ({
    day: dayOf(startsAt),
    from: clock(startsAt),
    to: clock(endsAt),
    headcount: String(headcount),
  }))
  return {
    title: terms.title ?? '',
    occupation: terms.occupationName ?? '',
    occupationCode: terms.occupationCode ?? '',
    description: terms.description ?? '',
    skills: terms.skills ?? '',
    qualifications: [...(terms.qualifications ?? [])],
    county: terms.town?.slice(0, 6) ?? '',
    town: terms.town ?? '',
    placeName: terms.placeName ?? '',
    address: terms.address ?? '',
    point: terms.lat !== undefined && terms.lng !== undefined ? { lat: terms.lat, lng: terms.lng } : null,
    shifts: shifts.length > 0 ? shifts : [emptyShift()],
    span: own.span,
    fillMode: own.fillMode ?? '',
    payMethod: terms.payMethod ?? '',
    amount: typedYuan(terms.amountFen),
    pieceUnit: terms.pieceUnit ?? '',
    overtimeAmount: typedYuan(terms.overtimeAmountFen),
    breakMinutes: terms.breakMinutes ? String(terms.breakMinutes) : '',
    breakPaid: terms.breakPaid ?? false,
    settlementCycle: terms.settlementCycle ?? '',
    escrow: terms.escrow ?? false,
    meals: terms.meals ?? false,
    lodging: terms.lodging ?? false,
    bring: terms.bring ?? '',
    insurance: terms.insurance ?? '',
    contactName: terms.contactName ?? '',
    contactPhone: '',
    minAge: typedCount(own.minAge),
    maxAge: typedCount(own.maxAge),
    ageReason: own.ageReason ?? '',
    actualEmployerName: own.actualEmployerName ?? '',
    siteId: own.siteId ?? '',
    wantedUntilDay: own.wantedUntil ? dayOf(own.wantedUntil) : '',
  }
}

/** A shift that ends before it begins ends on the next day. */
export const overMidnight = ({ from, to }: FormShift): boolean => from !== '' && to !== '' && to <= from

type Times = { startsAt: string; endsAt: string; headcount: number }
type Tell = (path: string, message: string) => void

function timesOf(shift: FormShift, index: number, tell: Tell): Times[] {
  const { day, from, to } = shift
  const headcount = readCount(shift.headcount)
  if (day === '') tell(`shifts.${index}.day`, '请选哪一天')
  if (from === '') tell(`shifts.${index}.startsAt`, '请选几点开始')
  if (to === '') tell(`shifts.${index}.endsAt`, '请选几点结束')
  if (!headcount) tell(`shifts.${index}.headcount`, '要几个人?请填数字,比如 3')
  if (day === '' || from === '' || to === '' || !headcount) return []
  const lastDay = overMidnight(shift) ? addDays(day, 1) : day
  return [{ startsAt: instantOf(day, from), endsAt: instantOf(lastDay, to), headcount }]
}

/** The shifts as far as they are complete. A row nobody has touched is none. */
export function shiftsOf(form: PostingForm, tell: Tell = () => {}): Times[] {
  return form.shifts.flatMap((shift, index) =>
    Object.values(shift).every((value) => value === '') ? [] : timesOf(shift, index, tell),
  )
}

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim())
const chosen = <T extends string>(value: T | ''): T | null => (value === '' ? null : value)

/**
 * The draft the platform wants, and what in the form cannot be read at all, all at once. What is only missing, the
 * platform says by the policy of the day.
 */
export function draftOf(form: PostingForm): { draft: Draft; problems: Problem[] } {
  const problems: Problem[] = []
  const tell: Tell = (path, message) => problems.push({ path, code: 'unreadable', message })
  const amount = (path: string, typed: string): number | null => {
    if (typed.trim() === '') return null
    const fen = readYuan(typed)
    if (fen === undefined || fen === 0) tell(path, `“${typed.trim()}”不是金额,请填数字,比如 200 或 18.5`)
    else if (fen > mostFen) tell(path, tooMuchWords)
    return fen || null
  }
  const count = (path: string, typed: string, example: number): number | null => {
    if (typed.trim() === '') return null
    const number = readCount(typed)
    if (number === undefined) tell(path, `“${typed.trim()}”不是数字,请填数字,比如 ${example}`)
    return number ?? null
  }
  const phone = form.contactPhone.replace(/[\s-]/g, '')
  if (phone !== '' && !/^1\d{10}$/.test(phone)) {
    tell('contactPhone', `手机号要11位数字,1开头,您填了${phone.length}位`)
  }
  const draft: Draft = {
    title: orNull(form.title),
    ...(form.occupationCode !== '' ? { occupationCode: form.occupationCode } : { occupation: orNull(form.occupation) }),
    description: orNull(form.description),
    skills: orNull(form.skills),
    qualifications: form.qualifications,
    placeName: orNull(form.placeName),
    address: orNull(form.address),
    town: chosen(form.town),
    lat: form.point?.lat ?? null,
    lng: form.point?.lng ?? null,
    shifts: shiftsOf(form, tell),
    payMethod: chosen(form.payMethod),
    amountFen: amount('amountFen', form.amount),
    pieceUnit: form.payMethod === 'piece' ? orNull(form.pieceUnit) : null,
    overtimeAmountFen: amount('overtimeAmountFen', form.overtimeAmount),
    breakMinutes: count('breakMinutes', form.breakMinutes, 60) ?? 0,
    breakPaid: form.breakPaid,
    settlementCycle: chosen(form.settlementCycle),
    meals: form.meals,
    lodging: form.lodging,
    bring: orNull(form.bring),
    insurance: orNull(form.insurance),
    contactName: orNull(form.contactName),
    ...(phone !== '' && { contactPhone: phone }),
    escrow: form.escrow,
    fillMode: chosen(form.fillMode),
    span: form.span,
    minAge: count('minAge', form.minAge, 18),
    maxAge: count('maxAge', form.maxAge, 60),
    ageReason: orNull(form.ageReason),
    actualEmployerName: orNull(form.actualEmployerName),
    siteId: chosen(form.siteId),
    wantedUntil: form.wantedUntilDay === '' ? null : instantOf(form.wantedUntilDay, '23:59'),
  }
  return { draft, problems }
}

/** The next shift as one would write it: like the last one, a day later. */
export function nextShift(shifts: readonly FormShift[]): FormShift {
  const last = shifts[shifts.length - 1]
  if (!last) return emptyShift()
  return { ...last, day: last.day === '' ? '' : addDays(last.day, 1) }
}
