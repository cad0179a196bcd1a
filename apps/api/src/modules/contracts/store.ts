import type { ContractState } from '@linggong/contract'
import type { BasisItem, ContractDecision } from '@linggong/policy'
import type { Ctx } from '../../kernel/context.ts'
import type { Contract, ContractText } from './types.ts'

export const canonicalField = 'contracts.canonical'

export type ContractRow = Record<string, unknown> & { id: string; state: ContractState }

export function toContract(row: Record<string, unknown>): Contract {
  return {
    id: row.id as string,
    number: row.number as string,
    verifyCode: row.verify_code as string,
    postingId: row.posting_id as string,
    employerId: row.employer_id as string,
    employerName: row.employer_name as string,
    employerKind: row.employer_kind as Contract['employerKind'],
    workerId: row.worker_id as string,
    workerName: row.worker_name as string,
    county: row.county as string,
    siteId: (row.site_id as string | null) ?? null,
    kind: row.kind as Contract['kind'],
    reasonZh: row.reason_zh as string,
    article: row.article as string,
    provisional: row.provisional as boolean,
    document: row.document as ContractText,
    canonicalEnc: (row.canonical_enc as Buffer | null) ?? null,
    canonicalSha256: row.canonical_sha256 as string,
    state: row.state as ContractState,
    createdAt: row.created_at as Date,
    signBy: row.sign_by as Date,
    concludedAt: (row.concluded_at as Date | null) ?? null,
    sealedAt: (row.sealed_at as Date | null) ?? null,
    documentId: (row.document_id as string | null) ?? null,
    fileSha256: (row.file_sha256 as string | null) ?? null,
    sealTries: row.seal_tries as number,
    sealProblem: (row.seal_problem as string | null) ?? null,
    imported: row.imported as boolean,
  }
}

/**
 * One at a time draws up contracts of this worker for this posting: the acceptances of a job of several
 * shifts are handled beside one another. Held until the transaction ends.
 */
export async function lockPair(ctx: Ctx, workerId: string, postingId: string): Promise<void> {
  await ctx.tx.query('select pg_advisory_xact_lock(hashtextextended($1, 8))', [`${workerId}:${postingId}`])
}

export type DrawnUp = {
  text: ContractText
  canonicalEnc: Buffer
  canonicalSha256: string
  decision: Extract<ContractDecision, { status: 'decided' }>
  basis: readonly BasisItem[]
  signBy: Date
}

export type NewContract = DrawnUp & {
  id: string
  verifyCode: string
  postingId: string
  employer: { id: string; name: string; kind: string }
  worker: { id: string; name: string }
  county: string
  siteId: string | null
}

export async function insertContract(ctx: Ctx, row: NewContract): Promise<Contract> {
  const [made] = await ctx.tx.query(
    `insert into contracts (id, number, verify_code, posting_id, employer_id, employer_name, employer_kind, worker_id,
       worker_name, county, site_id, kind, kind_row, reason_zh, article, basis, provisional, template_version, document,
       canonical_enc, canonical_sha256, state, state_since, created_at, sign_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
       'awaitingWorker', $22, $22, $23) returning *`,
    [
      row.id,
      row.text.number,
      row.verifyCode,
      row.postingId,
      row.employer.id,
      row.employer.name,
      row.employer.kind,
      row.worker.id,
      row.worker.name,
      row.county,
      row.siteId,
      ...drawnUpValues(row),
      ctx.now,
      row.signBy,
    ],
  )
  return toContract(made!)
}

function drawnUpValues(row: DrawnUp): unknown[] {
  return [
    row.decision.kind,
    row.decision.rowId,
    row.decision.reasonZh,
    row.decision.article,
    JSON.stringify(row.basis),
    row.decision.provisional,
    row.text.templateVersion,
    JSON.stringify(row.text),
    row.canonicalEnc,
    row.canonicalSha256,
  ]
}

/** The text drawn up anew because a shift joined or left; only while nobody but the employer has signed. */
export async function redrawContract(ctx: Ctx, id: string, row: DrawnUp): Promise<void> {
  await ctx.tx.query(
    `update contracts set kind = $2, kind_row = $3, reason_zh = $4, article = $5, basis = $6, provisional = $7,
       template_version = $8, document = $9, canonical_enc = $10, canonical_sha256 = $11, sign_by = $12,
       version = version + 1
     where id = $1 and state = 'awaitingWorker'`,
    [id, ...drawnUpValues(row), row.signBy],
  )
}

export async function linkEngagements(ctx: Ctx, contract: Contract, engagementIds: readonly string[]): Promise<void> {
  await ctx.tx.query(
    `insert into contract_engagements (engagement_id, contract_id, worker_id, employer_id, county, site_id)
     select engagement_id, $2, $3, $4, $5, $6 from unnest($1::uuid[]) as e (engagement_id)`,
    [engagementIds, contract.id, contract.workerId, contract.employerId, contract.county, contract.siteId],
  )
}

export async function engagementIdsOf(ctx: Ctx, contractId: string): Promise<string[]> {
  const rows = await ctx.tx.named<{ engagement_id: string }>(
    'contracts-engagements',
    'select engagement_id from contract_engagements where contract_id = $1 order by engagement_id',
    [contractId],
  )
  return rows.map((row) => row.engagement_id)
}

