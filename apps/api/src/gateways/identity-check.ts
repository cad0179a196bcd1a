/** Real-name checks of people and organisations, over our own gateway protocol (apps/sandbox/README.md). */
import { GatewayError, textField } from './call.ts'
import type { GatewayTools } from './call.ts'
import { signedCall } from './signed-json.ts'
import type { SignedJsonConfig } from './signed-json.ts'

/** `unavailable`: the source itself cannot say now; try later or let a clerk check the papers. */
export type IdentityResult = 'match' | 'mismatch' | 'unavailable'

export interface IdentityAnswer {
  result: IdentityResult
  /** The service's number of this check, to be kept as proof. */
  referenceNo: string
  /** ISO 8601 with +08:00. */
  checkedAt: string
}

export interface IdentityCheckGateway {
  /**
   * Whether this name and this citizen identity number belong together.
   * @throws GatewayError `unavailable` (no answer), `untrusted`, `rejected` (the question was malformed)
   */
  checkPerson(question: { requestId: string; name: string; idNumber: string }): Promise<IdentityAnswer>
  /** Whether this organisation, its credit code and its legal person belong together. Errors as above. */
  checkOrganisation(question: {
    requestId: string
    name: string
    uscc: string
    legalPersonName: string
  }): Promise<IdentityAnswer>
}

const SERVICE = 'identityCheck'
const RESULTS: readonly IdentityResult[] = ['match', 'mismatch', 'unavailable']

export function createIdentityCheckGateway(config: SignedJsonConfig, tools: GatewayTools): IdentityCheckGateway {
  return {
    checkPerson: (question) => check(config, tools, '/v1/person-checks', question),
    checkOrganisation: (question) => check(config, tools, '/v1/organisation-checks', question),
  }
}

async function check(
  config: SignedJsonConfig,
  tools: GatewayTools,
  path: string,
  question: { requestId: string },
): Promise<IdentityAnswer> {
  const { status, value } = await signedCall(SERVICE, config, tools, { method: 'POST', path, value: question })
  if (status !== 200)
    throw new GatewayError(SERVICE, 'rejected', String(value['code'] ?? status), 'the question was refused')
  const result = RESULTS.find((one) => one === value['result'])
  if (!result || value['requestId'] !== question.requestId) {
    throw new GatewayError(SERVICE, 'untrusted', 'badAnswer', 'the answer does not fit the question')
  }
  return {
    result,
    referenceNo: textField(SERVICE, value, 'referenceNo'),
    checkedAt: textField(SERVICE, value, 'checkedAt'),
  }
}
