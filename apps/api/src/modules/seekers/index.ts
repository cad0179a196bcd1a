import type { Application } from '../../kernel/application.ts'
import type { Deps } from '../../kernel/context.ts'
import { unitOfWork } from '../../kernel/unit-of-work.ts'
import { seekersRoutes } from './routes.ts'
import { statusRoutes } from './status-routes.ts'
import { rotateHomes } from './store.ts'

export { workerProfile, type WorkerProfile } from './actions/profile.ts'
export { crewOf, type Crew } from './actions/crews.ts'
export { changeOccupations, workersBrief, workerWishes, type WorkerWishes } from './actions/wishes.ts'
export { recognisedOn } from './store-status.ts'
export { channelsOf } from './store.ts'
export { crewMates, marketWorkers, type MarketProfile } from './store-market.ts'
export { workersForShift, type ShiftWish } from './actions/find-workers.ts'
export { availableFor, boxAround } from './rules.ts'
export * as seeding from './seeding.ts'

const batchRows = 500

/** Brings encrypted homes under the current key, a transaction per batch: the companion of identity's `rotateKeys`. */
export async function rotateKeys(deps: Deps): Promise<void> {
  const options = {
    actor: { kind: 'system', name: 'seekers.rotateKeys' },
    channel: 'platform',
    requestId: deps.ids.next(deps.clock.now()),
    scope: { system: true },
  } as const
  let after: string | null = null
  do {
    const from: string | null = after
    after = await unitOfWork(deps, options, (ctx) => rotateHomes(ctx, from, batchRows))
  } while (after !== null)
}

export function register(app: Application): void {
  app.serve(seekersRoutes)
  app.serve(statusRoutes)
}
