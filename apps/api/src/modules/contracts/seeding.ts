import type { Deps } from '../../kernel/context.ts'
import { canonicalHash } from './pdf/index.ts'
import { contractNumber, verifyCodeFrom } from './rules.ts'
import type { ContractText } from './types.ts'

/**
 * Rows for the seed writer, for history taken over as data: each `…Columns` is the column list of a
 * `copy TABLE (…) from stdin`, the function beside it makes one row of values in that order.
 */
export type CopyValue = string | number | boolean | Date | Buffer | null

export type SeedContract = {
  id: string
  engagementId: string
  shiftId: string
  postingId: string
  employer: { id: string; name: string; kind: string }
  worker: { id: string; name: string }
  county: string
  siteId: string | null
  kind: ContractText['kind']
  kindLabel: string
  reasonZh: string
  article: string
  workTitle: string
  terms: ContractText['terms']
  /** `concluded` or `ended`, as the engagement stands; `lapsed` when it never began. */
  state: 'concluded' | 'lapsed' | 'ended'
  createdAt: Date
  concludedAt: Date | null
  /** Business day of `createdAt`, and the shift's times as on the wire. */
  createdDay: string
  startsAt: string
  endsAt: string
}

export const contractColumns = [
  'id',
  'number',
  'verify_code',
  'posting_id',
  'employer_id',
  'employer_name',
  'employer_kind',
  'worker_id',
  'worker_name',
  'county',
  'site_id',
  'kind',
  'kind_row',
  'reason_zh',
  'article',
  'basis',
  'provisional',
  'template_version',
  'document',
  'canonical_sha256',
  'state',
  'state_since',
  'created_at',
  'sign_by',
  'concluded_at',
  'imported',
] as const

/** No identity numbers: the text of an imported contract names the parties by name alone. */
export function importedText(contract: SeedContract, number: string): ContractText {
  const party = (roleZh: string, one: { id: string; name: string }) => ({
    id: one.id,
    roleZh,
    name: one.name,
    identity: [],
  })
  return {
    format: 1,
    number,
    kind: contract.kind,
    title: contract.kindLabel,
    templateVersion: 'imported',
    drawnUpAt: contract.startsAt,
    county: contract.county,
    postingId: contract.postingId,
    postingTermsSha256: '',
    workTitle: contract.workTitle,
    employer: party('甲方', contract.employer),
    worker: party('乙方', contract.worker),
    terms: contract.terms,
    shifts: [
      {
        engagementId: contract.engagementId,
        shiftId: contract.shiftId,
        startsAt: contract.startsAt,
        endsAt: contract.endsAt,
      },
    ],
    summary: [],
    clauses: [],
    whyThisKind: contract.reasonZh,
    article: contract.article,
  }
}

export function contractRow(deps: Pick<Deps, 'keyring'>, contract: SeedContract): CopyValue[] {
  const number = contractNumber(contract.county, contract.createdDay, contract.id)
  const text = importedText(contract, number)
  return [
    contract.id,
    number,
    verifyCodeFrom(deps.keyring.index('contracts.verify_code', contract.id)),
    contract.postingId,
    contract.employer.id,
    contract.employer.name,
    contract.employer.kind,
    contract.worker.id,
    contract.worker.name,
    contract.county,
    contract.siteId,
    contract.kind,
    'imported',
    contract.reasonZh,
    contract.article,
    '[]',
    true,
    'imported',
    JSON.stringify(text),
    canonicalHash(text),
    contract.state,
    contract.concludedAt ?? contract.createdAt,
    contract.createdAt,
    contract.createdAt,
    contract.concludedAt,
    true,
  ]
}

export const contractEngagementColumns = [
  'engagement_id',
  'contract_id',
  'worker_id',
  'employer_id',
  'county',
  'site_id',
] as const
export function contractEngagementRow(contract: SeedContract): CopyValue[] {
  return [
    contract.engagementId,
    contract.id,
    contract.worker.id,
    contract.employer.id,
    contract.county,
    contract.siteId,
  ]
}
