import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { programmesPaths as paths } from './paths.ts'
import { payeeView, paymentFileView } from './payment-shapes.ts'

const site = z.object({ siteId: shapes.id })
const file = z.object({ fileId: shapes.id })

/** Paying subsidies: the payee's account, the file for the treasury, what the bank sent back. */
export const paymentEndpoints = endpoints({
  getPayeeAccount: {
    ...paths.getPayeeAccount,
    summary: 'Where a site’s subsidies are paid to, masked; null while its operator has recorded none',
    right: 'subsidy.read',
    params: site,
    answer: z.object({ payee: payeeView.nullable() }),
    errors: ['NotFound'],
  },
  setPayeeAccount: {
    ...paths.setPayeeAccount,
    summary: 'The operator records the account of its own that the site’s subsidies are paid to',
    right: 'subsidy.account',
    params: site,
    /** What is missing is said together with what is wrong, by the rules of the county. */
    body: z.object({
      bankName: z
        .string()
        .trim()
        .max(60)
        .regex(/^[^\u0000-\u001f]*$/u, '含有不能显示的符号'),
      accountNumber: z.string().trim().max(60),
    }),
    answer: z.object({ payee: payeeView }),
    errors: ['NotFound', 'PayeeAccountWrong'],
  },
  makePaymentFile: {
    ...paths.makePaymentFile,
    summary: 'Put cleared subsidies of one county into a numbered payment file; all or none',
    right: 'subsidy.finance',
    body: z.object({ subsidyIds: z.array(shapes.id).min(1, '至少选一笔').max(200) }),
    answer: paymentFileView,
    status: 201,
    errors: ['NotFound', 'PaymentNotReady'],
  },
  listPaymentFiles: {
    ...paths.listPaymentFiles,
    summary: 'Payment files of the region, newest first, with every line',
    right: 'subsidy.finance',
    query: shapes.page,
    answer: shapes.pageOf(paymentFileView),
    errors: [],
  },
  getPaymentFileSheet: {
    ...paths.getPaymentFileSheet,
    summary: 'The file itself for the treasury: payees with full account numbers; each download is on record',
    right: 'subsidy.finance',
    params: file,
    answer: z.unknown(),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    errors: ['NotFound'],
  },
  returnPayment: {
    ...paths.returnPayment,
    summary: 'The bank returned the money, or the line was not sent: the subsidy may stand in another file',
    right: 'subsidy.finance',
    params: z.object({ subsidyId: shapes.id }),
    body: z.object({ note: shapes.text(200) }),
    answer: shapes.done,
    errors: ['NotFound', 'PaymentFileMissing', 'StateConflict'],
  },
})
