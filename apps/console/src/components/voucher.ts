import type { Problem } from '../platform/sending.ts'

export type Voucher = { voucherNumber: string; paidOn: string }

/** Everything that is missing from a voucher, each at its field. */
export function voucherSlips({ voucherNumber, paidOn }: Voucher): Problem[] {
  const slip = (path: string, message: string): Problem => ({ path, code: 'missing', message })
  return [
    ...(voucherNumber.trim() === '' ? [slip('voucherNumber', '写支付凭证上的号')] : []),
    ...(paidOn === '' ? [slip('paidOn', '选哪天拨付的')] : []),
  ]
}
