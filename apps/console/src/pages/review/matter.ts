import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { payWords, settlementWords } from '../../words/money.ts'

export type Matter = ReceivedOf<AllEndpoints['getPostingReview']>
export type QueueItem = ReceivedOf<AllEndpoints['listPostingReviews']>['items'][number]
export type Hit = Matter['posting']['hits'][number]

export const kindWords = { before: '发布前审核', afterwards: '发布后复看' } as const
export const severityWords = { block: '不能发布', review: '要人来看', warn: '提醒' } as const

/** The posting's texts in which hits can stand, in the order people read them; `field` as hits name it. */
export function textsOf({ posting }: Matter): Array<{ field: string; label: string; text: string }> {
  const { terms } = posting
  const all = [
    ['title', '标题', terms.title],
    ['description', '干什么活', terms.description],
    ['skills', '要求', terms.skills],
    ['placeName', '地点', terms.placeName],
    ['address', '地址', terms.address],
    ['bring', '自带什么', terms.bring],
    ['insurance', '保险', terms.insurance],
    ['contactName', '联系人', terms.contactName],
    ['ageReason', '年龄要求的原因', posting.ageReason],
  ] as const
  return all.flatMap(([field, label, text]) => (text ? [{ field, label, text }] : []))
}

/** Facts that are no free text. */
export function factsOf({ posting }: Matter): Array<{ label: string; value: string }> {
  const { terms, minAge, maxAge } = posting
  const facts: Array<[string, string | null | undefined]> = [
    ['工种', terms.occupationName],
    [
      '工钱',
      terms.payMethod && terms.amountFen !== undefined
        ? payWords({ payMethod: terms.payMethod, amountFen: terms.amountFen, pieceUnit: terms.pieceUnit ?? null })
        : null,
    ],
    ['什么时候发', terms.settlementCycle && settlementWords[terms.settlementCycle]],
    ['吃住', [terms.meals && '管饭', terms.lodging && '管住'].filter(Boolean).join('、') || '不管吃住'],
    ['要有的证', posting.certificates.join('、')],
    ['工资托管', terms.escrow ? '有' : '没有'],
    ['年龄要求', minAge === null && maxAge === null ? '没有' : `${minAge ?? '不限'}到${maxAge ?? '不限'}岁`],
    ['实际用工单位', posting.actualEmployerName],
  ]
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

/** Reasons a hit speaks for: category of the screening rule → code of `posting.return`. */
const reasonOfCategory: Readonly<Record<string, string>> = {
  discrimination: 'discriminatory',
  fee: 'feeDemand',
  trainingLoan: 'feeDemand',
  fraud: 'notCredible',
  minor: 'unlawfulWork',
  unlawfulWork: 'unlawfulWork',
  contact: 'contactInText',
}

/** What the hits suggest to return it for, each once; the officer decides. */
export function suggestedReasons(hits: readonly Hit[]): string[] {
  return [...new Set(hits.flatMap(({ category }) => reasonOfCategory[category] ?? []))]
}
