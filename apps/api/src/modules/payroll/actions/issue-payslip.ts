import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { documents } from '../../contracts/index.ts'
import type { Doors } from '../doors.ts'
import { payeeOf, readPayout, wageIdsOf, type PayoutRow } from '../payout-store.ts'
import { attachPdf, insertPayslip, readPayslip, type Payslip } from '../payslip-store.ts'
import { minutesZh, type WageLine } from '../rules/reckon.ts'
import { wagesById, type Wage } from '../wage-store.ts'
import { cycleZh, railZh } from '../words.ts'

/** Every payout to a worker has its payslip (工资支付暂行规定 第6条); the paper follows from the event. */
export async function issuePayslip(ctx: Ctx, payout: PayoutRow): Promise<void> {
  if (payout.worker_id === null) return
  const id = ctx.newId()
  const tail = payout.id.replaceAll('-', '').slice(-10).toUpperCase()
  const slip: Payslip = {
    id,
    payoutId: payout.id,
    workerId: payout.worker_id,
    employerId: payout.employer_id,
    county: payout.county,
    number: `GZ${businessDay(ctx.now).replaceAll('-', '')}${tail}`,
    // Cannot be guessed from the number: whoever holds the paper may ask, nobody else.
    verifyCode: ctx.deps.keyring.index('payslips.verify_code', id).toString('hex').slice(0, 32),
    documentId: null,
    issuedAt: ctx.now,
  }
  if (!(await insertPayslip(ctx, slip))) return
  ctx.emit({
    name: 'payslipIssued',
    subjectKind: 'payslip',
    subjectId: id,
    data: {
      workerId: slip.workerId,
      employerId: slip.employerId,
      payoutId: payout.id,
      amountFen: payout.amount_fen,
      rail: payout.rail,
    },
  })
}

const yuan = (fen: number) => (fen / 100).toFixed(2)

function basisZh(line: WageLine): string {
  return `${line.quantityZh} × ¥${yuan(line.unitFen)}`
}

/** Lines below zero (a part paid before) are deductions on paper; what remains adds up to the gross. */
export function payslipSums(
  wages: readonly Wage[],
): Pick<documents.PayslipDocument, 'lines' | 'deductions' | 'grossFen' | 'netFen'> {
  const all = wages.flatMap((wage) => wage.reckoning.lines)
  const lines = all
    .filter((line) => line.amountFen >= 0)
    .map((line) => ({ label: line.labelZh, basisZh: basisZh(line), amountFen: line.amountFen }))
  const earlier = all
    .filter((line) => line.amountFen < 0)
    .map((line) => ({ label: line.labelZh, basisZh: '', amountFen: -line.amountFen }))
  const withheldFen = wages.reduce((sum, wage) => sum + wage.withheldFen, 0)
  const tax = withheldFen > 0 ? [{ label: '预扣个人所得税', basisZh: '由用工主体申报', amountFen: withheldFen }] : []
  return {
    lines,
    deductions: [...earlier, ...tax],
    grossFen: lines.reduce((sum, line) => sum + line.amountFen, 0),
    netFen: wages.reduce((sum, wage) => sum + wage.netFen, 0),
  }
}

const masked = (text: string, head: number, tail: number) =>
  `${text.slice(0, head)}${'*'.repeat(Math.max(0, text.length - head - tail))}${text.slice(-tail)}`

function dayZh(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

function periodZh(wages: readonly Wage[]): string {
  const days = wages.map((wage) => wage.workedOn).toSorted()
  const [first = '', last = ''] = [days[0], days.at(-1)]
  return first === last ? dayZh(first) : `${dayZh(first)}至${dayZh(last)}`
}

function worked(wage: Wage): documents.PayslipDocument['worked'][number] {
  const { startsAt, endsAt, placeName } = wage.reckoning
  return {
    dateZh: dayZh(wage.workedOn),
    placeZh: placeName,
    spanZh: `${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`,
    hoursZh: minutesZh(wage.minutes),
  }
}

/** Draws the paper once the payslip stands; a second run finds it drawn. */
export async function drawPayslip(ctx: Ctx, doors: Doors, payslipId: string): Promise<void> {
  const slip = await readPayslip(ctx, payslipId)
  if (!slip || slip.documentId !== null) return
  const payout = await readPayout(ctx, slip.payoutId)
  if (!payout) throw new Error('a payslip without its payout')
  const wages = await wagesById(ctx, await wageIdsOf(ctx, payout.id))
  const content = await payslipContent(ctx, doors, slip, payout, wages)
  const canonicalSha256 = documents.canonicalHash(content)
  const pdf = documents.renderPayslip({ ...content, canonicalSha256 })
  const sha256 = await ctx.deps.objects.put(pdf)
  await attachPdf(ctx, slip, { sha256, bytes: pdf.length, canonicalSha256 })
}

async function payslipContent(
  ctx: Ctx,
  doors: Doors,
  slip: Payslip,
  payout: PayoutRow,
  wages: readonly Wage[],
): Promise<Omit<documents.PayslipDocument, 'canonicalSha256'>> {
  const [person, employer] = [await doors.person(ctx, slip.workerId), await doors.employer(ctx, slip.employerId)]
  const payee = payeeOf(ctx, payout)
  const { config } = ctx.deps
  return {
    number: slip.number,
    createdAt: wireTime(slip.issuedAt),
    employerName: employer.name,
    employerUscc: employer.uscc ?? '',
    workerName: person.name,
    workerIdNumber: masked(person.idNumber, 6, 4),
    workerPhone: person.phone === null ? '未留手机号' : masked(person.phone, 3, 4),
    periodZh: periodZh(wages),
    settlementCycleZh: cycleZh(wages[0]?.settlementCycle ?? 'perShift'),
    worked: wages.map(worked),
    ...payslipSums(wages),
    payment: {
      railZh: payee.kind === 'account' ? `银行卡(尾号 ${payee.accountNo.slice(-4)})` : railZh(payout.rail),
      paidAt: wireTime(payout.state_since),
      proof: payee.kind === 'cash' ? '双方验证码确认,工作人员登记' : (payout.rail_reference ?? ''),
    },
    verifyCode: slip.verifyCode,
    verifyUrl: `${config.publicUrl}/verify/payslips/${slip.verifyCode}`,
    sandbox: config.world !== 'production',
  }
}
