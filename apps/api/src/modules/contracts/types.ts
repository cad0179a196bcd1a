import type { ContractState, EmployerKind, SigningFactor } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { ContractKind, ContractDecision } from '@linggong/policy'

export type Fact = { label: string; value: string }
export type PartyText = { id: string; roleZh: string; name: string; identity: Fact[] }
export type ShiftText = { engagementId: string; shiftId: string; startsAt: string; endsAt: string }

/** A contract's text: what is shown, signed, hashed and printed. Times as on the wire. */
export type ContractText = {
  format: 1
  number: string
  kind: ContractKind
  title: string
  templateVersion: string
  drawnUpAt: string
  county: string
  postingId: string
  /** Hash of the terms the employer signed at publication. */
  postingTermsSha256: string
  workTitle: string
  employer: PartyText
  worker: PartyText
  terms: Fact[]
  shifts: ShiftText[]
  summary: string[]
  clauses: Array<{ heading: string; text: string; article: string }>
  whyThisKind: string
  article: string
}

/** A party with everything that names it, in clear. */
export type EmployerParty = {
  id: string
  kind: EmployerKind
  name: string
  identifierLabel: string
  identifier: string
  address: string
  contactName: string
  phone: string
}
export type WorkerParty = { id: string; name: string; idNumber: string; phone: string }

export type ContractShift = { engagementId: string; shiftId: string; startsAt: Date; endsAt: Date }

export type DrawUpInput = {
  number: string
  decision: Extract<ContractDecision, { status: 'decided' }>
  template: {
    version: string
    titleZh: string
    partiesZh: { employer: string; worker: string }
    summaryZh: readonly string[]
    clauses: ReadonlyArray<{ titleZh: string; textZh: string; article: string }>
  }
  county: string
  postingId: string
  postingTermsSha256: string
  employer: EmployerParty
  worker: WorkerParty
  terms: WorkTerms
  shifts: readonly ContractShift[]
  drawnUpAt: Date
  /** From the policy of the place and day. */
  minimumHourlyFen: number | null
  maxHoursPerDay: number
  maxHoursPerWeek: number
  maxPayIntervalDays: number
  /** What giving notice so late leads to, for either side, in the policy's sentences. */
  cancellationZh: { worker: readonly string[]; employer: readonly string[] }
}

export type Contract = {
  id: string
  number: string
  verifyCode: string
  postingId: string
  employerId: string
  employerName: string
  employerKind: EmployerKind
  workerId: string
  workerName: string
  county: string
  siteId: string | null
  kind: ContractKind
  reasonZh: string
  article: string
  provisional: boolean
  document: ContractText
  canonicalEnc: Buffer | null
  canonicalSha256: string
  state: ContractState
  createdAt: Date
  signBy: Date
  concludedAt: Date | null
  sealedAt: Date | null
  documentId: string | null
  fileSha256: string | null
  sealTries: number
  sealProblem: string | null
  imported: boolean
}

export type Signing = {
  id: string
  contractId: string
  party: 'employer' | 'worker'
  /** null: the employer's contact proved it at the counter. */
  personId: string | null
  personName: string
  factor: SigningFactor
  intentWords: string
  channel: string
  device: string
  assistedBy: string | null
  photoDocumentId: string | null
  documentSha256: string
  provedAt: Date
  at: Date
}
