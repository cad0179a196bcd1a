import { onH5 } from './build.ts'

/** WeChat scans by itself. In a browser the phone's own scanner opens the address in the code. */
export const canScan = !onH5

/** The token in the address of a code at the gate (`…/c/TOKEN`); undefined for any other code. */
export function gateTokenOf(scanned: string): string | undefined {
  return /\/c\/([\w-]{16,64})(?:[/?#]|$)/.exec(scanned)?.[1]
}

/** What the code says; undefined when the person gave up. */
export function scan(): Promise<string | undefined> {
  return new Promise((resolve) => {
    uni.scanCode({
      onlyFromCamera: true,
      scanType: ['qrCode'],
      success: ({ result }) => resolve(result),
      fail: () => resolve(undefined),
    })
  })
}
