import { siteLifecycle, type SiteState } from '@linggong/contract'
import type { Machine } from '../../kernel/transition.ts'

export const siteMachine: Machine<SiteState, keyof typeof siteLifecycle.transitions> = {
  lifecycle: siteLifecycle,
  table: 'sites',
  concernsOf: (row) => ({ concerns: [], county: String(row.county) }),
}
