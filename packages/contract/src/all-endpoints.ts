import { engagementsEndpoints } from './engagements/endpoints.ts'
import { identityEndpoints } from './identity/endpoints.ts'
import { seekersEndpoints } from './seekers/endpoints.ts'
import { systemEndpoints } from './system/endpoints.ts'

/** Every endpoint of the platform by name: what the server registers and clients are typed from. */
export const allEndpoints = {
  ...engagementsEndpoints,
  ...identityEndpoints,
  ...seekersEndpoints,
  ...systemEndpoints,
}
export type AllEndpoints = typeof allEndpoints
export type EndpointName = keyof AllEndpoints
