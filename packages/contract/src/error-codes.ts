import { assessmentsErrors } from './assessments/errors.ts'
import { contactErrors } from './contact/errors.ts'
import { contractsErrors } from './contracts/errors.ts'
import { dispatchErrors } from './dispatch/errors.ts'
import { engagementsErrors } from './engagements/errors.ts'
import { erasureErrors } from './erasure/errors.ts'
import { errorCatalogue as catalogue, kernelErrors, type ErrorBody, type Problem } from './errors.ts'
import { feedbackErrors } from './feedback/errors.ts'
import { identityErrors } from './identity/errors.ts'
import { messagingErrors } from './messaging/errors.ts'
import { payrollErrors } from './payroll/errors.ts'
import { postingsErrors } from './postings/errors.ts'
import { programmesErrors } from './programmes/errors.ts'
import { fundsErrors } from './funds/errors.ts'
import { purchasingErrors } from './purchasing/errors.ts'
import { recognitionErrors } from './recognition/errors.ts'
import { referralsErrors } from './referrals/errors.ts'
import { reportsErrors } from './reports/errors.ts'
import { rightsErrors } from './rights/errors.ts'
import { seekersErrors } from './seekers/errors.ts'
import { sitesErrors } from './sites/errors.ts'
import { worktimeErrors } from './worktime/errors.ts'

/** The whole catalogue: the kernel's errors and every module's. */
export const errorCatalogue = catalogue({
  ...kernelErrors,
  ...assessmentsErrors,
  ...contactErrors,
  ...contractsErrors,
  ...dispatchErrors,
  ...engagementsErrors,
  ...erasureErrors,
  ...feedbackErrors,
  ...identityErrors,
  ...messagingErrors,
  ...payrollErrors,
  ...postingsErrors,
  ...programmesErrors,
  ...purchasingErrors,
  ...fundsErrors,
  ...recognitionErrors,
  ...referralsErrors,
  ...reportsErrors,
  ...rightsErrors,
  ...seekersErrors,
  ...sitesErrors,
  ...worktimeErrors,
})
export type ErrorCode = keyof typeof errorCatalogue
export type { ErrorBody, Problem }
