import type { Answer } from '../../platform/api.ts'
import { yuanNumber } from '../../words/amounts.ts'
import { clockOf, dayOf } from '../../words/when.ts'
import {
  emptyForm,
  emptyShift,
  type FormShift,
  type OwnPosting,
  type PostingDraft,
  type PostingForm,
  type Problems,
  type ShiftTimes,
} from './posting-form.ts'

export type TextRead = Answer<'readPostingText'>

const formShiftOf = ({ startsAt, endsAt, headcount }: ShiftTimes): FormShift => ({
  day: dayOf(startsAt),
  from: clockOf(startsAt),
  to: clockOf(endsAt),
  headcount: String(headcount),
})

const typedYuan = (fen: number | null | undefined): string => (fen == null ? '' : yuanNumber(fen).replace(/,/g, ''))
const typedCount = (count: number | null | undefined): string => (count == null ? '' : String(count))

type Terms = { [K in Exclude<keyof PostingDraft, 'shifts'>]?: PostingDraft[K] | undefined }

/** What a posting and a draft say in the same words. */
function termsInForm(terms: Terms) {
  return {
    title: terms.title ?? '',
    occupationCode: terms.occupationCode ?? '',
    description: terms.description ?? '',
    skills: terms.skills ?? '',
    qualifications: [...(terms.qualifications ?? [])],
    placeName: terms.placeName ?? '',
    address: terms.address ?? '',
    town: terms.town ?? '',
    lat: terms.lat ?? null,
    lng: terms.lng ?? null,
    payMethod: terms.payMethod ?? '',
    amountFen: typedYuan(terms.amountFen),
    pieceUnit: terms.pieceUnit ?? '',
    overtimeAmountFen: typedYuan(terms.overtimeAmountFen),
    breakMinutes: terms.breakMinutes ? String(terms.breakMinutes) : '',
    breakPaid: terms.breakPaid ?? false,
    settlementCycle: terms.settlementCycle ?? '',
    meals: terms.meals ?? false,
    lodging: terms.lodging ?? false,
    bring: terms.bring ?? '',
    insurance: terms.insurance ?? '',
    escrow: terms.escrow ?? false,
    contactName: terms.contactName ?? '',
  } satisfies Partial<PostingForm>
}

/** The form of a posting the platform keeps. */
export function formOf(own: OwnPosting): PostingForm {
  const shifts = own.shifts.map(formShiftOf)
  return {
    ...emptyForm(),
    ...termsInForm(own.terms),
    postingId: own.id,
    begun: true,
    occupationName: own.terms.occupationName ?? '',
    shifts: shifts.length > 0 ? shifts : [emptyShift()],
    contactPhoneMasked: own.contactPhoneMasked ?? '',
    fillMode: own.fillMode ?? '',
    span: own.span,
    minAge: typedCount(own.minAge),
    maxAge: typedCount(own.maxAge),
    ageReason: own.ageReason ?? '',
    actualEmployerName: own.actualEmployerName ?? '',
    siteId: own.siteId ?? '',
    wantedUntil: own.wantedUntil ? dayOf(own.wantedUntil) : '',
  }
}

const shiftParts: Record<string, keyof FormShift> = {
  'shifts.day': 'day',
  'shifts.startsAt': 'from',
  'shifts.endsAt': 'to',
  'shifts.headcount': 'headcount',
}

/**
 * What the words did not say and nobody has filled in since, by field; a part of a shift at every row without it.
 */
export function stillMissing(form: PostingForm): Problems {
  const at: Problems = {}
  for (const { path, message } of form.reading?.missing ?? []) {
    const part = shiftParts[path]
    const field = path === 'occupation' ? 'occupationCode' : path
    if (part) {
      form.shifts.forEach((shift, index) => {
        if (shift[part] === '') at[path.replace('shifts.', `shifts.${index}.`)] ??= message
      })
    } else if (!form[field as keyof PostingForm]) at[field] ??= message
  }
  return at
}

/** The form filled from words, over `base`, the form of somebody who has not filled in anything. */
export function formOfText(read: TextRead, base: PostingForm): PostingForm {
  const { draft } = read
  const shifts = read.shifts.map(({ day, start, end, headcount }) => ({
    day: day ?? '',
    from: start ?? '',
    to: end ?? '',
    headcount: typedCount(headcount),
  }))
  return {
    ...base,
    ...termsInForm(draft),
    begun: true,
    occupationName: read.occupationName ?? '',
    shifts: shifts.length > 0 ? shifts : base.shifts,
    contactName: draft.contactName || base.contactName,
    contactPhone: draft.contactPhone || base.contactPhone,
    fillMode: draft.fillMode ?? '',
    span: draft.span ?? 'eachShift',
    minAge: typedCount(draft.minAge),
    maxAge: typedCount(draft.maxAge),
    ageReason: draft.ageReason ?? '',
    reading: {
      // A greeting says nothing of any work.
      understood: Boolean(draft.title || read.occupationName || draft.amountFen),
      notes: read.notes.map(({ message }) => message),
      missing: read.missing.map(({ path, message }) => ({ path, message })),
    },
  }
}
