import type { Application } from '../../kernel/application.ts'
import { insightsRoutes, marketRoutes, siteDayRoutes, sitingRoutes } from './routes.ts'

export { belongingsOf, type Belonging } from './belongings.ts'
export {
  engagementsMovedWith,
  engagementsOfMatters,
  matterKinds,
  readMatter,
  readOfferMatters,
  type EngagementGroup,
  type Matter,
} from './matters.ts'

export { staffMatters, type StaffQueue } from './store-to-dos.ts'
export { countyQuarterCounts, siteStock } from './store-quarter.ts'
export { siteYearCounts } from './store-site-year.ts'
export { fundCounts, fundMoney, fundRecords, type FundCounts } from './store-fund.ts'

export { notInCopy, ownTables } from './own-records.ts'

/** Reading across modules: figures for officers, and what a notice needs to know. Writes nothing. */
export function register(app: Application): void {
  app.serve(insightsRoutes(app.fieldOf))
  app.serve(siteDayRoutes)
  app.serve(marketRoutes)
  app.serve(sitingRoutes())
}
