import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { transitionMany } from '../../kernel/transition.ts'
import { shiftIdsOf } from '../postings/index.ts'
import { dialKind } from './actions/reach.ts'
import { dial } from './actions/voice-calls.ts'
import { applicationMachine, offerMachine } from './machines.ts'
import { findApplications, findOffers } from './store.ts'

/** What is left open for a shift that can no longer be taken is ended with its reason, so that nobody waits in vain. */
async function endWaiting(ctx: Ctx, shiftId: string, move: 'fill' | 'close'): Promise<void> {
  const offers = await findOffers(ctx, { shiftId, open: true })
  const applications = await findApplications(ctx, { shiftId, open: true })
  const idsOf = (rows: ReadonlyArray<{ id: string }>) => rows.map((row) => row.id)
  if (offers.length > 0) await transitionMany(ctx, offerMachine, idsOf(offers), { move, by: 'system' })
  if (applications.length > 0) {
    await transitionMany(ctx, applicationMachine, idsOf(applications), { move, by: 'system' })
  }
}

export function registerHandlers(app: Application): void {
  for (const ended of ['postingClosed', 'postingExpired', 'postingWithdrawn', 'postingTakenDown']) {
    app.on(ended, 'dispatch.closeWaiting', async (ctx, event) => {
      for (const shiftId of await shiftIdsOf(ctx, event.subjectId)) await endWaiting(ctx, shiftId, 'close')
    })
  }
  app.on('shiftFilled', 'dispatch.closeWaiting', (ctx, event) => endWaiting(ctx, event.subjectId, 'fill'))

  // Deadlines of versions that asked in waves; asking needs none any more.
  app.atDue('dispatch.nextWave', async () => undefined)
  app.atDue(dialKind, (ctx, row) => dial(ctx, row.subjectId))
  app.atDue('dispatch.expireOffer', async (ctx, row) => {
    // Whoever holds the market hears of it by the outbox, as of everything else, and asks others.
    await transitionMany(ctx, offerMachine, [row.subjectId], { move: 'expire', by: 'system' })
  })
  app.atDue('dispatch.expireApplication', async (ctx, row) => {
    await transitionMany(ctx, applicationMachine, [row.subjectId], { move: 'expire', by: 'system' })
  })
}
