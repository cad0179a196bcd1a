import { distanceWords } from '@linggong/contract/distance.ts'

import type { IconName } from '../components/icons.ts'
import type { BoardShift } from '../platform/board.ts'
import { cycleWords, fillModeWords, payUnit, payWords, yuanNumber } from './amounts.ts'
import { jobWhenWords } from './when.ts'

export type CardBadge = { kind: 'plain' | 'pay' | 'done' | 'action'; label: string; icon?: IconName }

/** What a card of the board says. JobCard and the page as the server draws it (first/board.ts) both show this. */
export type CardWords = {
  title: string
  /** What stands before and after the amount, and the amount in yuan. */
  pay: { before: string; yuan: string; unit: string }
  open: string
  when: string
  place: string
  /** Empty where it is not known where the person is. */
  far: string
  employer: string
  badges: CardBadge[]
}

export function cardWords(job: BoardShift, now: number): CardWords {
  return {
    title: job.title,
    pay: { before: job.payMethod === 'lumpSum' ? '一共' : '', yuan: yuanNumber(job.amountFen), unit: payUnit(job) },
    open: `还差${job.openPlaces}人`,
    when: jobWhenWords(job, now),
    place: job.placeName,
    far: job.distanceMeters === null ? '' : `离您${distanceWords(job.distanceMeters)}`,
    employer: job.employerName,
    badges: badgesOf(job),
  }
}

function badgesOf(job: BoardShift): CardBadge[] {
  return [
    { kind: 'pay', label: cycleWords[job.settlementCycle] },
    ...(job.escrow ? [{ kind: 'done', label: '工资已托管', icon: 'shield' } as const] : []),
    ...(job.insured ? [{ kind: 'done', label: '有保险', icon: 'shield' } as const] : []),
    ...(job.employerVerified ? [{ kind: 'action', label: '用工方已认证', icon: 'check' } as const] : []),
    ...(job.meals ? [{ kind: 'plain', label: '管饭' } as const] : []),
    ...(job.lodging ? [{ kind: 'plain', label: '管住' } as const] : []),
    { kind: 'plain', label: fillModeWords[job.fillMode] },
  ]
}

/** The words on the button of a card: what it will do. */
export const takeWords = { grab: '我要去', apply: '我要报名', dispatch: '看一看' } as const

/** A card as one person reads it to another. */
export function spokenCard(job: BoardShift, now: number): string {
  const { title, when, place, far, open } = cardWords(job, now)
  const also = [job.meals && '管饭', job.lodging && '管住'].filter(Boolean).join(',')
  const parts = [
    title,
    when,
    `在${place}${far && `,${far}`}`,
    `工钱${payWords(job)},${cycleWords[job.settlementCycle]}`,
    job.escrow && '工资已经托管在平台',
    also,
    `用工方是${job.employerName}`,
    open,
  ]
  return parts
    .filter(Boolean)
    .map((part) => `${part}。`)
    .join('')
}