/** Those of the engagements that no contract covers. */
export async function uncovered(ctx: Ctx, engagementIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx.query<{ engagement_id: string }>(
    'select engagement_id from contract_engagements where engagement_id = any ($1::uuid[])',
    [engagementIds],
  )
  const covered = new Set(rows.map((row) => row.engagement_id))
  return engagementIds.filter((id) => !covered.has(id))
}

export type ContractFilter = {
  id?: string
  workerId?: string
  employerId?: string
  postingId?: string
  engagementId?: string
  state?: ContractState
  after?: { createdAt: Date; id: string }
  limit?: number
}

export async function findContracts(ctx: Ctx, filter: ContractFilter): Promise<Contract[]> {
  const rows = await ctx.tx.query(
    `select * from contracts where ($1::uuid is null or id = $1) and ($2::uuid is null or worker_id = $2)
       and ($3::uuid is null or employer_id = $3) and ($4::uuid is null or posting_id = $4)
       and ($5::text is null or state = $5)
       and ($6::timestamptz is null or (created_at, id) < ($6, $7::uuid))
       and ($9::uuid is null or id in (select contract_id from contract_engagements where engagement_id = $9))
     order by created_at desc, id desc limit $8`,
    [
      filter.id ?? null,
      filter.workerId ?? null,
      filter.employerId ?? null,
      filter.postingId ?? null,
      filter.state ?? null,
      filter.after?.createdAt ?? null,
      filter.after?.id ?? null,
      filter.limit ?? 200,
      filter.engagementId ?? null,
    ],
  )
  return rows.map(toContract)
}

export async function lockContract(ctx: Ctx, id: string): Promise<Contract | undefined> {
  const [row] = await ctx.tx.query('select * from contracts where id = $1 for update', [id])
  return row && toContract(row)
}

/** The contract of each engagement that this scope may see. */
export async function contractsByEngagement(
  ctx: Ctx,
  engagementIds: readonly string[],
): Promise<Map<string, Contract>> {
  const rows = await ctx.tx.named(
    'contracts-by-engagement',
    `select ce.engagement_id as of_engagement, c.* from contract_engagements ce join contracts c on c.id = ce.contract_id
     where ce.engagement_id = any ($1::uuid[])`,
    [engagementIds],
  )
  return new Map(rows.map((row) => [row.of_engagement as string, toContract(row)]))
}

export type StoredFile = {
  id: string
  kind: string
  contract: Contract
  sha256: string
  bytes: number
  mediaType: string
}

/** Facts of a file whose bytes are in the object store. */
export async function insertFile(ctx: Ctx, file: StoredFile): Promise<void> {
  const { contract } = file
  await ctx.tx.query(
    `insert into documents (id, kind, subject_kind, subject_id, sha256, bytes, media_type, county, concerns, created_at)
     values ($1, $2, 'contract', $3, $4, $5, $6, $7, $8, $9)`,
    [
      file.id,
      file.kind,
      contract.id,
      file.sha256,
      file.bytes,
      file.mediaType,
      contract.county,
      [contract.workerId, contract.employerId],
      ctx.now,
    ],
  )
}

/** True when the file is this one's; false when the contract had been sealed already. */
export async function markSealed(ctx: Ctx, id: string, file: { documentId: string; sha256: string }): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update contracts set sealed_at = $2, document_id = $3, file_sha256 = $4, seal_tries = seal_tries + 1,
       seal_problem = null where id = $1 and sealed_at is null returning id`,
    [id, ctx.now, file.documentId, file.sha256],
  )
  return rows.length > 0
}

export async function noteSealProblem(ctx: Ctx, id: string, problem: string): Promise<void> {
  await ctx.tx.query(
    'update contracts set seal_tries = seal_tries + 1, seal_problem = $2 where id = $1 and sealed_at is null',
    [id, problem.slice(0, 300)],
  )
}

export type PublicContract = {
  id: string
  number: string
  kind: Contract['kind']
  employerName: string
  employerKind: Contract['employerKind']
  workerName: string
  state: ContractState
  concludedAt: Date | null
  sealedAt: Date | null
  canonicalSha256: string
  fileSha256: string | null
  imported: boolean
}

/** By the code on the paper: a function of the database that shows these columns only. */
export async function contractByCode(ctx: Ctx, code: string): Promise<PublicContract | undefined> {
  const [row] = await ctx.tx.query('select * from contract_by_code($1)', [code])
  return (
    row && {
      id: row.id as string,
      number: row.number as string,
      kind: row.kind as Contract['kind'],
      employerName: row.employer_name as string,
      employerKind: row.employer_kind as Contract['employerKind'],
      workerName: row.worker_name as string,
      state: row.state as ContractState,
      concludedAt: row.concluded_at as Date | null,
      sealedAt: row.sealed_at as Date | null,
      canonicalSha256: row.canonical_sha256 as string,
      fileSha256: row.file_sha256 as string | null,
      imported: row.imported as boolean,
    }
  )
}
