import type { Ctx } from '../../kernel/context.ts'
import type { Contract, Signing } from './types.ts'

export async function insertSigning(
  ctx: Ctx,
  contract: Contract,
  row: Omit<Signing, 'contractId' | 'at'> & { at?: Date },
): Promise<void> {
  await ctx.tx.query(
    `insert into contract_signings (id, contract_id, party, worker_id, employer_id, county, site_id, person_id, person_name,
       factor, intent_words, channel, device, assisted_by, photo_document_id, document_sha256, proved_at, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      row.id,
      contract.id,
      row.party,
      contract.workerId,
      contract.employerId,
      contract.county,
      contract.siteId,
      row.personId,
      row.personName,
      row.factor,
      row.intentWords,
      row.channel,
      row.device,
      row.assistedBy,
      row.photoDocumentId,
      row.documentSha256,
      row.provedAt,
      row.at ?? ctx.now,
    ],
  )
}

export async function signingsOf(ctx: Ctx, contractId: string): Promise<Signing[]> {
  const rows = await ctx.tx.query('select * from contract_signings where contract_id = $1 order by at, party', [
    contractId,
  ])
  return rows.map((row) => ({
    id: row.id as string,
    contractId: row.contract_id as string,
    party: row.party as Signing['party'],
    personId: (row.person_id as string | null) ?? null,
    personName: row.person_name as string,
    factor: row.factor as Signing['factor'],
    intentWords: row.intent_words as string,
    channel: row.channel as string,
    device: row.device as string,
    assistedBy: (row.assisted_by as string | null) ?? null,
    photoDocumentId: (row.photo_document_id as string | null) ?? null,
    documentSha256: row.document_sha256 as string,
    provedAt: row.proved_at as Date,
    at: row.at as Date,
  }))
}
