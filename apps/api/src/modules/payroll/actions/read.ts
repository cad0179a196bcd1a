import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import type { FileAnswer } from '../../../kernel/http/serve.ts'
import { requirePeriod, type Period } from '../../../kernel/period.ts'
import { readEngagement, readEngagements } from '../../engagements/index.ts'
import type { Doors } from '../doors.ts'
import { escrowsOfPostings, readFunds } from '../escrow-store.ts'
import { escrowRequired } from './escrow.ts'
import { payoutsOfWages, readPaySettings, readPayout, waitingPayouts, wageIdsOf, waysOf } from '../payout-store.ts'
import {
  findCode,
  payslipFile,
  payslipsOf,
  payslipsOfPayouts,
  readPayslip,
  type PayslipItem,
} from '../payslip-store.ts'
import { payCheck, type PayCheck } from '../rules/rails.ts'
import { escrowToView, pageOf, payoutToView, readCursor, wageToView } from '../view.ts'
import { findWages, owedBy, owedForPosting, statementDays, wagesById, wagesOfEngagement } from '../wage-store.ts'
import { sumsOfWorker } from '../wage-sums.ts'
import { railZh } from '../words.ts'

type Page = { after?: string | undefined; limit: number }
/** A clerk helps with everything but the tap on the person's own phone. */
const merchantFor = (ctx: Ctx, workerId: string | null) =>
  ctx.actor.kind === 'person' && ctx.actor.personId === workerId ? ctx.deps.gateways.wechatPay.merchantNo : undefined

export async function listWages(
  ctx: Ctx,
  whose: { workerId?: string; employerId?: string; unpaid?: boolean | undefined },
  page: Page,
) {
  const after = readCursor(page.after)
  const { unpaid, ...owner } = whose
  const rows = await findWages(ctx, {
    ...owner,
    ...(unpaid && { unpaid }),
    ...(after && { after }),
    limit: page.limit + 1,
  })
  return pageOf(
    rows,
    page.limit,
    (row) => ({ at: row.reckonedAt, id: row.id }),
    (row) => wageToView(row, ctx.now),
  )
}

/** Wages of one employer with the name of whom each belongs to, as it stands on the engagement. */
export async function listEmployerWages(ctx: Ctx, employerId: string, unpaid: boolean | undefined, page: Page) {
  const { items, next } = await listWages(ctx, { employerId, unpaid }, page)
  const ids = items.map((wage) => wage.engagementId)
  const engagements = ids.length > 0 ? await readEngagements(ctx, { ids }) : []
  const names = new Map(engagements.map(({ id, workerName }) => [id, workerName]))
  return { items: items.map((wage) => ({ ...wage, workerName: names.get(wage.engagementId) ?? '' })), next }
}

export async function sumWages(ctx: Ctx, workerId: string) {
  const day = businessDay(ctx.now)
  const sums = await sumsOfWorker(ctx, workerId, day)
  const of = (days: 'today' | 'month' | 'year') => ({
    wages: sums[`${days}Wages`],
    netFen: sums[`${days}Net`],
    paidFen: sums[`${days}Paid`],
  })
  const late = { wages: sums.lateWages, netFen: sums.lateNet }
  return { day, today: of('today'), month: of('month'), year: of('year'), late }
}

/** Names are opened to the reader of the payslip, who is one of its two sides or their helper. */
async function employerName(ctx: Ctx, doors: Doors, employerId: string): Promise<string> {
  await ctx.tx.widen({ employers: [employerId] }, 'a payslip names its employer to the worker it pays')
  return (await doors.employer(ctx, employerId)).name
}

async function slipItem(ctx: Ctx, doors: Doors, slip: PayslipItem) {
  return {
    id: slip.id,
    number: slip.number,
    employerId: slip.employerId,
    employerName: await employerName(ctx, doors, slip.employerId),
    netFen: slip.amountFen,
    railLabel: railZh(slip.rail),
    issuedAt: wireTime(slip.issuedAt),
  }
}

export async function listPayslips(ctx: Ctx, doors: Doors, workerId: string, page: Page) {
  const after = readCursor(page.after)
  const rows = await payslipsOf(ctx, workerId, { ...(after && { after }), limit: page.limit + 1 })
  const listed = pageOf(
    rows,
    page.limit,
    (row) => ({ at: row.issuedAt, id: row.id }),
    (row) => row,
  )
  const items = []
  for (const row of listed.items) items.push(await slipItem(ctx, doors, row))
  return { items, next: listed.next }
}

