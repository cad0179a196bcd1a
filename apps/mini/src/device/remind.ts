import { onH5 } from './build.ts'

/** `off`: the person has switched off all messages of the mini-program, or WeChat has stopped this one. */
export type Allowed = 'yes' | 'no' | 'off' | 'failed'

/** Of WeChat's own functions: https://developers.weixin.qq.com/miniprogram/dev/api/open-api/subscribe-message/wx.requestSubscribeMessage.html */
type Reminding = {
  requestSubscribeMessage?(option: {
    tmplIds: readonly string[]
    success(answer: Record<string, string>): void
    fail(error: { errCode?: number }): void
  }): void
}
declare const wx: Reminding

/** The person has switched messages off in the settings of the mini-program. */
const switchedOff = 20004

export const canRemind = !onH5 && typeof wx !== 'undefined' && wx.requestSubscribeMessage !== undefined

/**
 * Asks for one more message. WeChat shows the question only right under a tap: nothing may be waited for before this is
 * called.
 */
export function allowReminder(templateId: string): Promise<Allowed> {
  return new Promise((resolve) => {
    wx.requestSubscribeMessage?.({
      tmplIds: [templateId],
      success: (answer) => {
        const said = answer[templateId] ?? ''
        resolve(said.startsWith('accept') ? 'yes' : said === 'reject' ? 'no' : 'off')
      },
      fail: ({ errCode }) => resolve(errCode === switchedOff ? 'off' : 'failed'),
    })
  })
}
