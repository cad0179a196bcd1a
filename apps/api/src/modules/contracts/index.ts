import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import type { ContractKind } from '@linggong/policy'
import { signContract } from './actions/sign-contract.ts'
import { registerHandlers } from './handlers.ts'
import { contractsRoutes } from './routes.ts'
import { canonicalField, contractsByEngagement } from './store.ts'
import type { Contract } from './types.ts'

export { canonicalField }
export * as contractSeeding from './seeding.ts'
/** Prints and seals imported samples too: `sealContract(ctx, contractId)` inside a unit of the platform. */
export { sealContract } from './actions/seal-contract.ts'
/** Documents of other modules are sealed and printed in the same way. */
export * as documents from './pdf/index.ts'

export type ContractSummary = {
  id: string
  kind: ContractKind
  state: Contract['state']
  number: string
  signBy: Date
  concludedAt: Date | null
  sealedAt: Date | null
}

function summary(contract: Contract): ContractSummary {
  const { id, kind, state, number, signBy, concludedAt, sealedAt } = contract
  return { id, kind, state, number, signBy, concludedAt, sealedAt }
}

/** The contract an engagement is under, as far as this scope may see it. */
export async function contractOf(ctx: Ctx, engagementId: string): Promise<ContractSummary | undefined> {
  return (await contractsOf(ctx, [engagementId])).get(engagementId)
}

/** By engagement; those without a contract (or out of reach) are absent. */
export async function contractsOf(ctx: Ctx, engagementIds: readonly string[]): Promise<Map<string, ContractSummary>> {
  const found = await contractsByEngagement(ctx, engagementIds)
  return new Map([...found].map(([engagementId, contract]) => [engagementId, summary(contract)]))
}

/**
 * The worker signs at the gate with the own code (domain.md, invariant 4); whoever holds the device, it is
 * the worker who proves the intent. Refuses NotConcluded when there is nothing to sign, and as signing does.
 */
export async function concludeAtGate(
  ctx: Ctx,
  engagement: { id: string; workerId: string },
  code: string,
): Promise<ContractSummary> {
  await ctx.tx.widen({ persons: [engagement.workerId] }, 'the worker stands at the gate and proves it with a code')
  const contract = await contractOf(ctx, engagement.id)
  if (!contract) return refuse('NotConcluded')
  const signed = await signContract(ctx, contract.id, {
    workerId: engagement.workerId,
    by: 'worker',
    code,
    channel: 'gate',
  })
  return summary(signed.contract)
}

export function register(app: Application): void {
  app.serve(contractsRoutes)
  registerHandlers(app)
  app.encrypts({ table: 'contracts', key: 'id', columns: [{ column: 'canonical_enc', field: canonicalField }] })
}
