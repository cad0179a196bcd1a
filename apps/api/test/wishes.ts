import type { AllEndpoints, RequestOf } from '@linggong/contract'

type Wishes = RequestOf<AllEndpoints['putWorkerProfile']>['body']

/** What somebody wishes who takes any work of these trades near this town and is reached like this. */
export const anyWork = (given: Pick<Wishes, 'town' | 'occupations' | 'channels'> & Partial<Wishes>): Wishes => ({
  availability: null,
  maxDistanceMeters: null,
  minHourlyFen: null,
  minDailyFen: null,
  settlementCycles: [],
  wantsMeals: false,
  wantsLodging: false,
  takesOffers: true,
  ...given,
})
