import { accessEndpoints } from './access-endpoints.ts'
import { employerEndpoints } from './employer-endpoints.ts'
import { personEndpoints } from './person-endpoints.ts'

export const identityEndpoints = { ...accessEndpoints, ...personEndpoints, ...employerEndpoints }
