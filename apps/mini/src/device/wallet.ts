import { onH5 } from './build.ts'

/** Only WeChat itself can say whose wallet it is. */
export const canBindWallet = !onH5

/** A code that the platform exchanges for the wallet of this phone; undefined where WeChat gives none. */
export function walletCode(): Promise<string | undefined> {
  return new Promise((resolve) => {
    uni.login({
      provider: 'weixin',
      success: ({ code }) => resolve(code),
      fail: () => resolve(undefined),
    })
  })
}
