import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type SiteDay = ReceivedOf<AllEndpoints['getSiteDay']>
export type DayWorker = SiteDay['expected']['rows'][number] | SiteDay['placed']['rows'][number]

/** The first rows are shown, `count` says how many there are. */
export const leftOut = (count: number, rows: readonly unknown[]): string =>
  count > rows.length ? `共${count}条,只列出前${rows.length}条。` : ''
