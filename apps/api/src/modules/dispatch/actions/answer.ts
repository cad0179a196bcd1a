import type { Channel, Deps } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/errors.ts'
import { unitOfWork } from '../../../kernel/unit-of-work.ts'
import { reasonOfRefusal, type AnswerReason } from '../rules-reply.ts'
import { findOffers } from '../store.ts'
import { declineOfferOf, takeOfferOf } from './offers.ts'
import { isFull, standBy } from './stand-by.ts'

export type Outcome = 'taken' | 'declined' | AnswerReason

/**
 * A yes or no of the person itself, heard by a machine (SMS, telephone key). Saying it twice changes nothing; one
 * that comes too late or cannot count is told to the person (event `offerAnswerFailed`) and harms nobody.
 */
export async function answerOffer(
  deps: Deps,
  offerId: string,
  yes: boolean,
  via: { channel: Channel; name: string; requestId: string },
): Promise<Outcome> {
  const unit = {
    actor: { kind: 'system', name: via.name },
    channel: via.channel,
    requestId: via.requestId,
    scope: { system: true },
  } as const
  try {
    return await unitOfWork(deps, unit, async (ctx) => {
      const [row] = await findOffers(ctx, { id: offerId })
      if (!row) throw new Error(`a code or call names an offer that is not there: ${offerId}`)
      // The same answer once more: calm, nothing is said again.
      if (row.state === 'taken' && yes) return 'taken'
      if (row.state === 'declined' && !yes) return 'declined'
      const said = (reason: AnswerReason): AnswerReason => {
        ctx.emit({ name: 'offerAnswerFailed', subjectKind: 'offer', subjectId: offerId, data: { reason } })
        return reason
      }
      if (row.state === 'taken') return said('takenBefore')
      if (row.state === 'declined') return said('declinedBefore')
      // Ended with the last place, before the person could answer.
      if (row.state === 'filled' && yes && (await isFull(ctx, row))) {
        await standBy(ctx, row)
        return said('full')
      }
      if (row.state !== 'open' || row.expires_at <= ctx.now) return said('late')
      if (yes) await takeOfferOf(ctx, row, { by: 'worker' })
      else await declineOfferOf(ctx, row, { by: 'worker' })
      return yes ? 'taken' : 'declined'
    })
  } catch (error) {
    const reason = error instanceof Refusal ? reasonOfRefusal(error.code) : undefined
    if (!reason) throw error
    await unitOfWork(deps, unit, async (ctx) => {
      const [row] = await findOffers(ctx, { id: offerId })
      if (row && reason === 'full') await standBy(ctx, row)
      ctx.emit({ name: 'offerAnswerFailed', subjectKind: 'offer', subjectId: offerId, data: { reason } })
    })
    return reason
  }
}
