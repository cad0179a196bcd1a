import type { Capacity, ProgrammeStep } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { requireStaff } from '../../kernel/rights.ts'
import { transition } from '../../kernel/transition.ts'
import { noteStep } from '../programmes/index.ts'
import { assessmentMachine } from './machine.ts'
import * as store from './store.ts'

export type Reason = { code: string; note?: string | undefined }
export type Said = { opinion?: string | undefined; reason?: Reason | undefined }
type Row = store.AssessmentRow
export type Move = keyof typeof assessmentMachine.lifecycle.transitions

export async function found(ctx: Ctx, id: string): Promise<Row> {
  return (await store.findAssessment(ctx, id)) ?? refuse('NotFound')
}

/** Refuses NotFound for a county that is not the asking officer's. */
export function requireOwnCounty(ctx: Ctx, county: string): string {
  const { posts, staffId } = requireStaff(ctx.actor)
  if (!posts.some((post) => post.county === county && post.siteId === null)) refuse('NotFound')
  return staffId
}

export const step = (
  ctx: Ctx,
  row: Pick<Row, 'id' | 'site_id' | 'county'>,
  move: ProgrammeStep,
  by: Capacity,
  said: { opinion?: string | undefined; reasonCode?: string | undefined } = {},
) =>
  noteStep(ctx, {
    subjectKind: 'assessment',
    subjectId: row.id,
    siteId: row.site_id,
    county: row.county,
    move,
    by,
    ...said,
  })

/** Moves, and writes the step with its opinion for the papers; a repeat writes nothing. */
export async function moved(
  ctx: Ctx,
  id: string,
  move: Move,
  by: Capacity,
  set: Record<string, unknown>,
  said: Said & { as?: ProgrammeStep } = {},
): Promise<{ row: Row; already: boolean }> {
  const { reason, opinion } = said
  const done = await transition<Row, Row['state'], Move>(ctx, assessmentMachine, id, {
    move,
    by,
    set,
    ...(reason && { reason: { code: reason.code, ...(reason.note && { note: reason.note }) } }),
  })
  if (!done.already)
    await step(ctx, done.row, said.as ?? (move as ProgrammeStep), by, {
      opinion: opinion ?? reason?.note,
      reasonCode: reason?.code,
    })
  return done
}
