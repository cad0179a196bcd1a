import { createHash } from 'node:crypto'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { siteFiles } from '../../sites/index.ts'
import { found, moved } from '../found.ts'
import { countItems, drawnOf, givenProblems, outcomeOf, reckon, vetoProblems, type Given } from '../rules.ts'
import * as store from '../store.ts'
import { dueOn, policyOf } from '../table.ts'

type Row = store.AssessmentRow
type Veto = Row['vetoes'][number]
type Lists = Partial<Pick<Row, 'county_items' | 'city_items' | 'vetoes'>>

export const countedOf = (row: Row) =>
  countItems(row.score_table, row.site_kind, row.facts, {
    self: row.self_items,
    county: row.county_items,
    city: row.city_items,
  })

/** Total, result and stars as columns. Refuses AssessmentTooLittleKnown. */
function decided(row: Row, lists: Lists) {
  const after = { ...row, ...lists }
  const outcome = outcomeOf(after.score_table, countedOf(after), after.vetoes.length)
  const needed = row.score_table.minimumKnownPoints
  // A knock-out rule needs no points.
  if (after.vetoes.length === 0 && outcome.known < needed)
    refuse('AssessmentTooLittleKnown', { facts: { known: outcome.known, needed } })
  return { total: outcome.total, result: outcome.result, stars: outcome.stars }
}

/** Which of the photos given as evidence lie with the site's files; nothing is read where none is given. */
async function photosOf(ctx: Ctx, row: Row, given: readonly Given[]): Promise<ReadonlySet<string>> {
  if (!given.some(({ photoIds }) => photoIds && photoIds.length > 0)) return new Set()
  return new Set((await siteFiles(ctx, row.site_id)).map(({ id }) => id))
}

/** 自评: the site speaks of every item that the records do not decide. */
export async function selfAssess(ctx: Ctx, id: string, items: readonly Given[]): Promise<Row> {
  const before = await found(ctx, id)
  const open = before.score_table.items.filter(
    (item) => reckon(item, before.facts, before.site_kind).points === null && !item.source,
  )
  const problems = givenProblems(before.score_table, items, {
    all: open.map((item) => item.id),
    reasonWhenNull: false,
    reasonFor: () => false,
    photos: await photosOf(ctx, before, items),
  })
  if (problems.length > 0) refuse('AssessmentItemsWrong', { problems })
  const set = {
    self_items: JSON.stringify(items),
    due_on: dueOn(ctx, 'assessment.scoreWorkingDays', before),
  }
  return (await moved(ctx, id, 'selfAssess', 'operator', set)).row
}

/** The county's score. Without a self-assessment only after its time has run out. */
export async function scoreAssessment(
  ctx: Ctx,
  id: string,
  given: {
    items: readonly Given[]
    vetoes: readonly Veto[]
    opinion?: string | undefined
  },
): Promise<Row> {
  const { staffId } = requireStaff(ctx.actor)
  const before = await found(ctx, id)
  const { score_table: table } = before
  if (before.state === 'opened' && before.due_on !== null && businessDay(ctx.now) <= before.due_on)
    refuse('AssessmentSelfFirst', { facts: { day: before.due_on } })
  const reckoned = new Map(
    table.items.map((item) => [item.id, reckon(item, before.facts, before.site_kind).points] as const),
  )
  const problems = [
    ...givenProblems(table, given.items, {
      all: table.items.filter((item) => !item.source).map((item) => item.id),
      reasonWhenNull: true,
      reasonFor: (item) => reckoned.get(item) !== null || table.items.some((one) => one.id === item && one.source),
      photos: await photosOf(ctx, before, given.items),
    }),
    ...vetoProblems(table, given.vetoes),
  ]
  if (problems.length > 0) refuse('AssessmentItemsWrong', { problems })
  const outcome = decided(before, {
    county_items: [...given.items],
    city_items: null,
    vetoes: [...given.vetoes],
  })
  const set = {
    county_items: JSON.stringify(given.items),
    city_items: null,
    vetoes: JSON.stringify(given.vetoes),
    ...outcome,
    scored_by: staffId,
    drawn: null,
    due_on: null,
  }
  const words = `${outcome.total}分`
  const opinion = given.opinion === undefined ? words : `${words}。${given.opinion}`
  return (await moved(ctx, id, 'score', 'officer', set, { opinion })).row
}

/** Drawn by a hash of id and year: whoever draws again gets the same, and nobody can choose. */
const lot = (row: Row): string => createHash('sha256').update(`${row.year}/${row.id}`).digest('hex')

/** The city draws among a county's scored assessments; what is not drawn goes on with the county's score. */
export async function drawAssessments(ctx: Ctx, of: { county: string; year: number }) {
  if (!(ctx.tx.scope.counties ?? []).includes(of.county)) refuse('NotFound')
  const share = policyOf(ctx, 'assessment.sampleShareBasisPoints', of.county, of.year).value
  const rows = (await store.toDraw(ctx, of.county, of.year)).toSorted((a, b) => lot(a).localeCompare(lot(b)))
  const count = drawnOf(rows.length, share)
  const drawn = rows.slice(0, count)
  await store.markDrawn(
    ctx,
    drawn.map((row) => row.id),
  )
  for (const row of drawn) {
    const data = { year: of.year }
    ctx.audit({ subjectKind: 'assessment', subjectId: row.id, act: 'draw', county: row.county, data })
  }
  for (const row of rows.slice(count))
    await moved(ctx, row.id, 'cityCheck', 'officer', { drawn: false }, { as: 'passUndrawn' })
  return { drawn: drawn.length, undrawn: rows.length - drawn.length }
}

/**
 * The city's own look at a drawn one; points it changes carry a reason and stand beside the county's, knock-out rules it
 * finds are added to the county's.
 */
export async function checkAssessment(
  ctx: Ctx,
  id: string,
  given: { items: readonly Given[]; vetoes: readonly Veto[]; opinion?: string | undefined },
): Promise<Row> {
  const { staffId } = requireStaff(ctx.actor)
  const before = await found(ctx, id)
  if (before.drawn !== true) refuse('AssessmentNotDrawn')
  const problems = [
    ...givenProblems(before.score_table, given.items, {
      all: [],
      reasonWhenNull: true,
      reasonFor: () => true,
      photos: await photosOf(ctx, before, given.items),
    }),
    ...vetoProblems(before.score_table, given.vetoes),
  ]
  if (problems.length > 0) refuse('AssessmentItemsWrong', { problems })
  const added = given.vetoes.filter((one) => !before.vetoes.some((known) => known.id === one.id))
  const vetoes = [...before.vetoes, ...added]
  const outcome = decided(before, { city_items: [...given.items], vetoes })
  const set = {
    city_items: JSON.stringify(given.items),
    vetoes: JSON.stringify(vetoes),
    ...outcome,
    checked_by: staffId,
  }
  const opinion = [checkedWords(before, given.items, added, outcome.total), given.opinion].filter(Boolean).join('。')
  return (await moved(ctx, id, 'cityCheck', 'officer', set, { opinion })).row
}

/** What the check has changed, as it stands in the steps and on the paper. */
function checkedWords(row: Row, items: readonly Given[], added: readonly Veto[], total: number): string {
  const points = items.length === 0 ? [] : [`改${items.length}项,改后${total}分`]
  const titles = added.map(({ id, note }) => {
    const title = row.score_table.vetoes.find((one) => one.id === id)?.titleZh ?? id
    return `一票否决:${title}(${note})`
  })
  return [...points, ...titles].join(';') || '维持县级评分'
}
