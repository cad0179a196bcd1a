import { z } from 'zod'
import * as shapes from '../common.ts'

/** Where a site's subsidies go. The number is never shown in full: its last four digits tell it from another. */
export const payeeView = z.object({
  /** Name of the account: the operator's own, which alone may receive. */
  holderName: z.string(),
  bankName: z.string(),
  accountTail: z.string(),
  recordedAt: shapes.instant,
})

export const paymentLineView = z.object({
  line: z.int(),
  /** The subsidy it pays, or the evaluated period of a purchased service. */
  subsidyId: shapes.id.nullable(),
  evaluationId: shapes.id.nullable(),
  serviceId: shapes.id.nullable(),
  siteName: z.string(),
  payeeName: z.string(),
  bankName: z.string(),
  accountTail: z.string(),
  amountFen: shapes.fen,
  documentNumber: z.string(),
  purpose: z.string(),
  /** Paid on this day under this voucher; null while the bank's receipt has not come. */
  paidOn: shapes.day.nullable(),
  voucherNumber: z.string().nullable(),
  returnedAt: shapes.instant.nullable(),
  returnedNote: z.string().nullable(),
})

export const paymentFileView = z.object({
  id: shapes.id,
  county: shapes.countyCode,
  number: z.string(),
  madeAt: shapes.instant,
  madeByName: z.string(),
  amountFen: shapes.fen,
  lines: z.array(paymentLineView),
})
