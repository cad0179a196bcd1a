import { say } from './said.ts'

/** Puts the text where it can be pasted from; says so, or how to do it by hand. */
export function copyText(text: string, done: string): void {
  uni.setClipboardData({
    data: text,
    showToast: false,
    success: () => say(done),
    fail: () => say('手机没让复制。请按住文字,自己选“复制”。', 'wrong'),
  })
}
