import { onH5 } from './build.ts'

/** Of WeChat's own functions, the one the library has no name for. */
type Receipt = {
  requestMerchantTransfer?(option: {
    mchId: string
    appId: string
    package: string
    success(): void
    fail(): void
  }): void
}
declare const wx: Receipt & { getAccountInfoSync(): { miniProgram: { appId: string } } }

/** Only inside WeChat, and only a newer one, can a page show the wallet's receipt button. */
export const canTakeInWeChat = !onH5 && typeof wx !== 'undefined' && wx.requestMerchantTransfer !== undefined

/**
 * Opens the wallet's own page, on which the person taps «收款».
 * @returns whether the person tapped it; the money's arrival is told by the platform
 */
export function takeInWeChat(payout: { merchantNo: string; personToken: string }): Promise<boolean> {
  return new Promise((resolve) => {
    wx.requestMerchantTransfer?.({
      mchId: payout.merchantNo,
      appId: wx.getAccountInfoSync().miniProgram.appId,
      package: payout.personToken,
      success: () => resolve(true),
      fail: () => resolve(false),
    })
  })
}