export async function showPayslip(ctx: Ctx, doors: Doors, payslipId: string) {
  const slip = (await readPayslip(ctx, payslipId)) ?? refuse('NotFound')
  const payout = (await readPayout(ctx, slip.payoutId)) ?? refuse('NotFound')
  const wages = await wagesById(ctx, await wageIdsOf(ctx, payout.id))
  await ctx.tx.widen({ persons: [slip.workerId] }, 'a payslip names its worker to the employer who pays')
  const worker = await doors.person(ctx, slip.workerId)
  return {
    ...(await slipItem(ctx, doors, { ...slip, amountFen: payout.amount_fen, rail: payout.rail })),
    workerName: worker.name,
    grossFen: wages.reduce((sum, wage) => sum + wage.grossFen, 0),
    withheldFen: wages.reduce((sum, wage) => sum + wage.withheldFen, 0),
    wages: wages.map((wage) => wageToView(wage, ctx.now)),
    pdfReady: slip.documentId !== null,
  }
}

export async function payslipPdf(ctx: Ctx, payslipId: string): Promise<FileAnswer> {
  const slip = (await readPayslip(ctx, payslipId)) ?? refuse('NotFound')
  const sha256 = slip.documentId === null ? undefined : await payslipFile(ctx, slip.documentId)
  if (sha256 === undefined) return refuse('PayslipNotReady')
  return {
    file: await ctx.deps.objects.get(sha256),
    mediaType: 'application/pdf',
    fileName: `工资单${slip.number}.pdf`,
  }
}

export async function verifyPayslip(ctx: Ctx, code: string) {
  const found = (await findCode(ctx, code)) ?? refuse('NotFound')
  return { number: found.number, sha256: found.sha256, issuedAt: wireTime(found.issuedAt) }
}

export async function listWaiting(ctx: Ctx, workerId: string) {
  const rows = await waitingPayouts(ctx, workerId)
  return { items: rows.map((row) => payoutToView(row, merchantFor(ctx, workerId))) }
}

export async function engagementWages(ctx: Ctx, engagementId: string) {
  await readEngagement(ctx, engagementId)
  const wages = await wagesOfEngagement(ctx, engagementId)
  const payouts = await payoutsOfWages(
    ctx,
    wages.map((wage) => wage.id),
  )
  const onItsWay = payouts.some((payout) => payout.state !== 'failed')
  const slips = await payslipsOfPayouts(
    ctx,
    payouts.map((payout) => payout.id),
  )
  return {
    wages: wages.map((wage) => wageToView({ ...wage, onItsWay }, ctx.now)),
    payouts: payouts.map((payout) => payoutToView(payout, merchantFor(ctx, payout.worker_id))),
    payslips: slips.map(({ id, number, documentId }) => ({ id, number, pdfReady: documentId !== null })),
  }
}

/** Whether the worker of an engagement can be paid; the answer holds no account details. */
export async function engagementPayCheck(ctx: Ctx, engagementId: string): Promise<PayCheck> {
  const engagement = await readEngagement(ctx, engagementId)
  await ctx.tx.widen(
    { persons: [engagement.workerId] },
    'both sides need to know before the shift whether the wage can be paid',
  )
  return payCheck(waysOf(await readPaySettings(ctx, engagement.workerId)))
}

export async function showEscrow(ctx: Ctx, doors: Doors, postingId: string) {
  const [found] = await escrowsOfPostings(ctx, [postingId])
  const escrow = found ?? refuse('NotFound')
  const owed = await owedForPosting(ctx, postingId)
  return escrowToView(escrow, await escrowRequired(ctx, doors, escrow.employer_id), owed)
}

export async function employerFunding(ctx: Ctx, employerId: string) {
  const funds = await readFunds(ctx, employerId)
  const { owedFen, owedUntil, overdueFen } = await owedBy(ctx, employerId)
  return {
    accountNo: funds?.accountNo ?? null,
    accountName: funds?.accountName ?? null,
    bankName: funds?.bankName ?? null,
    creditFen: funds?.creditFen ?? 0,
    owedFen,
    owedUntil: owedUntil && wireTime(owedUntil),
    overdueFen,
  }
}

export async function employerStatement(ctx: Ctx, employerId: string, period: Period) {
  requirePeriod(period)
  const rows = await statementDays(ctx, employerId, period.from, period.to)
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0)
  return {
    ...period,
    people: new Set(rows.flatMap((row) => row.people)).size,
    wages: sum((row) => row.wages),
    minutes: sum((row) => row.minutes),
    grossFen: sum((row) => row.grossFen),
    withheldFen: sum((row) => row.withheldFen),
    netFen: sum((row) => row.netFen),
    paidFen: sum((row) => row.paidFen),
    unpaidFen: sum((row) => row.netFen - row.paidFen),
    days: rows.map((row) => ({
      day: row.day,
      people: row.people.length,
      grossFen: row.grossFen,
      withheldFen: row.withheldFen,
      netFen: row.netFen,
    })),
  }
}
