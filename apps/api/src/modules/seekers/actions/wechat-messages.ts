import { GatewayError, type WechatLoginGateway } from '../../../gateways/index.ts'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requirePerson } from '../../../kernel/rights.ts'
import { addPermission, messagesLeft, reachChanged } from '../store-wechat.ts'

function view(ctx: Ctx, left: number) {
  const { wechatMessages, wechatLogin } = ctx.deps.gateways
  const offerTemplateId = wechatLogin && wechatMessages ? wechatMessages.offerTemplateId : null
  const kept = ctx.deps.policy.number('reach.wechatMessagesKept', businessDay(ctx.now))
  return { offerTemplateId, left, ask: offerTemplateId !== null && left < kept }
}

export async function readWechatMessages(ctx: Ctx) {
  return view(ctx, await messagesLeft(ctx, requirePerson(ctx.actor).personId))
}

async function openidOf(gateway: WechatLoginGateway, code: string): Promise<string> {
  try {
    return await gateway.openidOf(code)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return refuse(error.outcomeUnknown ? 'WechatSilent' : 'WechatCodeInvalid')
  }
}

/**
 * Counts one more message that the person has allowed. What WeChat really holds only shows when one is sent: a refusal
 * there sets the count back. Refuses WechatCodeInvalid, WechatSilent, WechatMessagesAbsent.
 */
export async function allowWechatMessage(ctx: Ctx, code: string) {
  const { wechatMessages, wechatLogin } = ctx.deps.gateways
  if (!wechatMessages || !wechatLogin) return refuse('WechatMessagesAbsent')
  const { personId } = requirePerson(ctx.actor)
  const left = await addPermission(ctx, personId, await openidOf(wechatLogin, code))
  ctx.audit({ subjectKind: 'person', subjectId: personId, act: 'allowWechatMessage', concerns: [personId] })
  if (left === 1) reachChanged(ctx, personId)
  return view(ctx, left)
}
