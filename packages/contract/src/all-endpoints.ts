import { assessmentsEndpoints } from './assessments/endpoints.ts'
import { cockpitEndpoints } from './cockpit/endpoints.ts'
import { contactEndpoints } from './contact/endpoints.ts'
import { contractsEndpoints } from './contracts/endpoints.ts'
import { dispatchEndpoints } from './dispatch/endpoints.ts'
import { feedEndpoints } from './dispatch/feed-endpoints.ts'
import { hallEndpoints } from './dispatch/hall-endpoints.ts'
import { engagementsEndpoints } from './engagements/endpoints.ts'
import { erasureEndpoints } from './erasure/endpoints.ts'
import { feedbackEndpoints } from './feedback/endpoints.ts'
import { identityEndpoints } from './identity/endpoints.ts'
import { marketEndpoints } from './insights/market-endpoints.ts'
import { siteDayEndpoints } from './insights/site-day-endpoints.ts'
import { sitingEndpoints } from './insights/siting-endpoints.ts'
import { insightsEndpoints } from './insights/endpoints.ts'
import { messagingEndpoints } from './messaging/endpoints.ts'
import { payrollEndpoints } from './payroll/endpoints.ts'
import { postingsEndpoints } from './postings/endpoints.ts'
import { programmesEndpoints } from './programmes/endpoints.ts'
import { fundsEndpoints } from './funds/endpoints.ts'
import { purchasingEndpoints } from './purchasing/endpoints.ts'
import { recognitionEndpoints } from './recognition/endpoints.ts'
import { referralsEndpoints } from './referrals/endpoints.ts'
import { reportsEndpoints } from './reports/endpoints.ts'
import { rightsEndpoints } from './rights/endpoints.ts'
import { troubleEndpoints } from './rights/trouble-endpoints.ts'
import { seekersEndpoints } from './seekers/endpoints.ts'
import { qualificationEndpoints } from './seekers/qualification-endpoints.ts'
import { wechatEndpoints } from './seekers/wechat-endpoints.ts'
import { statusEndpoints } from './seekers/status-endpoints.ts'
import { sitesEndpoints } from './sites/endpoints.ts'
import { registerEndpoints } from './sites/register-endpoints.ts'
import { siteSectionEndpoints } from './sites/section-endpoints.ts'
import { visitEndpoints } from './sites/visit-endpoints.ts'
import { systemEndpoints } from './system/endpoints.ts'
import { worktimeEndpoints } from './worktime/endpoints.ts'

/** Every endpoint of the platform by name: what the server registers and clients are typed from. */
export const allEndpoints = {
  ...assessmentsEndpoints,
  ...cockpitEndpoints,
  ...contactEndpoints,
  ...contractsEndpoints,
  ...dispatchEndpoints,
  ...feedEndpoints,
  ...hallEndpoints,
  ...engagementsEndpoints,
  ...erasureEndpoints,
  ...feedbackEndpoints,
  ...identityEndpoints,
  ...insightsEndpoints,
  ...siteDayEndpoints,
  ...marketEndpoints,
  ...sitingEndpoints,
  ...messagingEndpoints,
  ...payrollEndpoints,
  ...postingsEndpoints,
  ...programmesEndpoints,
  ...purchasingEndpoints,
  ...fundsEndpoints,
  ...recognitionEndpoints,
  ...referralsEndpoints,
  ...reportsEndpoints,
  ...rightsEndpoints,
  ...troubleEndpoints,
  ...seekersEndpoints,
  ...qualificationEndpoints,
  ...statusEndpoints,
  ...wechatEndpoints,
  ...sitesEndpoints,
  ...registerEndpoints,
  ...siteSectionEndpoints,
  ...visitEndpoints,
  ...systemEndpoints,
  ...worktimeEndpoints,
}
export type AllEndpoints = typeof allEndpoints
export type EndpointName = keyof AllEndpoints
