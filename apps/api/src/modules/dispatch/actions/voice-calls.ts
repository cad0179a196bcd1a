import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx, Deps } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { unitOfWork } from '../../../kernel/unit-of-work.ts'
import { GatewayError, receiptsTaken, type VoiceReport } from '../../../gateways/index.ts'
import { personIdsOfPhone, personsFacts } from '../../identity/index.ts'
import { spokenOffer } from '../rules-spoken.ts'
import { beginAttempt, lockCall, lockPhone, putOnDesk, ringsForAnother, setCall, type CallRow } from '../store-reach.ts'
import { findOffers, type OfferRow } from '../store.ts'
import { shiftsForTaking } from '../../postings/index.ts'
import { answerOffer } from './answer.ts'
import { callRef, dialKind } from './reach.ts'

const name = 'dispatch.voiceCall'
const minuteMs = 60_000
const yesKey = '1'
const noKey = '2'

/** Calls the person about an offer that is still open, unless the telephone rings already. */
export async function dial(ctx: Ctx, offerId: string): Promise<void> {
  const [offer] = await findOffers(ctx, { id: offerId })
  if (offer?.state !== 'open' || offer.expires_at <= ctx.now) return
  const { voice } = ctx.deps.gateways
  const [person] = await personsFacts(ctx, [offer.worker_id])
  const [shift] = await shiftsForTaking(ctx, [offer.shift_id])
  if (!person?.phone || !shift) return
  // One telephone rings for one offer at a time: of several at once all but the first would find it engaged.
  const sharing = await personIdsOfPhone(ctx, person.phone)
  await lockPhone(ctx, sharing)
  const policy = ctx.deps.policy.at(businessDay(ctx.now), { county: offer.county })
  const pauseMs = policy.number('dispatch.callAgainMinutes') * minuteMs
  if (await ringsForAnother(ctx, sharing, offerId, new Date(ctx.now.getTime() - pauseMs))) {
    ctx.schedule({ kind: dialKind, subjectId: offerId, dueAt: new Date(ctx.now.getTime() + pauseMs) })
    return
  }
  const attempts = (await lockCall(ctx, { offerId }))?.attempts ?? 0
  const ref = callRef(offerId, attempts + 1)
  const call = await beginAttempt(ctx, { offerId, workerId: offer.worker_id, county: offer.county, ref })
  if (!call) return
  if (!voice) return onDesk(ctx, offer)
  try {
    const { callId } = await voice.call({
      to: person.phone,
      templateCode: 'OFFER_CALL',
      params: spokenOffer(shift, ctx.now, sharing.length > 1 ? person.name : null),
      keys: [
        { key: yesKey, templateCode: 'OFFER_CALL_YES' },
        { key: noKey, templateCode: 'OFFER_CALL_NO' },
      ],
      outId: ref,
    })
    await setCall(ctx, offerId, { providerCallId: callId })
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    ctx.deps.log.warn({ offer: offerId, code: error.code }, 'a call was not made')
    await setCall(ctx, offerId, { code: error.code })
    // A number the provider refuses is not dialled again; a service that is down may be back in a minute.
    if (error.kind === 'rejected') await onDesk(ctx, offer)
    else await againOrDesk(ctx, offer, call)
  }
}

function onDesk(ctx: Ctx, offer: OfferRow): Promise<void> {
  const { id, worker_id, county } = offer
  return putOnDesk(ctx, [{ offerId: id, workerId: worker_id, county, ref: callRef(id, 0) }])
}

async function againOrDesk(ctx: Ctx, offer: OfferRow, call: CallRow): Promise<void> {
  const policy = ctx.deps.policy.at(businessDay(ctx.now), { county: offer.county })
  if (offer.state !== 'open' || offer.expires_at <= ctx.now) return setCall(ctx, offer.id, { state: 'ended' })
  if (call.attempts >= policy.number('dispatch.callAttempts')) return onDesk(ctx, offer)
  await setCall(ctx, offer.id, { state: 'missed' })
  const dueAt = new Date(ctx.now.getTime() + policy.number('dispatch.callAgainMinutes') * minuteMs)
  ctx.schedule({ kind: dialKind, subjectId: offer.id, dueAt })
}

/** Takes pushed reports. An unknown call is refused, so that one told too early is pushed again. Refuses NotFound. */
export async function takeVoiceReports(ctx: Ctx, token: string, rawBody: string): Promise<typeof receiptsTaken> {
  for (const report of readBatch(ctx, token, rawBody)) await takeReport(ctx, report)
  return receiptsTaken
}

function asSystem<T>(deps: Deps, requestId: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return unitOfWork(
    deps,
    { actor: { kind: 'system', name }, channel: 'call', requestId, scope: { system: true } },
    work,
  )
}

/** The key that counts: the last of yes and no that was pressed. */
export function answerIn(keys: string): boolean | undefined {
  const last = [...keys].findLast((key) => key === yesKey || key === noKey)
  return last === undefined ? undefined : last === yesKey
}

async function takeReport({ deps, requestId }: Ctx, report: VoiceReport): Promise<void> {
  const call = await asSystem(deps, requestId, (ctx) => lockCall(ctx, { ref: report.outId }))
  if (!call) refuse('NotFound')
  const yes = answerIn(report.keys)
  if (yes !== undefined) {
    if (call.state === 'answered') return
    await answerOffer(deps, call.offer_id, yes, { channel: 'call', name, requestId })
    await asSystem(deps, requestId, (ctx) => setCall(ctx, call.offer_id, { state: 'answered', code: report.code }))
    return
  }
  if (!report.ended) return
  await asSystem(deps, requestId, async (ctx) => {
    const now = await lockCall(ctx, { ref: report.outId })
    // Answered meanwhile, or told twice: this attempt is over already.
    if (now?.state !== 'ringing') return
    const [offer] = await findOffers(ctx, { id: now.offer_id })
    await setCall(ctx, now.offer_id, { code: report.code })
    if (offer) await againOrDesk(ctx, offer, now)
  })
}

function readBatch(ctx: Ctx, token: string, rawBody: string): VoiceReport[] {
  try {
    return ctx.deps.gateways.voice?.readReports({ token, body: JSON.parse(rawBody) as unknown }) ?? refuse('NotFound')
  } catch (error) {
    if (error instanceof GatewayError || error instanceof SyntaxError) return refuse('NotFound')
    throw error
  }
}
