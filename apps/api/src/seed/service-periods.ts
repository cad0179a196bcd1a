import { addDays, addWorkingDays } from '@linggong/policy'
import type { ServiceEvaluationState } from '@linggong/contract'
import type pg from 'pg'
import { heldValue } from '../modules/programmes/index.ts'
import {
  instalmentFen,
  itemsOf,
  outcomeOf,
  reckon,
  serviceRecords,
  type Item,
  type Period,
} from '../modules/purchasing/seeding.ts'
import { dayStartMs, hourMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import { unnumbered } from './payment-numbers.ts'
import { resultShareBasisPoints, stands, yearly, type SeededContract } from './programme-services.ts'
import { addSteps, keptUntil, middayOf, short, voucherNumber, type Step } from './programme-steps.ts'
import { addAccount, type Account } from './programme-subsidies.ts'
import type { Random } from './random.ts'
import { readingCtx } from './reading.ts'
import type { ServiceCourse } from './service-courses.ts'
import type { Site } from './sites.ts'

/** Referrals found on paper, as a share of what was agreed. */
const referredOf: Readonly<Record<ServiceCourse, number>> = {
  good: 1.05,
  middling: 0.72,
  failing: 0.3,
  exited: 0.2,
  settled: 0.93,
  noTerms: 0,
}
/** Money for services of one county: a document of its own, written when all periods have named their amounts. */
type Fund = { id: string; documentNumber: string; committed: number; paid: number; site: Site }

/**
 * The periods that are over, evaluated by what the records in the database say (they must have been sent), decided and
 * paid as far as the course of each contract goes.
 */
export async function addServicePeriods(
  client: pg.ClientBase,
  lane: Lane,
  frame: Frame,
  random: Random,
  { contracts, documentNumber }: { contracts: readonly SeededContract[]; documentNumber: number },
): Promise<void> {
  const ctx = readingCtx(client, frame, random.part('reading'))
  const funds = new Map<string, Fund>()
  for (const contract of contracts) {
    const { site } = contract
    const at = random.part(contract.id)
    const year = Number(contract.span.startsOn.slice(0, 4))
    const fund = funds.get(site.unit.code) ?? {
      id: at.id(middayOf(contract.span.startsOn).getTime()),
      documentNumber: `${short(site.unit)}财社〔${year}〕${documentNumber}号`,
      committed: 0,
      paid: 0,
      site,
    }
    funds.set(site.unit.code, fund)
    const account = addAccount(lane, frame, at, site)
    for (const [index, state] of stands[contract.course].entries()) {
      const period = contract.periods[index]
      if (!period) continue
      const facts = await serviceRecords(ctx, site.id, period)
      addPeriod(lane, frame, at, contract, { period, state, facts, fund, account })
    }
  }
  const committed = [...funds.values()].filter((fund) => fund.committed > 0)
  for (const { id, documentNumber: document, committed: asked, paid, site } of committed) {
    const year = Number(frame.today.slice(0, 4))
    const amountFen = (Math.ceil(asked / 10_000_000) + 1) * 10_000_000
    const row = [id, site.unit.code, year, document, '就业补助资金', amountFen, asked, paid, middayOf(`${year}-01-05`)]
    lane.add('appropriations', row)
  }
}

const onPaper = '平台启用前的花名册在纸上,按有双方签字的数'
const objectedWords = '有几天停电,门是开着的,值班表有签字,只是没法在系统里点“开门”。'

function addPeriod(
  lane: Lane,
  frame: Frame,
  random: Random,
  contract: SeededContract,
  one: {
    period: Period
    state: ServiceEvaluationState
    facts: Awaited<ReturnType<typeof serviceRecords>>
    fund: Fund
    account: Account
  },
): void {
  const { site, office, course } = contract
  const { period, state, fund } = one
  const county = site.unit.code
  const rule = <K extends 'passAtLeastScore' | 'objectionWorkingDays' | 'decideWorkingDays'>(key: K): number =>
    heldValue(frame.policy, `purchasedService.${key}`, frame.today, county) ?? 0
  const [first, second] = office.officers
  // One that may still be objected to was evaluated yesterday; the others soon after they ended.
  const evaluatedOn = state === 'opened' ? addDays(frame.today, -1) : addDays(period.to, 3)
  const objectBy = addWorkingDays(frame.policy, evaluatedOn, rule('objectionWorkingDays')).date
  const decidedOn = addDays(objectBy, 1)
  const open = state === 'opened' || state === 'objected'
  const read = itemsOf(contract.measures, contract.catalogue, one.facts, period.days)
  const items = open
    ? read
    : read.map((item): Item => {
        const value = Math.round(item.target * referredOf[course])
        if (item.measure !== 'referrals' || (item.value ?? 0) >= value) return item
        return { ...item, corrected: { value, reason: onPaper } }
      })
  const priceFen = yearly[site.kind].priceFen
  const instalment = instalmentFen(priceFen, contract.span, period)
  const outcome = outcomeOf(items, rule('passAtLeastScore'))
  const breaches = contract.breach && contract.breach.on <= period.to ? [contract.breach] : []
  const fixedPartPaidWhenFailed =
    heldValue(frame.policy, 'purchasedService.fixedPartPaidWhenFailed', frame.today, county) ?? true
  const of = { instalmentFen: instalment, resultShareBasisPoints, days: period.days, fixedPartPaidWhenFailed }
  const money = reckon(of, outcome, period.period === 1 ? breaches : [])
  const paid = state === 'paid'
  const placed = paid || state === 'confirmed'
  const confirmedOn = addDays(decidedOn, 3)
  const paidOn = addDays(decidedOn, 7)
  const objectedOn = addDays(evaluatedOn, 2)
  const since = { opened: evaluatedOn, objected: objectedOn, decided: decidedOn, confirmed: confirmedOn, paid: paidOn }[
    state
  ]
  if (placed) fund.committed += money.amountFen
  if (paid) fund.paid += money.amountFen
  const id = random.id(middayOf(evaluatedOn).getTime())
  const voucher = paid ? voucherNumber(site.unit, paidOn, id) : null
  const objection = { on: objectedOn, words: objectedWords, outcome: null, note: null }
  lane.add('service_evaluations', [
    id,
    contract.id,
    site.id,
    county,
    site.name,
    period.period,
    period.from,
    period.to,
    state,
    middayOf(since),
    JSON.stringify(items),
    evaluatedOn,
    objectBy,
    state === 'objected' ? JSON.stringify(objection) : null,
    outcome.knownWeight,
    open ? null : outcome.score,
    open ? null : outcome.passed,
    instalment,
    open ? null : money.amountFen,
    open ? null : JSON.stringify(money.lines),
    first.id,
    open ? null : second.id,
    placed ? office.finance.id : null,
    placed ? fund.id : null,
    voucher,
    paid ? paidOn : null,
    addWorkingDays(frame.policy, objectBy, rule('decideWorkingDays')).date,
    open ? null : money.resultOfFen,
    open ? null : money.resultFen,
    paid ? keptUntil(frame, paidOn) : null,
  ])
  const steps: Step[] = [
    { move: 'evaluate', day: evaluatedOn, by: 'officer', who: first, opinion: `第${period.period}期` },
  ]
  if (state === 'objected')
    steps.push({
      move: 'objectTo',
      day: objectedOn,
      by: 'operator',
      who: { id: random.id(dayStartMs(objectedOn)), name: site.register.legalPerson },
      opinion: objectedWords,
    })
  if (!open) steps.push({ move: 'decide', day: decidedOn, by: 'officer', who: second, opinion: `${outcome.score}分` })
  if (placed) steps.push({ move: 'confirm', day: confirmedOn, by: 'finance', who: office.finance })
  if (voucher) steps.push({ move: 'pay', day: paidOn, by: 'finance', who: office.finance, opinion: voucher })
  addSteps(lane, random, site, { kind: 'serviceEvaluation', id }, steps, null)
  if (!voucher) return
  const madeAt = new Date(dayStartMs(paidOn) + 9 * hourMs)
  const fileId = random.id(madeAt.getTime())
  lane.add('payment_files', [
    fileId,
    county,
    unnumbered(fileId),
    madeAt,
    office.finance.id,
    office.finance.name,
    1,
    money.amountFen,
    keptUntil(frame, paidOn),
  ])
  lane.add('payment_file_lines', [
    random.id(madeAt.getTime()),
    fileId,
    1,
    county,
    site.id,
    null,
    one.account.id,
    site.register.operatorName,
    money.amountFen,
    fund.documentNumber,
    `购买服务第${period.period}期`,
    id,
    voucher,
    paidOn,
  ])
}
