import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type Wage = Pick<
  ReceivedOf<AllEndpoints['listMyWages']>['items'][number],
  'id' | 'employerId' | 'postingTitle' | 'netFen' | 'funded' | 'paidAt'
>
export type CashGroup = { employerId: string; wageIds: string[]; netFen: number; titles: string }

/** Wages that one employer may still hand over in cash: neither paid nor paid in. Whether one is on its way, the platform says. */
export function cashGroups(wages: readonly Wage[]): CashGroup[] {
  const groups = new Map<string, CashGroup>()
  for (const wage of wages) {
    if (wage.paidAt !== null || wage.funded) continue
    const group = groups.get(wage.employerId) ?? { employerId: wage.employerId, wageIds: [], netFen: 0, titles: '' }
    groups.set(wage.employerId, group)
    group.wageIds.push(wage.id)
    group.netFen += wage.netFen
    if (!group.titles.split('、').includes(wage.postingTitle))
      group.titles = [group.titles, wage.postingTitle].filter((one) => one !== '').join('、')
  }
  return [...groups.values()]
}
