import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx, Deps } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { unitOfWork } from '../../../kernel/unit-of-work.ts'
import { GatewayError, receiptsTaken, type SmsReply } from '../../../gateways/index.ts'
import { indexesOfPhone } from '../../identity/index.ts'
import { readReply, type ReadReply } from '../rules-reply.ts'
import { claimReply, codesOfPhone, countReplies, settleReply } from '../store-reach.ts'
import { answerOffer } from './answer.ts'

const name = 'dispatch.smsReply'

function asSystem<T>(deps: Deps, requestId: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return unitOfWork(deps, { actor: { kind: 'system', name }, channel: 'sms', requestId, scope: { system: true } }, work)
}

/** Takes pushed replies; each by itself, so that one that cannot count does not hold up the others. Refuses NotFound. */
export async function takeSmsReplies(ctx: Ctx, token: string, rawBody: string): Promise<typeof receiptsTaken> {
  for (const reply of readBatch(ctx, token, rawBody)) await takeReply(ctx, reply)
  return receiptsTaken
}

async function takeReply({ deps, requestId }: Ctx, reply: SmsReply): Promise<void> {
  const heard = await asSystem(deps, requestId, (ctx) => understand(ctx, reply))
  if (heard.kind !== 'answer') return
  const outcome = await answerOffer(deps, heard.offerId, heard.yes, { channel: 'sms', name, requestId })
  // Noted after the answer stands: a crash in between hears the repeated push again, which changes nothing.
  await asSystem(deps, requestId, async (ctx) => {
    const phone = indexesOfPhone(ctx, reply.phone)[0]!
    await claimReply(ctx, phone, reply.sequenceId)
    await settleReply(ctx, phone, reply.sequenceId, outcome, heard.offerId)
  })
}

/** What the reply says; unclear ones are answered a few times, so that two machines do not talk for ever. */
async function understand(ctx: Ctx, reply: SmsReply): Promise<ReadReply | { kind: 'handled' }> {
  const phones = indexesOfPhone(ctx, reply.phone)
  const codes = await codesOfPhone(ctx, phones)
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  const words = { yes: policy.value('dispatch.yesWords'), no: policy.value('dispatch.noWords') }
  const heard = readReply(reply.content, codes, words)
  if (heard.kind === 'answer') return heard
  if (!(await claimReply(ctx, phones[0]!, reply.sequenceId))) return { kind: 'handled' }
  const about = codes.find((code) => code.open)
  await settleReply(ctx, phones[0]!, reply.sequenceId, about ? 'unclear' : 'unknown', about?.offerId ?? null)
  if (about && (await countReplies(ctx, about.offerId, 'unclear')) <= policy.number('dispatch.unclearReplies')) {
    ctx.emit({ name: 'offerAnswerUnclear', subjectKind: 'offer', subjectId: about.offerId })
  }
  return { kind: 'handled' }
}

function readBatch(ctx: Ctx, token: string, rawBody: string): SmsReply[] {
  try {
    return ctx.deps.gateways.sms.readReplies({ token, body: JSON.parse(rawBody) as unknown })
  } catch (error) {
    if (error instanceof GatewayError || error instanceof SyntaxError) return refuse('NotFound')
    throw error
  }
}
