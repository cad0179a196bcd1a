import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type Matter = ReceivedOf<AllEndpoints['openQualificationReview']>

/** 2030年3月11日: of a certificate the year counts. */
export function fullDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
