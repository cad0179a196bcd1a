import { noticeTopics } from '@linggong/contract'
import type { Ctx, DomainEvent } from '../../../kernel/context.ts'
import { GatewayError } from '../../../gateways/index.ts'
import { employersFacts, personsFacts } from '../../identity/index.ts'
import { readOfferMatters, type Matter } from '../../insights/index.ts'
import { wechatAllowed } from '../../seekers/index.ts'
import { applies, factsOf, fill, smsParams, type Facts } from '../rules.ts'
import { smsTemplates } from '../sms-templates.ts'
import {
  findNotices,
  insertDeliveries,
  insertNotices,
  lockDeliveries,
  settleSent,
  whoSwitchedOff,
} from '../store-many.ts'
import { settleDelivery, type DeliveryRow, type NoticeRow } from '../store.ts'
import type { Wording } from '../types.ts'
import { wordingByKind } from '../wordings.ts'
import { failOrRetry, sendSms } from './send-sms.ts'

/**
 * Offers come in crowds: the platform asks hundreds of people in a minute, and each has but minutes to answer. What
 * `notify` and `sendSms` do for one is done here for all at once, in a fixed number of statements; words, wishes and
 * what is said twice are the same.
 */
export const offerMadeEvent = 'offerMade'
export const offerSmsQueued = 'offerSmsQueued'
export const offerWechatQueued = 'offerWechatQueued'

export const wording = (): Wording => wordingByKind.get('offerMade.worker')!

export async function employerNames(ctx: Ctx, matters: Iterable<Matter>): Promise<Map<string, string>> {
  const ids = [...new Set([...matters].flatMap(({ employerId }) => (employerId === null ? [] : [employerId])))]
  return new Map((await employersFacts(ctx, ids)).map(({ id, name }) => [id, name]))
}

export const wordsOf = (ctx: Ctx, matter: Matter, names: ReadonlyMap<string, string>, lasting = false): Facts =>
  factsOf(matter, {
    now: ctx.now,
    lasting,
    employerName: (matter.employerId && names.get(matter.employerId)) ?? null,
    reasons: wording().reasons,
  })

/** Tells everybody who was offered a place. Saying it twice adds nothing. */
export async function tellOffers(ctx: Ctx, events: readonly DomainEvent[]): Promise<void> {
  const said = wording()
  const matters = await readOfferMatters(
    ctx,
    events.map((event) => event.subjectId),
  )
  const names = await employerNames(ctx, matters.values())
  const told = events.flatMap((event) => {
    const matter = matters.get(event.subjectId)
    if (!matter?.workerId || !applies(said, matter.state, {})) return []
    const facts = wordsOf(ctx, matter, names, true)
    const notice = {
      id: ctx.newId(),
      key: `${said.kind}:${matter.workerId}:${event.id}`,
      kind: said.kind,
      topic: said.topic,
      recipient: { kind: 'person' as const, id: matter.workerId },
      county: matter.county,
      subject_kind: said.subject,
      subject_id: matter.id,
      title: fill(said.title, facts),
      body: fill(said.body, facts),
      data: {
        ...(matter.postingId && { postingId: matter.postingId }),
        shifts: matter.shifts,
        workers: 1,
        ...(matter.startsAt && { startsAt: matter.startsAt.toISOString() }),
      },
    }
    return [{ notice, matter, personId: matter.workerId }]
  })
  const fresh = await insertNotices(
    ctx,
    told.map(({ notice }) => notice),
  )
  const made = told.filter(({ notice }) => fresh.has(notice.id))
  for (const { notice } of made) ctx.tell(notice.recipient, said.topic)
  const people = made.map(({ personId }) => personId)
  const allowed = ctx.deps.gateways.wechatMessages ? await wechatAllowed(ctx, people) : new Set<string>()
  // In WeChat first, where the person has allowed one; what is refused there goes out by SMS after all.
  const inWechat = made.filter(({ personId }) => allowed.has(personId))
  const wechat = inWechat.map(({ notice, personId }) => ({ id: ctx.newId(), noticeId: notice.id, personId }))
  await insertDeliveries(ctx, wechat, { channel: 'wechat', template: said.kind })
  for (const { id } of wechat) ctx.emit({ name: offerWechatQueued, subjectKind: 'noticeDelivery', subjectId: id })
  await queueOfferSms(
    ctx,
    made.filter(({ personId }) => !allowed.has(personId)),
  )
}

