import type { Application } from '../../kernel/application.ts'
import type { Ctx, DomainEvent } from '../../kernel/context.ts'
import { transitionMany } from '../../kernel/transition.ts'
import { readEngagements } from '../engagements/index.ts'
import { shiftIdsOf } from '../postings/index.ts'
import { holderOfQualification } from '../seekers/index.ts'
import { dropInvitations, inviteKind, sendInvitations } from './actions/invitations.ts'
import { dialKind } from './actions/reach.ts'
import { dial } from './actions/voice-calls.ts'
import { applicationMachine, offerMachine } from './machines.ts'
import { ownPaperGaps } from './papers.ts'
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

/**
 * A certificate that was verified counts no more: work already taken for which it was asked is told to both sides, who
 * decide. Expiry was looked at when the work was taken.
 */
async function tellLostPapers(ctx: Ctx, event: DomainEvent): Promise<void> {
  if (event.data.from !== 'verified') return
  const workerId = await holderOfQualification(ctx, event.subjectId)
  if (workerId === undefined) return
  const ahead = (await readEngagements(ctx, { workerId, states: ['accepted', 'concluded'] })).filter(
    ({ endsAt }) => endsAt > ctx.now,
  )
  const gaps = await ownPaperGaps(
    ctx,
    workerId,
    ahead.map(({ id, county, startsAt, endsAt, terms }) => {
      const { occupationCode, qualifications } = terms
      return { id, county, occupationCode, qualifications, startsAt, lastEndsAt: endsAt }
    }),
  )
  for (const [{ id }, lacking] of gaps) {
    if (lacking.length > 0) ctx.emit({ name: 'engagementPaperLost', subjectKind: 'engagement', subjectId: id })
  }
}

export function registerHandlers(app: Application): void {
  for (const ended of ['postingClosed', 'postingExpired', 'postingWithdrawn', 'postingTakenDown']) {
    app.on(ended, 'dispatch.closeWaiting', async (ctx, event) => {
      for (const shiftId of await shiftIdsOf(ctx, event.subjectId)) {
        await endWaiting(ctx, shiftId, 'close')
        await dropInvitations(ctx, shiftId)
      }
    })
  }
  app.on('shiftFilled', 'dispatch.closeWaiting', (ctx, event) => endWaiting(ctx, event.subjectId, 'fill'))

  for (const lost of ['qualificationRefused', 'qualificationEnded'])
    app.on(lost, 'dispatch.tellLostPapers', tellLostPapers)

  // Deadlines of versions that asked in waves; asking needs none any more.
  app.atDue('dispatch.nextWave', async () => undefined)
  app.atDue(inviteKind, (ctx, row) => sendInvitations(ctx, row.subjectId))
  app.atDue(dialKind, (ctx, row) => dial(ctx, row.subjectId))
  app.atDue('dispatch.expireOffer', async (ctx, row) => {
    // Whoever holds the market hears of it by the outbox, as of everything else, and asks others.
    await transitionMany(ctx, offerMachine, [row.subjectId], { move: 'expire', by: 'system' })
  })
  app.atDue('dispatch.expireApplication', async (ctx, row) => {
    await transitionMany(ctx, applicationMachine, [row.subjectId], { move: 'expire', by: 'system' })
  })
}
