import type { Ctx } from '../../../kernel/context.ts'
import { moveEngagements, readEngagements } from '../../engagements/index.ts'
import { wagesOfEngagement, type Wage } from '../wage-store.ts'

/**
 * An engagement is paid once it is confirmed and every part of its wage has reached the worker.
 * The undisputed part alone leaves it as it is: the dispute is not over.
 */
export async function payEngagements(ctx: Ctx, wages: readonly Wage[]): Promise<void> {
  const ids = [...new Set(wages.map((wage) => wage.engagementId))]
  const confirmed = await readEngagements(ctx, { ids, states: ['confirmed'] })
  const done: string[] = []
  for (const engagement of confirmed) {
    const parts = await wagesOfEngagement(ctx, engagement.id)
    const complete = parts.some((part) => part.part !== 'undisputed')
    if (complete && parts.every((part) => part.paidAt !== null)) done.push(engagement.id)
  }
  if (done.length > 0) await moveEngagements(ctx, done, { move: 'pay', by: 'system' })
}