/** An SMS to those who want one. */
export async function queueOfferSms(
  ctx: Ctx,
  told: ReadonlyArray<{ notice: { id: string }; matter: Matter; personId: string }>,
): Promise<void> {
  const { topic, sms } = wording()
  const off = noticeTopics[topic].smsAlways
    ? new Set<string>()
    : await whoSwitchedOff(
        ctx,
        told.map(({ personId }) => personId),
        topic,
      )
  // Who does not want SMS about work has no numbers to answer by.
  const bySms = told.filter(({ matter, personId }) => matter.replyPair !== null && !off.has(personId))
  const deliveries = bySms.map(({ notice, personId }) => ({ id: ctx.newId(), noticeId: notice.id, personId }))
  await insertDeliveries(ctx, deliveries, { channel: 'sms', template: sms!.template })
  for (const { id } of deliveries) ctx.emit({ name: offerSmsQueued, subjectKind: 'noticeDelivery', subjectId: id })
}

type Letter = { delivery: DeliveryRow; phone: string; params: Record<string, string> }

/** Hands the SMS of many offers to the provider, all at the same time; those no longer needed are dropped. */
export async function sendOfferSms(ctx: Ctx, events: readonly DomainEvent[]): Promise<void> {
  const [first] = events
  if (events.length === 1 && first) return sendSms(ctx, first.subjectId)
  const deliveries = await lockDeliveries(
    ctx,
    events.map((event) => event.subjectId),
  )
  const notices = await findNotices(
    ctx,
    deliveries.map((delivery) => delivery.notice_id),
  )
  const letters = await lettersOf(ctx, deliveries, notices)
  const results = await Promise.all(letters.map((letter) => handOver(ctx, letter)))
  await settleSent(
    ctx,
    results.flatMap((one) => ('providerMessageId' in one ? [one] : [])),
  )
  for (const one of results) if ('code' in one) await failOrRetry(ctx, one.delivery, one.code)
}

async function lettersOf(
  ctx: Ctx,
  deliveries: readonly DeliveryRow[],
  notices: ReadonlyMap<string, NoticeRow>,
): Promise<Letter[]> {
  const queued = deliveries.filter(({ state }) => state === 'queued')
  const subjects = queued.flatMap(({ notice_id }) => notices.get(notice_id)?.subject_id ?? [])
  const matters = await readOfferMatters(ctx, subjects)
  const names = await employerNames(ctx, matters.values())
  const people = queued.flatMap(({ person_id }) => person_id ?? [])
  const phones = new Map((await personsFacts(ctx, people)).map(({ id, phone }) => [id, phone]))
  const letters: Letter[] = []
  for (const delivery of queued) {
    const matter = matters.get(notices.get(delivery.notice_id)?.subject_id ?? '')
    if (!matter || !wording().stands.includes(matter.state)) {
      await settleDelivery(ctx, delivery.id, { from: ['queued'], to: 'dropped' })
      continue
    }
    const phone = delivery.person_id && phones.get(delivery.person_id)
    if (!phone) {
      await settleDelivery(ctx, delivery.id, { from: ['queued'], to: 'failed', failureCode: 'noPhone' })
      continue
    }
    const params = smsParams(smsTemplates[wording().sms!.template], wordsOf(ctx, matter, names))
    letters.push({ delivery, phone, params })
  }
  return letters
}

async function handOver(
  ctx: Ctx,
  { delivery, phone, params }: Letter,
): Promise<{ id: string; providerMessageId: string } | { delivery: DeliveryRow; code: string }> {
  try {
    const sent = await ctx.deps.gateways.sms.send({
      to: phone,
      templateCode: wording().sms!.template,
      params,
      outId: delivery.id,
    })
    return { id: delivery.id, providerMessageId: sent.providerMessageId }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return { delivery, code: error.code }
  }
}
