import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker, requireStaff } from '../../../kernel/rights.ts'
import { statusProblems } from '../rules-status.ts'
import { endLapsed, endStatusRow, findStatus, insertStatus } from '../store-status.ts'

function categoriesOf(ctx: Ctx): Array<{ id: string; label: string }> {
  const list = ctx.deps.policy.value('hardToEmploy.categories', businessDay(ctx.now))
  return list.map((one) => ({ id: one.id, label: one.titleZh }))
}

async function view(ctx: Ctx, personId: string) {
  const today = businessDay(ctx.now)
  const categories = categoriesOf(ctx)
  const labels = new Map(categories.map((one) => [one.id, one.label]))
  const rows = await findStatus(ctx, personId)
  return {
    items: rows.map((row) => ({
      id: row.id,
      category: row.category,
      categoryLabel: labels.get(row.category) ?? row.category,
      evidence: row.evidence,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      inForce: row.ended_at === null && row.valid_from <= today && today <= row.valid_until,
      endedAt: row.ended_at && wireTime(row.ended_at),
    })),
    categories,
  }
}

/** Seen by the person, and by a clerk who has the person's consent. */
export async function readOwnStatus(ctx: Ctx, onBehalfOf: string | undefined) {
  return view(ctx, (await actingWorker(ctx, onBehalfOf)).workerId)
}

/** The county whose staff decides: with the person's recorded consent, since hardship is the person's own affair. */
async function enteringFor(ctx: Ctx, personId: string): Promise<{ staffId: string; county: string }> {
  const staff = requireStaff(ctx.actor)
  await actingWorker(ctx, personId)
  const county = staff.posts.find((post) => post.county !== null)?.county ?? refuse('NotFound')
  return { staffId: staff.staffId, county }
}

export async function recordStatus(
  ctx: Ctx,
  personId: string,
  given: {
    category: string
    evidence: string
    evidenceNumber?: string | undefined
    validFrom: string
    validUntil: string
  },
) {
  const { staffId, county } = await enteringFor(ctx, personId)
  const today = businessDay(ctx.now)
  await endLapsed(ctx, personId, today)
  const known = await findStatus(ctx, personId)
  const problems = statusProblems(given, {
    today,
    categories: categoriesOf(ctx),
    inForce: known.filter((row) => row.ended_at === null).map((row) => row.category),
  })
  if (problems.length > 0) refuse('HardToEmployInvalid', { problems })
  const id = ctx.newId()
  const made = await insertStatus(ctx, {
    ...given,
    id,
    personId,
    county,
    evidenceNumber: given.evidenceNumber ?? null,
    enteredBy: staffId,
  })
  if (!made) return refuse('StateConflict')
  record(ctx, 'recordHardToEmploy', id, personId, { category: given.category, validUntil: given.validUntil })
  return view(ctx, personId)
}

export async function endStatus(ctx: Ctx, at: { personId: string; recordId: string }, reason: string) {
  const { staffId } = await enteringFor(ctx, at.personId)
  const ended = await endStatusRow(ctx, { id: at.recordId, personId: at.personId, by: staffId, reason })
  if (!ended) return refuse('NotFound')
  record(ctx, 'endHardToEmploy', at.recordId, at.personId, {})
  return view(ctx, at.personId)
}

function record(ctx: Ctx, act: string, id: string, personId: string, data: Record<string, string>): void {
  ctx.audit({
    subjectKind: 'worker',
    subjectId: personId,
    act,
    capacity: 'clerk',
    concerns: [personId],
    onBehalfOf: personId,
    data: { recordId: id, ...data },
  })
}
