import { contractsEndpoints } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { serve } from '../../kernel/http/serve.ts'
import { actingEmployer, actingWorker } from '../../kernel/rights.ts'
import { listContracts, readContract, readContractFile, viewContract } from './actions/read-contract.ts'
import { signContract } from './actions/sign-contract.ts'
import { verifyContract, verifyFile } from './actions/verify-contract.ts'

/** The clerk's consent opens the worker's rows before the contract is looked up. */
async function helping(ctx: Ctx, onBehalfOf: string | undefined): Promise<void> {
  if (ctx.actor.kind === 'staff' && onBehalfOf !== undefined) await actingWorker(ctx, onBehalfOf)
}

export const contractsRoutes = serve(contractsEndpoints, {
  listMyContracts: async (ctx, { query }) => {
    const { workerId } = await actingWorker(ctx, query.onBehalfOf)
    return listContracts(ctx, { workerId }, query)
  },
  listEmployerContracts: async (ctx, { params, query }) => {
    const { employerId } = await actingEmployer(ctx, params.employerId)
    return listContracts(ctx, { employerId }, query)
  },
  getContract: async (ctx, { params, query }) => {
    await helping(ctx, query.onBehalfOf)
    return viewContract(ctx, await readContract(ctx, params.contractId))
  },
  getContractFile: async (ctx, { params, query }) => {
    await helping(ctx, query.onBehalfOf)
    return readContractFile(ctx, params.contractId)
  },
  signContract: async (ctx, { params, body }) => {
    const { workerId, by, onBehalfOf } = await actingWorker(ctx, body.onBehalfOf)
    const { contract, already } = await signContract(ctx, params.contractId, {
      ...body,
      workerId,
      by: by === 'clerk' ? 'clerk' : 'worker',
      ...(onBehalfOf && { onBehalfOf }),
    })
    return viewContract(ctx, contract, already)
  },
  verifyContract: (ctx, { params }) => verifyContract(ctx, params.code),
  verifyContractFile: (ctx, { params, body }) => verifyFile(ctx, params.code, body.sha256),
})
