import { addDays } from '@linggong/policy'
import { reasonLabel, type ReportFigure } from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { findStaffName } from '../../identity/index.ts'
import { countyQuarterCounts } from '../../insights/index.ts'
import { referralTotals } from '../../referrals/index.ts'
import { reportMachine } from '../machine.ts'
import { isFineEnough, quarterOf, unsignedProblems, type Figures, type Quarter } from '../rules.ts'
import * as store from '../store.ts'
import { policyDay } from './due.ts'

type Row = store.ReportRow

/** Refuses NoPolicyInForce. */
export function formOf(ctx: Ctx, county: string, quarter: Quarter): Row['form'] {
  const found = ctx.deps.policy.answer('report.form', policyDay(ctx, quarter), { county })
  if (found.status === 'noPolicy') return refuse('NoPolicyInForce')
  return { ...found.value, provisional: found.provisional }
}

export const units = () => reportingUnits().map(({ code, name }) => ({ code, name }))

/** Counties of the asking one's scope that report. */
export const unitsInReach = (ctx: Ctx) => units().filter(({ code }) => (ctx.tx.scope.counties ?? []).includes(code))

export function requireReach(ctx: Ctx, county: string): void {
  if (!unitsInReach(ctx).some(({ code }) => code === county)) refuse('NotFound')
}

function requireOwn(ctx: Ctx, county: string): { staffId: string } {
  const { posts, staffId } = requireStaff(ctx.actor)
  if (!posts.some((post) => post.county === county && post.siteId === null)) refuse('NotFound')
  return { staffId }
}

/**
 * Figures of these counties from the register and the records as they stood before `recordedBefore`. Complaints and
 * training have no ledger yet: they are left without a figure.
 */
export async function reckonFigures(
  ctx: Ctx,
  counties: readonly string[],
  quarter: Quarter,
  recordedBefore: Date,
): Promise<Map<string, Figures>> {
  const counts = await countyQuarterCounts(ctx, counties, { from: quarter.from, to: quarter.to, recordedBefore })
  const totals = await referralTotals(ctx, {
    from: quarter.from,
    to: quarter.to,
    counties,
    countedBefore: recordedBefore,
  })
  return new Map(
    counts.map(({ county, ...figures }) => {
      const placed = totals.find((one) => one.county === county && one.siteId === null)
      return [
        county,
        {
          ...figures,
          placements: placed?.personTimes ?? 0,
          placedPersons: placed?.persons ?? 0,
          hardToEmployPersons: placed?.hardToEmployPersons ?? 0,
          complaintsReceived: null,
          complaintsClosed: null,
          trainings: null,
        },
      ]
    }),
  )
}

/** Persons told apart over all these counties, each up to its own cut-off: whom two of them placed is one. */
export async function personsApart(ctx: Ctx, quarter: Quarter, cutOffs: ReadonlyMap<string, Date>): Promise<Figures> {
  const span = { from: quarter.from, to: quarter.to, counties: [...cutOffs.keys()], countedBefore: cutOffs }
  const all = (await referralTotals(ctx, span)).find((one) => one.county === null)
  return { placedPersons: all?.persons ?? 0, hardToEmployPersons: all?.hardToEmployPersons ?? 0 }
}

async function compiled(
  ctx: Ctx,
  of: { county: string; quarter: Quarter; by: string },
  revision: number,
  kept: Partial<Row>,
) {
  const figures = (await reckonFigures(ctx, [of.county], of.quarter, ctx.now)).get(of.county) ?? {}
  return store.putCompiled(ctx, {
    id: ctx.newId(),
    county: of.county,
    quarter: of.quarter.name,
    revision,
    form: formOf(ctx, of.county, of.quarter),
    figures,
    corrections: kept.corrections ?? {},
    narrative: kept.narrative ?? null,
    problems: kept.problems ?? null,
    restate_reason: kept.restate_reason ?? null,
    compiled_by: of.by,
    compiled_name: (await findStaffName(ctx, of.by)).name,
  })
}

/** Freezes the figures with this moment as the cut-off; again until it is signed. */
export async function compileReport(ctx: Ctx, county: string, name: string): Promise<void> {
  const { staffId: by } = requireOwn(ctx, county)
  const quarter = quarterOf(name)
  if (businessDay(ctx.now) <= quarter.to)
    refuse('QuarterNotOver', { facts: { quarter: quarter.label, day: addDays(quarter.to, 1) } })
  const [last] = await store.revisionsOf(ctx, county, name)
  if (last?.state === 'signed') refuse('ReportSigned')
  const row = await compiled(ctx, { county, quarter, by }, last?.revision ?? 1, last ?? {})
  if (!row) return refuse('ReportSigned')
  if (!last) recordBirth(ctx, reportMachine, row, { by: 'officer', event: 'reportCompiled', data: { quarter: name } })
  else ctx.audit({ subjectKind: 'quarterlyReport', subjectId: row.id, act: 'compileAgain', county })
}

