import type { ContractState } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import type { FileAnswer } from '../../../kernel/http/serve.ts'
import { engagementIdsOf, findContracts, type ContractFilter } from '../store.ts'
import { signingsOf } from '../store-signings.ts'
import type { Contract } from '../types.ts'
import { contractToItem, contractToView } from '../view.ts'

/** One contract that this scope may see, else NotFound. */
export async function readContract(ctx: Ctx, id: string): Promise<Contract> {
  const [contract] = await findContracts(ctx, { id })
  return contract ?? refuse('NotFound')
}

export async function viewContract(ctx: Ctx, contract: Contract, already = false) {
  return contractToView(ctx.deps, ctx.actor, contract, {
    engagementIds: await engagementIdsOf(ctx, contract.id),
    signings: await signingsOf(ctx, contract.id),
    already,
  })
}

function keyset(after: string | undefined): ContractFilter['after'] {
  if (after === undefined) return undefined
  const [at, id] = after.split('~')
  const createdAt = new Date(Number(at))
  if (!id || Number.isNaN(createdAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) {
    return refuse('InputInvalid', {
      problems: [{ path: 'query.after', code: 'invalid', message: '翻页位置不对,请从头看起' }],
    })
  }
  return { createdAt, id }
}

type ListQuery = {
  after?: string | undefined
  limit: number
  state?: ContractState | undefined
  postingId?: string | undefined
  engagementId?: string | undefined
}

export async function listContracts(ctx: Ctx, side: Pick<ContractFilter, 'workerId' | 'employerId'>, query: ListQuery) {
  const after = keyset(query.after)
  const found = await findContracts(ctx, {
    ...side,
    ...(query.state && { state: query.state }),
    ...(query.postingId && { postingId: query.postingId }),
    ...(query.engagementId && { engagementId: query.engagementId }),
    ...(after && { after }),
    limit: query.limit + 1,
  })
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: items.map(contractToItem),
    next: found.length > query.limit && last ? `${last.createdAt.getTime()}~${last.id}` : null,
  }
}

/**
 * The sealed file, in full: for the two parties and for whom one of them has asked for help. Officers read
 * the masked text instead. Refuses ContractFileNotReady, ContractWithoutFile.
 */
export async function readContractFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const contract = await readContract(ctx, id)
  const { actor } = ctx
  const isParty =
    (actor.kind === 'person' &&
      (actor.personId === contract.workerId || actor.employerIds.includes(contract.employerId))) ||
    (actor.kind === 'staff' &&
      (actor.assists.persons.includes(contract.workerId) || actor.assists.employers.includes(contract.employerId)))
  if (!isParty) refuse('NotFound')
  if (contract.fileSha256 === null) return refuse(contract.imported ? 'ContractWithoutFile' : 'ContractFileNotReady')
  return {
    file: await ctx.deps.objects.get(contract.fileSha256),
    mediaType: 'application/pdf',
    fileName: `${contract.number}.pdf`,
  }
}
