import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type Matter = ReceivedOf<AllEndpoints['openQualificationReview']>
