/** Dials, after the phone's own question. On H5 the browser hands the number to the phone. */
export function dial(number: string): void {
  // #ifdef H5
  location.href = `tel:${number.replace(/[^\d+]/g, '')}`
  // #endif
  // #ifndef H5
  uni.makePhoneCall({ phoneNumber: number, fail: () => undefined })
  // #endif
}
