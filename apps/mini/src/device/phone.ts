import { onH5 } from './build.ts'

/** Dials, after the phone's own question. On H5 the browser hands the number to the phone. */
export function dial(number: string): void {
  if (onH5) location.href = `tel:${number.replace(/[^\d+]/g, '')}`
  else uni.makePhoneCall({ phoneNumber: number, fail: () => undefined })
}
