import { stateLabels, type ReportFigure } from '@linggong/contract'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { requireStaff } from '../../kernel/rights.ts'
import { anotherSigns, formOf, reckonFigures, requireReach, units, unitsInReach } from './actions/compile.ts'
import { dueOn } from './actions/due.ts'
import { addUp, compare, quarterOf, valueOf, type ReportForm } from './rules.ts'
import * as store from './store.ts'

const noState = '还没有汇总'
const labelOf = (row: store.ReportRow | undefined) => (row ? stateLabels.quarterlyReport[row.state] : noState)
const figureHead = ({ id, labelZh, unitZh }: ReportForm['sections'][number]['figures'][number]) => ({
  id,
  label: labelZh,
  unit: unitZh,
  money: id.endsWith('Fen'),
})

/** Where the quarter's reports of the counties in reach stand. */
export async function listView(ctx: Ctx, name: string) {
  const quarter = quarterOf(name)
  const due = dueOn(ctx, quarter)
  const reach = unitsInReach(ctx)
  const rows = new Map(
    (
      await store.holdingOf(
        ctx,
        reach.map(({ code }) => code),
        name,
      )
    ).map((row) => [row.county, row]),
  )
  return {
    quarterLabel: quarter.label,
    dueOn: due,
    items: reach.map(({ code, name: countyName }) => {
      const row = rows.get(code)
      return {
        county: code,
        countyName,
        state: row?.state ?? null,
        stateLabel: labelOf(row),
        revision: row?.revision ?? 0,
        signedAt: row?.signed_at ? wireTime(row.signed_at) : null,
        late: isLate(ctx, row?.first_signed_at ?? null, due),
      }
    }),
  }
}

/** What counts is when the quarter was first reported: a revision later makes it neither late nor in time. */
const isLate = (ctx: Ctx, firstSignedAt: Date | null, due: string): boolean =>
  businessDay(firstSignedAt ?? ctx.now) > due

const firstSigned = (revisions: readonly store.ReportRow[]): Date | null =>
  revisions.findLast(({ signed_at }) => signed_at !== null)?.signed_at ?? null

function possible(ctx: Ctx, county: string, row: store.ReportRow | undefined, over: boolean): string[] {
  const { posts } = requireStaff(ctx.actor)
  if (!over || !posts.some((post) => post.role === 'countyOfficer' && post.county === county)) return []
  if (!row) return ['compile']
  if (row.state !== 'compiled') return ['restate']
  return ['compile', 'correct', 'narrate', ...(anotherSigns(ctx, row) ? [] : ['sign'])]
}

export async function reportView(ctx: Ctx, county: string, name: string) {
  requireReach(ctx, county)
  const quarter = quarterOf(name)
  const revisions = await store.revisionsOf(ctx, county, name)
  const row = revisions.find(({ state }) => state !== 'replaced')
  const form = row?.form ?? formOf(ctx, county, quarter)
  const [before] = await store.signedOf(ctx, [county], quarter.before)
  const now = row ? (await reckonFigures(ctx, [county], quarter, ctx.now)).get(county) : undefined
  const due = dueOn(ctx, quarter)
  const figureView = (asked: ReportForm['sections'][number]['figures'][number]) => {
    const { id } = asked
    const computed = row?.figures[id] ?? null
    const corrected = row?.corrections[id]
    const recent = now?.[id] ?? null
    return {
      ...figureHead(asked),
      decimals: asked.decimals,
      computed,
      corrected: corrected?.value ?? null,
      reason: corrected?.reason ?? null,
      correctedBy: corrected?.by ?? null,
      value: row ? valueOf(row.figures, row.corrections, id) : null,
      before: before ? valueOf(before.figures, before.corrections, id) : null,
      now: row && recent !== computed ? recent : null,
    }
  }
  return {
    quarter: name,
    quarterLabel: quarter.label,
    county,
    countyName: units().find(({ code }) => code === county)?.name ?? '',
    version: form.version,
    provisional: form.provisional,
    title: form.titleZh,
    state: row?.state ?? null,
    stateLabel: labelOf(row),
    revision: row?.revision ?? 0,
    dueOn: due,
    late: isLate(ctx, firstSigned(revisions), due),
    cutOffAt: row ? wireTime(row.cut_off_at) : null,
    sections: form.sections.map(({ titleZh, figures }) => ({ title: titleZh, figures: figures.map(figureView) })),
    narrative: row?.narrative ?? null,
    problems: row?.problems ?? null,
    compiledBy: row?.compiled_name ?? null,
    anotherSigns: row?.state === 'compiled' && anotherSigns(ctx, row),
    signedBy: row?.signed_name ?? null,
    signedAt: row?.signed_at ? wireTime(row.signed_at) : null,
    restateReason: row?.restate_reason ?? null,
    revisions: revisions.map((one) => ({
      revision: one.revision,
      stateLabel: labelOf(one),
      signedBy: one.signed_name,
      signedAt: one.signed_at && wireTime(one.signed_at),
      restateReason: one.restate_reason,
    })),
    possible: possible(ctx, county, row, businessDay(ctx.now) > quarter.to),
  }
}

/** Signed reports side by side, their sums, persons told apart as frozen by the last merging, and the quarter before. */
export async function cityView(ctx: Ctx, name: string) {
  const quarter = quarterOf(name)
  const all = units()
  const codes = all.map(({ code }) => code)
  const signed = new Map((await store.signedOf(ctx, codes, name)).map((row) => [row.county, row]))
  const before = new Map((await store.signedOf(ctx, codes, quarter.before)).map((row) => [row.county, row]))
  const last = await store.lastCityReport(ctx, name)
  const form = [...signed.values()][0]?.form ?? formOf(ctx, codes[0] ?? '', quarter)
  const outdated = last !== undefined && [...signed.values()].some((row) => last.parts[row.county] !== row.revision)
  const reported = (rows: ReadonlyMap<string, store.ReportRow>, county: string, id: ReportFigure) => {
    const row = rows.get(county)
    return row ? valueOf(row.figures, row.corrections, id) : null
  }
  return {
    quarter: name,
    quarterLabel: quarter.label,
    version: form.version,
    provisional: form.provisional,
    title: form.titleZh,
    counties: all.map(({ code, name: countyName }) => ({
      county: code,
      name: countyName,
      signed: signed.has(code),
      revision: signed.get(code)?.revision ?? 0,
    })),
    missing: all.filter(({ code }) => !signed.has(code)).map(({ name: countyName }) => countyName),
    compared: codes.filter((code) => signed.has(code) && before.has(code)).length,
    sections: form.sections.map(({ titleZh, figures }) => ({
      title: titleZh,
      figures: figures.map((asked) => ({
        ...figureHead(asked),
        byCounty: codes.map((county) => ({ county, value: reported(signed, county, asked.id) })),
        sum: addUp(
          codes.map((county) => reported(signed, county, asked.id)),
          asked.adds,
        ),
        distinct: last?.apart[asked.id] ?? null,
        ...compare(
          codes.map((county) => ({
            now: reported(signed, county, asked.id),
            before: reported(before, county, asked.id),
          })),
          asked.adds,
        ),
      })),
    })),
    narratives: all.flatMap(({ code, name: countyName }) => {
      const words = signed.get(code)?.narrative
      return words ? [{ countyName, words }] : []
    }),
    revision: last?.revision ?? 0,
    mergedAt: last ? wireTime(last.merged_at) : null,
    mergedBy: last?.merged_name ?? null,
    outdated,
  }
}
