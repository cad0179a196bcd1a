import { GatewayError, type WechatLoginGateway } from '../../../gateways/index.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requirePerson } from '../../../kernel/rights.ts'
import type { Doors } from '../doors.ts'
import { readPaySettings } from '../payout-store.ts'
import { changePaySettings } from './pay-settings.ts'

async function openidOf(gateway: WechatLoginGateway, code: string): Promise<string> {
  try {
    return await gateway.openidOf(code)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return refuse(error.outcomeUnknown ? 'WalletSilent' : 'WalletCodeInvalid')
  }
}

/**
 * Binds the wallet of the phone in the person's hand: WeChat says whose it is, so that no openid can be named by
 * whoever asks. Whether the wallet bears the person's own name WeChat checks at each transfer. What is preferred stays.
 * Refuses WalletCodeInvalid, WalletSilent, WalletBindingAbsent.
 */
export async function bindWallet(ctx: Ctx, doors: Doors, code: string) {
  const gateway = ctx.deps.gateways.wechatLogin
  if (!gateway) return refuse('WalletBindingAbsent')
  const { personId } = requirePerson(ctx.actor)
  const openid = await openidOf(gateway, code)
  const before = await readPaySettings(ctx, personId)
  return changePaySettings(ctx, doors, { preferredRail: before?.preferredRail === 'bank' ? 'bank' : 'wechat', openid })
}
