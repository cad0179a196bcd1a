import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { GatewayError, receiptsTaken, type SmsReceipt } from '../../../gateways/index.ts'
import { employersFacts, personsFacts } from '../../identity/index.ts'
import { readMatter, type Matter } from '../../insights/index.ts'
import { nextTry, smsParams } from '../rules.ts'
import { smsTemplates } from '../sms-templates.ts'
import { findNotice, lockDelivery, settleDelivery, type DeliveryRow, type NoticeRow } from '../store.ts'
import type { Wording } from '../types.ts'
import { wordingByKind } from '../wordings.ts'
import { noticeFacts, sendSmsKind } from './notify.ts'

/** Looked up at the moment of sending and kept nowhere. */
async function phoneOf(ctx: Ctx, delivery: DeliveryRow): Promise<string | null> {
  if (delivery.person_id) return (await personsFacts(ctx, [delivery.person_id]))[0]?.phone ?? null
  if (!delivery.employer_id) return null
  const [employer] = await employersFacts(ctx, [delivery.employer_id])
  if (!employer) return null
  if (employer.phone) return employer.phone
  return employer.personId ? ((await personsFacts(ctx, [employer.personId]))[0]?.phone ?? null) : null
}

/** The words of now: «明天» written in the evening is «今天» in the morning. */
async function paramsOf(
  ctx: Ctx,
  notice: NoticeRow,
  wording: Wording,
  matter: Matter,
): Promise<Record<string, string>> {
  const { data } = notice
  const facts = await noticeFacts(
    ctx,
    wording,
    {
      ...matter,
      ...(typeof data.shifts === 'number' && { shifts: data.shifts }),
      ...(typeof data.startsAt === 'string' && { startsAt: new Date(data.startsAt) }),
    },
    {
      ...(typeof data.reason === 'string' && { reasonCode: data.reason }),
      ...(typeof data.workers === 'number' && { workers: data.workers }),
    },
  )
  return smsParams(wording.sms ? smsTemplates[wording.sms.template] : '', facts)
}

/**
 * Hands one SMS to the provider, unless the matter no longer stands. Our id goes along, so that a
 * receipt that came while we were away tells a repeated run that nothing is left to send.
 */
export async function sendSms(ctx: Ctx, deliveryId: string): Promise<void> {
  const delivery = await lockDelivery(ctx, deliveryId)
  if (delivery?.state !== 'queued') return
  const notice = await findNotice(ctx, delivery.notice_id)
  const wording = notice && wordingByKind.get(notice.kind)
  const matter = wording && (await readMatter(ctx, wording.subject, notice.subject_id))
  if (!matter || !wording.sms || !wording.stands.includes(matter.state)) {
    await settleDelivery(ctx, deliveryId, { from: ['queued'], to: 'dropped' })
    return
  }
  const phone = await phoneOf(ctx, delivery)
  if (!phone) {
    await settleDelivery(ctx, deliveryId, { from: ['queued'], to: 'failed', failureCode: 'noPhone' })
    return
  }
  try {
    const params = await paramsOf(ctx, notice, wording, matter)
    const sent = await ctx.deps.gateways.sms.send({
      to: phone,
      templateCode: wording.sms.template,
      params,
      outId: deliveryId,
    })
    await settleDelivery(ctx, deliveryId, {
      from: ['queued'],
      to: 'sent',
      providerMessageId: sent.providerMessageId,
      tried: true,
    })
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    await failOrRetry(ctx, delivery, error.code)
  }
}

export async function failOrRetry(ctx: Ctx, delivery: DeliveryRow, code: string): Promise<void> {
  const again = nextTry(delivery.attempts + 1, code, ctx.now)
  await settleDelivery(ctx, delivery.id, {
    from: ['queued'],
    to: again ? 'queued' : 'failed',
    failureCode: code,
    tried: true,
  })
  ctx.deps.log.warn(
    { delivery: delivery.id, attempts: delivery.attempts + 1, code, again: again !== undefined },
    'an SMS was not sent',
  )
  if (again) ctx.schedule({ kind: sendSmsKind, subjectId: delivery.id, dueAt: again })
}

/** Notes what the provider says became of our messages. Refuses NotFound where the address or the form is wrong. */
export async function takeReceipts(ctx: Ctx, token: string, rawBody: string): Promise<typeof receiptsTaken> {
  for (const receipt of readReceipts(ctx, token, rawBody)) {
    // Receipts of sign-in codes come to the same address; their ids are not deliveries of ours.
    if (!/^[0-9a-f-]{36}$/.test(receipt.outId)) continue
    await ctx.tx.widen({ system: true }, 'the provider has proved itself by the secret of the address')
    await settleDelivery(ctx, receipt.outId, {
      from: ['queued', 'sent'],
      to: receipt.delivered ? 'delivered' : 'failed',
      providerMessageId: receipt.providerMessageId,
      ...(!receipt.delivered && { failureCode: receipt.code }),
    })
  }
  return receiptsTaken
}

function readReceipts(ctx: Ctx, token: string, rawBody: string): SmsReceipt[] {
  try {
    return ctx.deps.gateways.sms.readReceipts({ token, body: JSON.parse(rawBody) as unknown })
  } catch (error) {
    if (error instanceof GatewayError || error instanceof SyntaxError) return refuse('NotFound')
    throw error
  }
}
