import type { IconName } from '../components/icons.ts'
import type { Answer } from '../platform/api.ts'
import { cycleWords, payMethodWords, payUnit, yuan, yuanNumber } from './amounts.ts'
import type { CardBadge } from './job-card.ts'
import { lengthWords, spanWords, whenWords } from './when.ts'

type Posting = Answer<'getPosting'>
type Rating = Answer<'getEmployerRating'>

/**
 * What the page of one job says. JobFacts, the page itself and what the server draws of it (first/detail.ts) all show
 * this.
 */
export type JobHead = {
  /** What stands before and after the amount, and the amount in yuan. */
  pay: { before: string; yuan: string; unit: string }
  open: string
  reckoning: string
  badges: CardBadge[]
}
export type JobFact = { icon: IconName; name: string; value: string; notes?: readonly string[] }

/** Shifts that are over are no longer shown. */
export function offeredShifts({ shifts }: Posting, now: number): Posting['shifts'] {
  return shifts.filter((one) => Date.parse(one.endsAt) > now)
}

/** All shifts or none. */
export const isWholeJob = ({ span, shifts }: Posting): boolean => span === 'wholeJob' && shifts.length > 1

/** The shift that was asked for, or the first with a place; '' where there is none at all. */
export function shiftToShow(posting: Posting, wanted: string, now: number): string {
  const coming = offeredShifts(posting, now)
  if (coming.some(({ id }) => id === wanted)) return wanted
  return (coming.find((one) => one.openPlaces > 0) ?? coming[0] ?? posting.shifts[0])?.id ?? ''
}

/** Of a job taken whole the same people come to every shift: they are counted once. */
export function openPlacesOf(
  posting: Pick<Posting, 'span'> & { shifts: ReadonlyArray<{ openPlaces: number }> },
): number {
  const open = posting.shifts.map(({ openPlaces }) => openPlaces)
  if (posting.span === 'wholeJob') return open.length === 0 ? 0 : Math.min(...open)
  return open.reduce((sum, places) => sum + places, 0)
}

export function jobWhen(posting: Posting, shiftId: string, now: number): string {
  const offered = offeredShifts(posting, now)
  if (isWholeJob(posting) && offered[0]) return `${whenWords(offered[0].startsAt, now)}起,共${offered.length}个班`
  const shift = posting.shifts.find(({ id }) => id === shiftId)
  return shift ? spanWords(shift.startsAt, shift.endsAt, now) : ''
}

export function shiftChoices(posting: Posting, now: number): Array<{ value: string; label: string }> {
  return offeredShifts(posting, now).map((one) => ({
    value: one.id,
    label: `${spanWords(one.startsAt, one.endsAt, now)} · ${one.openPlaces > 0 ? `还差${one.openPlaces}人` : '满了'}`,
  }))
}

export const shiftsTitle = (posting: Posting): string => (isWholeJob(posting) ? '一共这些班,要全部干完' : '选一个班')

/** Money first. */
export function jobHead(posting: Posting): JobHead {
  const { terms, employer } = posting
  const open = openPlacesOf(posting)
  return {
    pay: {
      before: terms.payMethod === 'lumpSum' ? '一共' : '',
      yuan: yuanNumber(terms.amountFen),
      unit: payUnit(terms),
    },
    open: open > 0 ? `还差${open}人` : '招满了',
    reckoning: reckoningOf(posting),
    badges: [
      { kind: 'pay', label: cycleWords[terms.settlementCycle] },
      ...(terms.escrow ? [{ kind: 'done', label: '工资已托管', icon: 'shield' } as const] : []),
      ...(terms.insurance ? [{ kind: 'done', label: '有保险', icon: 'shield' } as const] : []),
      ...(employer.verified ? [{ kind: 'action', label: '用工方已认证', icon: 'check' } as const] : []),
      ...(terms.meals ? [{ kind: 'plain', label: '管饭' } as const] : []),
      ...(terms.lodging ? [{ kind: 'plain', label: '管住' } as const] : []),
    ],
  }
}

function reckoningOf({ terms, hourlyFen }: Posting): string {
  const { payMethod, overtimeAmountFen, breakMinutes, breakPaid } = terms
  const parts: string[] = [payMethodWords[payMethod]]
  if (hourlyFen !== null && payMethod !== 'hourly') parts.push(`合每小时至少${yuan(hourlyFen)}`)
  if (breakMinutes > 0) parts.push(`中间休息${lengthWords(breakMinutes)}${breakPaid ? ',照算钱' : ',不算钱'}`)
  parts.push(overtimeAmountFen === null ? '没有安排加班' : `加班每小时${yuan(overtimeAmountFen)}`)
  return parts.join(' · ')
}

/** When and where; how far stands under them. */
export function whenAndWhere({ terms }: Posting, when: string): JobFact[] {
  return [
    { icon: 'clock', name: '什么时候', value: when },
    { icon: 'place', name: '在哪里', value: `${terms.placeName},${terms.address}` },
  ]
}

/** All else there is to know before saying yes. */
export function otherFacts(posting: Posting, rating: Rating): JobFact[] {
  const { terms, employer, certificates } = posting
  const ages = agesOf(posting)
  return [
    { icon: 'person', name: '到了找谁', value: terms.contactName },
    { icon: 'work', name: '干什么', value: `${terms.occupationName}。${terms.description}` },
    { icon: 'star', name: '要会什么', value: `${terms.skills}${ages && `;年龄${ages}`}` },
    ...(certificates.length > 0
      ? [{ icon: 'shield', name: '要有的证', value: `${certificates.join('、')},县里核验过的才能接` } as const]
      : []),
    ...(terms.bring ? [{ icon: 'info', name: '要带什么', value: terms.bring } as const] : []),
    { icon: 'shield', name: '保险', value: terms.insurance ?? '用工方没有写明' },
    { icon: 'paper', name: '合同', value: '接单以后看合同、签字,签了才上工' },
    {
      icon: 'people',
      name: '用工方',
      value: `${employer.name}${employer.actualEmployerName ? `,给${employer.actualEmployerName}招人` : ''}`,
      notes: [...(rating.standing ? [rating.standing] : []), starsOf(rating)],
    },
  ]
}

function agesOf({ minAge, maxAge, ageReason }: Posting): string {
  if (minAge === null && maxAge === null) return ''
  const span =
    minAge !== null && maxAge !== null
      ? `${minAge}到${maxAge}岁`
      : minAge !== null
        ? `${minAge}岁以上`
        : `${maxAge}岁以下`
  return ageReason === null ? span : `${span}(${ageReason})`
}

function starsOf({ average, ratings, maxStars }: Rating): string {
  if (average !== null) return `${average.toFixed(1)}分(满分${maxStars}),${ratings}人评过`
  return ratings === 0 ? '还没有人评价' : '评价还不多'
}

/** What the one button of the page will do; undefined where it leads elsewhere. */
export function takeJobWords(posting: Posting): string | undefined {
  if (posting.fillMode === 'grab') return isWholeJob(posting) ? '我要去,全部接下' : '我要去'
  return posting.fillMode === 'apply' ? '我要报名' : undefined
}
