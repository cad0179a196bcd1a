import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type Engagement = ReceivedOf<AllEndpoints['getEngagement']>
export type Wage = ReceivedOf<AllEndpoints['getEngagementWages']>['wages'][number]

const withHours: ReadonlySet<string> = new Set(['working', 'worked', 'disputed', 'confirmed', 'paid', 'voided'])
const withWages: ReadonlySet<string> = new Set(['disputed', 'confirmed', 'paid'])
const over: ReadonlySet<string> = new Set(['worked', 'disputed', 'confirmed', 'paid'])

/** From when on there are hours, wages, something to rate. */
export const hasHours = ({ state }: Engagement): boolean => withHours.has(state)
export const hasWages = ({ state }: Engagement): boolean => withWages.has(state)
export const isOver = ({ state }: Engagement): boolean => over.has(state)
