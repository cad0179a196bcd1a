import { dispatchEndpoints } from './dispatch/endpoints.ts'
import { engagementsEndpoints } from './engagements/endpoints.ts'
import { identityEndpoints } from './identity/endpoints.ts'
import { payrollEndpoints } from './payroll/endpoints.ts'
import { postingsEndpoints } from './postings/endpoints.ts'
import { seekersEndpoints } from './seekers/endpoints.ts'
import { sitesEndpoints } from './sites/endpoints.ts'
import { systemEndpoints } from './system/endpoints.ts'

/** Every endpoint of the platform by name: what the server registers and clients are typed from. */
export const allEndpoints = {
  ...dispatchEndpoints,
  ...engagementsEndpoints,
  ...identityEndpoints,
  ...payrollEndpoints,
  ...postingsEndpoints,
  ...seekersEndpoints,
  ...sitesEndpoints,
  ...systemEndpoints,
}
export type AllEndpoints = typeof allEndpoints
export type EndpointName = keyof AllEndpoints