/** The revision that holds. Refuses ReportMissing. */
export async function holding(ctx: Ctx, county: string, quarter: string): Promise<Row> {
  const [row] = await store.holdingOf(ctx, [county], quarter)
  return row ?? refuse('ReportMissing')
}

/** Another value beside the reckoned one, with a reason; null takes it back. */
export async function correctFigure(
  ctx: Ctx,
  of: { county: string; quarter: string },
  given: { figure: ReportFigure; value: number | null; reason: string },
): Promise<void> {
  const { staffId } = requireOwn(ctx, of.county)
  const row = await holding(ctx, of.county, of.quarter)
  const asked = row.form.sections.flatMap(({ figures }) => figures).find(({ id }) => id === given.figure)
  if (!asked) return refuse('FigureUnknown')
  if (given.value !== null && !isFineEnough(given.value, asked.decimals))
    refuse('FigureUnknown', {
      problems: [
        {
          path: 'value',
          code: 'tooFine',
          message: asked.decimals === 0 ? `${asked.labelZh}要填整数` : `${asked.labelZh}最多${asked.decimals}位小数`,
        },
      ],
    })
  const { [given.figure]: before, ...others } = row.corrections
  const by = (await findStaffName(ctx, staffId)).name
  const corrections =
    given.value === null ? others : { ...others, [given.figure]: { value: given.value, reason: given.reason, by } }
  if (!(await store.changeCompiled(ctx, row.id, { corrections }))) refuse('ReportSigned')
  const data = { figure: given.figure, before: before?.value ?? row.figures[given.figure] ?? null, after: given.value }
  ctx.audit({
    subjectKind: 'quarterlyReport',
    subjectId: row.id,
    act: 'correct',
    county: of.county,
    note: given.reason,
    data,
  })
}

export async function writeNarrative(
  ctx: Ctx,
  of: { county: string; quarter: string },
  words: { narrative: string; problems?: string | undefined },
): Promise<void> {
  requireOwn(ctx, of.county)
  const row = await holding(ctx, of.county, of.quarter)
  const facts = { narrative: words.narrative, problems: words.problems ?? null }
  if (!(await store.changeCompiled(ctx, row.id, facts))) refuse('ReportSigned')
  ctx.audit({ subjectKind: 'quarterlyReport', subjectId: row.id, act: 'writeNarrative', county: of.county })
}

/** Whether the asking one compiled this report and so leaves the signing to another; without a policy nobody has to. */
export function anotherSigns(ctx: Ctx, row: Pick<Row, 'county' | 'quarter' | 'compiled_by'>): boolean {
  const day = policyDay(ctx, quarterOf(row.quarter))
  const asked = ctx.deps.policy.answer('report.signedByAnother', day, { county: row.county })
  return asked.status !== 'noPolicy' && asked.value && row.compiled_by === requireStaff(ctx.actor).staffId
}

/** Refuses ReportMissing, ReportSignedByAnother, ReportIncomplete, StateConflict. */
export async function signReport(ctx: Ctx, county: string, quarter: string): Promise<void> {
  const { staffId } = requireOwn(ctx, county)
  const row = await holding(ctx, county, quarter)
  if (row.state === 'compiled' && anotherSigns(ctx, row)) refuse('ReportSignedByAnother')
  const problems = unsignedProblems(row)
  if (problems.length > 0) refuse('ReportIncomplete', { problems })
  const { name } = await findStaffName(ctx, staffId)
  await transition(ctx, reportMachine, row.id, {
    move: 'sign',
    by: 'officer',
    set: { signed_by: staffId, signed_name: name, signed_at: ctx.now },
    data: { quarter, revision: row.revision },
  })
}

type Reason = { code: string; note?: string | undefined }

/** 重报: the signed revision is replaced and stays on record; the new one is compiled from what the records say now. */
export async function restateReport(ctx: Ctx, county: string, name: string, said: Reason): Promise<void> {
  const { staffId: by } = requireOwn(ctx, county)
  const row = await holding(ctx, county, name)
  if (row.state !== 'signed') refuse('ReportNotSigned')
  await transition(ctx, reportMachine, row.id, {
    move: 'replace',
    by: 'officer',
    reason: { code: said.code, ...(said.note && { note: said.note }) },
    data: { quarter: name, revision: row.revision },
  })
  const kept = {
    corrections: row.corrections,
    narrative: row.narrative,
    problems: row.problems,
    restate_reason: [reasonLabel('report.restate', said.code), said.note].filter(Boolean).join(':'),
  }
  await compiled(ctx, { county, quarter: quarterOf(name), by }, row.revision + 1, kept)
}
