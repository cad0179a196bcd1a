import { engagementsEndpoints } from './engagements/endpoints.ts'
import { systemEndpoints } from './system/endpoints.ts'

/** Every endpoint of the platform by name: what the server registers and clients are typed from. */
export const allEndpoints = {
  ...engagementsEndpoints,
  ...systemEndpoints,
}
export type AllEndpoints = typeof allEndpoints
export type EndpointName = keyof AllEndpoints
