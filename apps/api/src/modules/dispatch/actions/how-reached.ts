import type { Ctx } from '../../../kernel/context.ts'
import { reachWishes, wechatAllowed, type ReachWish } from '../../seekers/index.ts'
import { reachBy, type Reach } from '../rules-reply.ts'

export type Reached = { reach: Reach; sms: boolean; callAfterSms: boolean; wish: ReachWish | undefined }

/** By which way each of these people is asked, and what it has said of it: one or two statements. */
export async function howReached(ctx: Ctx, people: readonly string[]): Promise<Map<string, Reached>> {
  const wishes = await reachWishes(ctx, people)
  const voice = ctx.deps.gateways.voice !== undefined
  const wechat = ctx.deps.gateways.wechatMessages ? await wechatAllowed(ctx, people) : new Set<string>()
  return new Map(
    people.map((id) => {
      const wish = wishes.get(id)
      return [id, { ...reachBy(wish?.channels, voice, wechat.has(id)), wish }]
    }),
  )
}
