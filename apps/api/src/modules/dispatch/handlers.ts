import type { Application } from '../../kernel/application.ts'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { transitionMany } from '../../kernel/transition.ts'
import { places } from '../engagements/index.ts'
import { shiftIdsOf, shiftsForTaking } from '../postings/index.ts'
import { dispatchShift } from './actions/offers.ts'
import { dialKind } from './actions/reach.ts'
import { dial } from './actions/voice-calls.ts'
import { applicationMachine, offerMachine } from './machines.ts'
import { nextAllowed } from './rules.ts'
import { findApplications, findOffers } from './store.ts'

/** While places stay free another wave follows; it may ask those who stayed silent again. */
function planNextWave(ctx: Ctx, shiftId: string, wave: number): void {
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  if (wave >= policy.number('dispatch.maxWaves')) return
  ctx.schedule({
    kind: 'dispatch.nextWave',
    subjectId: shiftId,
    dueAt: new Date(ctx.now.getTime() + policy.number('dispatch.waveEveryMinutes') * 60_000),
    data: { wave: wave + 1 },
  })
}

async function startDispatch(ctx: Ctx, shiftId: string, wave: number): Promise<void> {
  const [shift] = await shiftsForTaking(ctx, [shiftId])
  if (shift?.fillMode !== 'dispatch' || shift.endsAt <= ctx.now) return
  const windows = ctx.deps.policy.at(businessDay(ctx.now), { county: shift.county }).value('offer.quietHours')
  const allowed = nextAllowed(windows, ctx.now)
  if (allowed > ctx.now) {
    ctx.schedule({ kind: 'dispatch.nextWave', subjectId: shiftId, dueAt: allowed, data: { wave } })
    return
  }
  await dispatchShift(ctx, shiftId, wave)
  const place = (await places(ctx, [shiftId])).get(shiftId)
  if (place?.open && place.taken < place.headcount) planNextWave(ctx, shiftId, wave)
}

/** What is left open for a shift that can no longer be taken is withdrawn, so that nobody waits in vain. */
async function closeWaiting(ctx: Ctx, shiftId: string): Promise<void> {
  const offers = await findOffers(ctx, { shiftId, open: true })
  const applications = await findApplications(ctx, { shiftId, open: true })
  if (offers.length > 0) {
    await transitionMany(
      ctx,
      offerMachine,
      offers.map((row) => row.id),
      { move: 'withdraw', by: 'system' },
    )
  }
  if (applications.length > 0) {
    await transitionMany(
      ctx,
      applicationMachine,
      applications.map((row) => row.id),
      { move: 'withdraw', by: 'system' },
    )
  }
}

export function registerHandlers(app: Application): void {
  app.on('postingPublished', 'dispatch.start', async (ctx, event) => {
    for (const shiftId of await shiftIdsOf(ctx, event.subjectId)) await startDispatch(ctx, shiftId, 1)
  })
  for (const freed of ['engagementCancelled', 'engagementNoShow', 'engagementVoided']) {
    app.on(freed, 'dispatch.refill', async (ctx, event) => {
      const shiftId = event.data.shiftId
      if (typeof shiftId === 'string') await startDispatch(ctx, shiftId, 1)
    })
  }
  app.on('offerDeclined', 'dispatch.refill', async (ctx, event) => {
    const [row] = await findOffers(ctx, { id: event.subjectId })
    if (row) await dispatchShift(ctx, row.shift_id, row.wave)
  })
  for (const ended of ['postingClosed', 'postingExpired', 'postingWithdrawn', 'postingTakenDown']) {
    app.on(ended, 'dispatch.closeWaiting', async (ctx, event) => {
      for (const shiftId of await shiftIdsOf(ctx, event.subjectId)) await closeWaiting(ctx, shiftId)
    })
  }
  app.on('shiftFilled', 'dispatch.closeWaiting', (ctx, event) => closeWaiting(ctx, event.subjectId))

  app.atDue('dispatch.nextWave', (ctx, row) => startDispatch(ctx, row.subjectId, Number(row.data.wave ?? 1)))
  app.atDue(dialKind, (ctx, row) => dial(ctx, row.subjectId))
  app.atDue('dispatch.expireOffer', async (ctx, row) => {
    // The next wave asks further: asking at once would ask the same silent people for ever.
    await transitionMany(ctx, offerMachine, [row.subjectId], { move: 'expire', by: 'system' })
  })
  app.atDue('dispatch.expireApplication', async (ctx, row) => {
    await transitionMany(ctx, applicationMachine, [row.subjectId], { move: 'expire', by: 'system' })
  })
}
