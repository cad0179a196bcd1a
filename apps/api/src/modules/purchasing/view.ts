import {
  objectionOutcomes,
  possibleTransitions,
  serviceContractLifecycle,
  serviceEvaluationLifecycle,
  serviceMeasureGroups,
  serviceStandings,
  stateLabels,
} from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { rolesOf } from '../../kernel/rights.ts'
import { capacitiesOfRoles, filesOf, payeesOf, payeeView, stepViews } from '../programmes/index.ts'
import { operatorsFacts } from '../sites/index.ts'
import { comesTo } from './actions/evaluate.ts'
import { hasTerms, spanOf } from './found.ts'
import { periodsOf, pointsOf, proposedFor, standingOf, type Measure } from './rules.ts'
import * as store from './store.ts'

export const measureView = (measure: Measure) => ({
  id: measure.id,
  group: measure.group,
  groupLabel: serviceMeasureGroups[measure.group],
  clause: measure.article,
  title: measure.titleZh,
  asks: measure.asks,
  unit: measure.unitZh,
  weight: measure.weight,
  target: proposedFor(measure),
  minimumSample: measure.minimumSample ?? null,
})

const holders: Partial<Record<store.EvaluationRow['state'], string>> = {
  objected: '县(市、区)人社局决定',
  decided: '县(市、区)财政局确认',
  confirmed: '县(市、区)财政局拨付',
}

function holderOf(row: store.EvaluationRow, today: string): string | null {
  if (row.state === 'opened')
    return today > row.object_by ? '县(市、区)人社局决定' : `承接机构可提异议到${row.object_by}`
  if (row.state === 'decided' && row.amount_fen === 0) return null
  return holders[row.state] ?? null
}

/** Moves the asking one may make now. */
function possibleFor(ctx: Ctx, row: store.EvaluationRow, today: string): string[] {
  const moves = new Set<string>(
    capacitiesOfRoles(rolesOf(ctx.actor)).flatMap((capacity) =>
      possibleTransitions(serviceEvaluationLifecycle, row.state, capacity),
    ),
  )
  const me = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
  if (row.opened_by === me || (row.state === 'opened' && today <= row.object_by)) moves.delete('decide')
  if (today > row.object_by) moves.delete('object')
  if (row.amount_fen === 0) moves.delete('confirm')
  return [...moves]
}

/** Whether the figures rest on a reading of the policy rather than its words. */
function provisionalOn(ctx: Ctx, { facts_on: day, county }: store.EvaluationRow): boolean {
  const measures = ctx.deps.policy.answer('purchasedService.measures', day, { county })
  return measures.status !== 'noPolicy' && measures.provisional
}

/** Contracts, breaches and files of all rows are read once. */
export async function evaluationViews(ctx: Ctx, rows: readonly store.EvaluationRow[]) {
  const today = businessDay(ctx.now)
  const serviceIds = [...new Set(rows.map((row) => row.service_id))]
  const services = new Map((await store.servicesOf(ctx, serviceIds, today)).map((one) => [one.id, one]))
  const breaches = Map.groupBy(await store.breachesOf(ctx, serviceIds), (one) => one.service_id)
  const files = new Map(
    (
      await filesOf(
        ctx,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.thing_id, one.number]),
  )
  return rows.flatMap((row) => {
    const service = services.get(row.service_id)
    if (!service || !hasTerms(service)) return []
    const open = row.state === 'opened' || row.state === 'objected'
    const now = comesTo(ctx, row, service, breaches.get(row.service_id) ?? [])
    return [
      {
        id: row.id,
        serviceId: row.service_id,
        siteId: row.site_id,
        siteName: row.site_name,
        county: row.county,
        contractNumber: service.contract_number,
        period: row.period,
        from: row.from_on,
        to: row.to_on,
        state: row.state,
        stateLabel: stateLabels.serviceEvaluation[row.state],
        holder: holderOf(row, today),
        factsOn: row.facts_on,
        objectBy: row.object_by,
        items: row.items.flatMap((item) => {
          const measure = service.catalogue.find(({ id }) => id === item.measure)
          if (!measure) return []
          return [
            {
              measure: item.measure,
              groupLabel: serviceMeasureGroups[measure.group],
              clause: measure.article,
              title: measure.titleZh,
              asks: measure.asks,
              unit: measure.unitZh,
              target: item.target,
              weight: item.weight,
              value: item.value,
              figure: item.figure,
              corrected: item.corrected,
              points: pointsOf(item),
            },
          ]
        }),
        knownWeight: row.known_weight,
        score: open ? now.score : row.score,
        passed: open ? now.passed : row.passed,
        objection: row.objection && {
          ...row.objection,
          outcomeLabel: row.objection.outcome && objectionOutcomes[row.objection.outcome],
        },
        reckoning: open ? now.lines : (row.reckoning ?? []),
        amountFen: open ? now.amountFen : (row.amount_fen ?? 0),
        provisional: provisionalOn(ctx, row),
        appropriationId: row.appropriation_id,
        paymentFileNumber: files.get(row.id) ?? null,
        voucherNumber: row.voucher_number,
        paidOn: row.paid_on,
        possible: possibleFor(ctx, row, today),
      },
    ]
  })
}

