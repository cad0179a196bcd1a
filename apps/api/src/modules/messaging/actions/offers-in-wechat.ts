import type { WechatMessagesGateway } from '../../../gateways/wechat-messages.ts'
import { GatewayError } from '../../../gateways/index.ts'
import type { Ctx, DomainEvent } from '../../../kernel/context.ts'
import { readOfferMatters, type Matter } from '../../insights/index.ts'
import { lockPermissions, setMessagesLeft } from '../../seekers/index.ts'
import { offerInWechat } from '../rules-wechat.ts'
import { findNotices, lockDeliveries, settleMany } from '../store-many.ts'
import type { DeliveryRow } from '../store.ts'
import { employerNames, queueOfferSms, wording, wordsOf } from './offers-told.ts'

/** What WeChat says of a person who has not allowed any, or is not there any more: none of its permissions is left. */
const noneLeft = ['43101', '40003']

type Letter = { delivery: DeliveryRow; personId: string; matter: Matter }
/** `left`: what the answer says of the permissions; `unknown`: it may have been sent all the same. */
type Outcome = Letter & { code: string | null; left: 'used' | 'kept' | 'none' | 'unknown' }

/**
 * Sends offers in WeChat, one permission each. What does not go out there goes out by SMS: the person has minutes to
 * answer, so that nothing is tried twice. A message whose fate is unknown is told by SMS as well and counts as used.
 */
export async function sendOfferWechat(ctx: Ctx, events: readonly DomainEvent[]): Promise<void> {
  const gateway = ctx.deps.gateways.wechatMessages
  const deliveries = await lockDeliveries(
    ctx,
    events.map((event) => event.subjectId),
  )
  const { letters, gone } = await lettersOf(ctx, deliveries)
  const left = new Map(
    [...(await lockPermissions(ctx, [...new Set(letters.map(({ personId }) => personId))]))].map(([id, one]) => [
      id,
      { ...one },
    ]),
  )
  const sendable: Array<Letter & { openid: string }> = []
  const unsent: Letter[] = []
  for (const letter of letters) {
    const permission = left.get(letter.personId)
    if (gateway && permission && permission.left > 0) {
      permission.left -= 1
      sendable.push({ ...letter, openid: permission.openid })
    } else unsent.push(letter)
  }
  const names = await employerNames(
    ctx,
    letters.map(({ matter }) => matter),
  )
  const outcomes = await Promise.all(
    sendable.map((letter) =>
      handOver(gateway!, letter, offerInWechat(letter.matter, wordsOf(ctx, letter.matter, names))),
    ),
  )
  for (const { personId, left: how } of outcomes) {
    const permission = left.get(personId)!
    if (how === 'kept') permission.left += 1
  }
  for (const { personId, left: how } of outcomes) if (how === 'none') left.get(personId)!.left = 0
  const asked = new Set(outcomes.map(({ personId }) => personId))
  await setMessagesLeft(
    ctx,
    [...left.values()].filter(({ personId }) => asked.has(personId)),
  )
  await settleMany(ctx, [
    ...outcomes.map(({ delivery, code }) => ({
      id: delivery.id,
      state: code === null ? ('sent' as const) : ('failed' as const),
      code,
    })),
    ...unsent.map(({ delivery }) => ({ id: delivery.id, state: 'failed' as const, code: 'notAllowed' })),
    ...gone.map((id) => ({ id, state: 'dropped' as const, code: null })),
  ])
  const bySms = [...unsent, ...outcomes.filter(({ code }) => code !== null)]
  await queueOfferSms(
    ctx,
    bySms.map(({ delivery, matter, personId }) => ({ notice: { id: delivery.notice_id }, matter, personId })),
  )
}

async function lettersOf(ctx: Ctx, deliveries: readonly DeliveryRow[]): Promise<{ letters: Letter[]; gone: string[] }> {
  const queued = deliveries.filter(({ state }) => state === 'queued')
  const notices = await findNotices(
    ctx,
    queued.map(({ notice_id }) => notice_id),
  )
  const subjectOf = (delivery: DeliveryRow) => notices.get(delivery.notice_id)?.subject_id ?? ''
  const matters = await readOfferMatters(ctx, queued.map(subjectOf))
  const letters: Letter[] = []
  const gone: string[] = []
  for (const delivery of queued) {
    const matter = matters.get(subjectOf(delivery))
    const stands = matter !== undefined && wording().stands.includes(matter.state)
    if (stands && delivery.person_id) letters.push({ delivery, matter, personId: delivery.person_id })
    else gone.push(delivery.id)
  }
  return { letters, gone }
}

async function handOver(
  gateway: WechatMessagesGateway,
  { openid, ...letter }: Letter & { openid: string },
  message: { page: string; data: Record<string, string> },
): Promise<Outcome> {
  try {
    await gateway.sendOffer({ openid, ...message })
    return { ...letter, code: null, left: 'used' }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    const left = error.outcomeUnknown ? 'unknown' : noneLeft.includes(error.code) ? 'none' : 'kept'
    return { ...letter, code: error.code, left }
  }
}
