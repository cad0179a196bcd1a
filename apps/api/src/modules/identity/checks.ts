import { GatewayError, type IdentityAnswer } from '../../gateways/index.ts'
import type { Ctx } from '../../kernel/context.ts'

export const recheckKind = 'identity.recheck'
export const reverifyKind = 'identity.reverifyEmployer'

// How the platform bothers a service that did not answer, like the retries of the outbox: no rule of the city.
const firstWaitMs = 10 * 60_000
const longestWaitMs = 24 * 3_600_000

/** The real-name check; a service that does not answer is the same as one that cannot say. */
export async function askIdentity(
  ask: Promise<IdentityAnswer>,
): Promise<Pick<IdentityAnswer, 'result' | 'referenceNo'>> {
  try {
    return await ask
  } catch (error) {
    if (error instanceof GatewayError && error.outcomeUnknown) return { result: 'unavailable', referenceNo: '' }
    throw error
  }
}

/** Checks again later what could not be checked now, ever more seldom. */
export function scheduleRecheck(ctx: Ctx, what: 'person' | 'employer', subjectId: string, attempt: number): void {
  const waitMs = Math.min(firstWaitMs * 2 ** Math.min(attempt, 10), longestWaitMs)
  ctx.schedule({
    kind: recheckKind,
    subjectId,
    dueAt: new Date(ctx.now.getTime() + waitMs),
    data: { what, attempt: attempt + 1 },
  })
}