export async function evaluationView(ctx: Ctx, row: store.EvaluationRow) {
  const [view] = await evaluationViews(ctx, [row])
  if (!view) throw new Error('one row, one view')
  return { ...view, steps: await stepViews(ctx, row.id) }
}

const unitNames = (): Map<string, string> => new Map(reportingUnits().map(({ code, name }) => [code, name]))

const periodsIn = (row: store.ServiceRow) => (hasTerms(row) ? periodsOf(spanOf(row), row.period_months) : [])

/** What somebody has to do about a contract, in words. */
function nextOf(row: store.ServiceRow, today: string): string | null {
  if (!hasTerms(row)) return row.ended_on === null && row.ends_on >= today ? '补登记价款和指标' : null
  if (row.state === 'running' && row.last_passed === false && row.ends_on >= today) return '评估不合格,要办退出'
  if (row.evaluated > row.decided) return '有一期评估等决定'
  const next = periodsIn(row)[row.evaluated]
  return next && next.to < today ? `第${next.period}期到期了,要评估` : null
}

export async function serviceLines(ctx: Ctx, rows: readonly store.ServiceRow[]) {
  const today = businessDay(ctx.now)
  const units = unitNames()
  const operatorIds = [...new Set(rows.flatMap((row) => row.operator_id ?? []))]
  const operators = new Map((await operatorsFacts(ctx, operatorIds)).map((one) => [one.id, one.name]))
  return rows.map((row) => {
    const standing = standingOf({ ...spanOf(row), hasTerms: hasTerms(row) }, today)
    return {
      id: row.id,
      siteId: row.site_id,
      siteName: row.site_name,
      county: row.county,
      countyName: units.get(row.county) ?? '',
      operatorName: operators.get(row.operator_id ?? '') ?? '',
      contractNumber: row.contract_number,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      standing,
      standingLabel: serviceStandings[standing],
      priceFen: row.price_fen,
      paidFen: row.paid_fen,
      decided: row.decided,
      periods: periodsIn(row).length,
      lastScore: row.last_score,
      lastPassed: row.last_passed,
      next: nextOf(row, today),
    }
  })
}

/** Contracts and money county by county, in the order of the reporting units. */
export async function serviceMoney(ctx: Ctx, county: string | undefined) {
  const rows = new Map((await store.moneyByCounty(ctx, businessDay(ctx.now), county)).map((row) => [row.county, row]))
  return reportingUnits().flatMap(({ code, name }) => {
    const row = rows.get(code)
    if (!row) return []
    return [
      {
        county: code,
        countyName: name,
        running: row.running,
        noTerms: row.no_terms,
        priceFen: row.price_fen,
        decided: row.decided,
        failed: row.failed,
        resultOfFen: row.result_of_fen,
        resultFen: row.result_fen,
        deductedFen: row.deducted_fen,
        owedFen: row.owed_fen,
        paidFen: row.paid_fen,
      },
    ]
  })
}

export async function serviceView(ctx: Ctx, row: store.ServiceRow) {
  const [line] = await serviceLines(ctx, [row])
  if (!line) throw new Error('one row, one view')
  const today = businessDay(ctx.now)
  const rows = await store.evaluationsOf(ctx, row.id)
  const next = periodsIn(row)[row.evaluated]
  const [payee] = await payeesOf(ctx, [row.site_id])
  const officer = rolesOf(ctx.actor).includes('countyOfficer')
  const possible = new Set<string>()
  if (officer && row.evaluated === 0 && row.ended_on === null) possible.add('setTerms')
  if (officer && hasTerms(row)) {
    possible.add('breach')
    if (next && next.to < today) possible.add('evaluate')
    if (row.ends_on >= today)
      for (const move of possibleTransitions(serviceContractLifecycle, row.state ?? 'running', 'officer'))
        possible.add(move)
  }
  return {
    ...line,
    siteKind: row.site_kind,
    terms: hasTerms(row)
      ? {
          scope: row.scope ?? '',
          priceFen: row.price_fen,
          periodMonths: row.period_months,
          resultShareBasisPoints: row.result_share_basis_points,
          measures: row.measures,
        }
      : null,
    measures: (row.catalogue ?? [])
      .filter(({ id }) => row.measures?.some((one) => one.measure === id))
      .map((one) => measureView(one)),
    evaluations: await evaluationViews(ctx, rows),
    breaches: (await store.breachesOf(ctx, [row.id])).map((one) => ({
      id: one.id,
      on: one.happened_on,
      words: one.words,
      deductionFen: one.deduction_fen,
      deductedFen: one.deducted_fen,
    })),
    exitedOn: row.ended_on,
    nextPeriod: next ? { period: next.period, from: next.from, to: next.to, ended: next.to < today } : null,
    payee: payee && payee.operator_id === row.operator_id ? payeeView(payee, line.operatorName) : null,
    steps: await stepViews(ctx, row.id),
    possible: [...possible],
  }
}
