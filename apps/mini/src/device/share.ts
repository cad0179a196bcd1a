import { onH5 } from './build.ts'

/**
 * Hands an address to another person: by the phone's own sheet where the browser has one, else copied to be pasted.
 * @returns what has happened; `givenUp` when the person closed the sheet
 */
export async function shareAddress(
  title: string,
  address: string,
): Promise<'shared' | 'copied' | 'givenUp' | 'failed'> {
  if (onH5 && 'share' in navigator) {
    try {
      await navigator.share({ title, url: address })
      return 'shared'
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'givenUp'
    }
  }
  return new Promise((resolve) => {
    uni.setClipboardData({
      data: address,
      showToast: false,
      success: () => resolve('copied'),
      fail: () => resolve('failed'),
    })
  })
}
