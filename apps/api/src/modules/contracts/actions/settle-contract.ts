import type { Ctx } from '../../../kernel/context.ts'
import { transition, transitionMany } from '../../../kernel/transition.ts'
import { cancelEngagement, readEngagements } from '../../engagements/index.ts'
import { contractMachine } from '../machine.ts'
import { fateOf } from '../rules.ts'
import { contractsByEngagement, engagementIdsOf, findContracts } from '../store.ts'
import { redrawAfterLeaving } from './draw-up-contract.ts'

/** The time to sign is over: the contract lapses, and what it should have covered is cancelled. */
export async function lapseUnsigned(ctx: Ctx, contractId: string): Promise<void> {
  const [contract] = await findContracts(ctx, { id: contractId })
  if (!contract || contract.state !== 'awaitingWorker' || contract.signBy > ctx.now) return
  const moved = await transitionMany(ctx, contractMachine, [contractId], { move: 'lapse', by: 'system' })
  if (moved.length === 0) return
  const ids = await engagementIdsOf(ctx, contractId)
  for (const engagement of await readEngagements(ctx, { ids, states: ['accepted'] })) {
    await cancelEngagement(ctx, engagement.id, { by: 'system', reason: { code: 'notSignedInTime' } })
  }
}

/** Ends or lapses the contract of an engagement that has ended, when nothing under it is left to do. */
export async function settleContractOf(ctx: Ctx, engagementId: string): Promise<void> {
  const contract = (await contractsByEngagement(ctx, [engagementId])).get(engagementId)
  if (!contract) return
  const engagements = await readEngagements(ctx, { ids: await engagementIdsOf(ctx, contract.id) })
  const fate = fateOf(
    contract.state,
    engagements.map((one) => one.state),
  )
  if (fate !== 'stay') {
    await transition(ctx, contractMachine, contract.id, { move: fate, by: 'system' })
    ctx.cancelDue(`contracts.signingDeadline:${contract.id}`)
  } else if (contract.state === 'awaitingWorker') {
    await redrawAfterLeaving(ctx, contract)
  }
}
