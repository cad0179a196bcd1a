import { dispatchErrors } from './dispatch/errors.ts'
import { engagementsErrors } from './engagements/errors.ts'
import { errorCatalogue as catalogue, kernelErrors, type ErrorBody, type Problem } from './errors.ts'
import { identityErrors } from './identity/errors.ts'
import { payrollErrors } from './payroll/errors.ts'
import { postingsErrors } from './postings/errors.ts'
import { seekersErrors } from './seekers/errors.ts'

/** The whole catalogue: the kernel's errors and every module's. */
export const errorCatalogue = catalogue({
  ...kernelErrors,
  ...dispatchErrors,
  ...engagementsErrors,
  ...identityErrors,
  ...payrollErrors,
  ...postingsErrors,
  ...seekersErrors,
})
export type ErrorCode = keyof typeof errorCatalogue
export type { ErrorBody, Problem }
