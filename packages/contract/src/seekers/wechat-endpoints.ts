import { z } from 'zod'
import { endpoints } from '../endpoint.ts'
import { seekersPaths as paths } from './paths.ts'

const wechatMessages = z.object({
  /** What WeChat is asked to allow (`wx.requestSubscribeMessage`); null where the city sends nothing in WeChat. */
  offerTemplateId: z.string().nullable(),
  /** Messages about offers allowed and not sent yet. */
  left: z.int(),
  /** Whether to ask for another yes: fewer are left than the city keeps (policy `reach.wechatMessagesKept`). */
  ask: z.boolean(),
})

export const wechatEndpoints = endpoints({
  getWechatMessages: {
    ...paths.getWechatMessages,
    summary: 'Messages in WeChat that I have allowed and that were not sent yet',
    right: 'worker.act',
    answer: wechatMessages,
    errors: [],
  },
  allowWechatMessage: {
    ...paths.allowWechatMessage,
    summary: 'I have allowed one more message about offers, on the phone whose WeChat the code of wx.login names',
    right: 'worker.act',
    body: z.object({ code: z.string().trim().min(1).max(200) }),
    answer: wechatMessages,
    errors: ['WechatCodeInvalid', 'WechatSilent', 'WechatMessagesAbsent'],
  },
})
