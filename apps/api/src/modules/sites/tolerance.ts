import type { Policy } from '@linggong/policy'
import { noTolerance, type Tolerance } from './rules-running.ts'

/** What the policy of a day tolerates of closures; nothing where none is in force. */
export function toleranceOn(policy: Policy, day: string, county: string): Tolerance {
  const reasons = policy.answer('assessment.toleratedClosureReasons', day, { county })
  if (reasons.status !== 'inForce') return noTolerance
  const days = policy.answer('assessment.toleratedClosureDaysPerYear', day, { county })
  const unlimited = policy.answer('assessment.closureReasonsWithoutLimit', day, { county })
  return {
    reasons: reasons.value,
    daysPerYear: days.status === 'inForce' ? days.value : null,
    unlimited: unlimited.status === 'inForce' ? unlimited.value : [],
  }
}
