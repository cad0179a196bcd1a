import { reasonLabel, stepWords, type Capacity, type ProgrammeStep } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { findStaffName } from '../identity/index.ts'

export type Step = {
  subjectKind: 'recognition' | 'subsidy' | 'assessment' | 'improvement' | 'serviceContract' | 'serviceEvaluation'
  subjectId: string
  siteId: string
  county: string
  move: ProgrammeStep
  by: Capacity
  opinion?: string | undefined
  reasonCode?: string | undefined
}

/** Writes who did which step, with the opinion: what stands on the papers of a procedure about a site. */
export async function noteStep(ctx: Ctx, step: Step): Promise<void> {
  const staffId = step.by !== 'system' && ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
  const name = staffId === null ? null : (await findStaffName(ctx, staffId)).name
  await ctx.tx.query(
    `insert into programme_steps (id, subject_kind, subject_id, site_id, county, at, move, by_capacity, staff_id, staff_name,
       opinion, reason_code) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ctx.newId(),
      step.subjectKind,
      step.subjectId,
      step.siteId,
      step.county,
      ctx.now,
      step.move,
      step.by,
      staffId,
      name,
      step.opinion ?? null,
      step.reasonCode ?? null,
    ],
  )
}

const byWords: Partial<Record<Capacity, string>> = {
  officer: '人社局',
  finance: '财政局',
  operator: '申请单位',
  clerk: '申请单位',
  system: '系统',
}

type StepRow = {
  subject_kind: Step['subjectKind']
  at: Date
  move: ProgrammeStep
  by_capacity: Capacity
  staff_name: string | null
  opinion: string | null
  reason_code: string | null
}

/** The steps of one procedure, oldest first. */
export async function stepViews(ctx: Ctx, subjectId: string) {
  const rows = await ctx.tx.query<StepRow>(
    `select subject_kind, at, move, by_capacity, staff_name, opinion, reason_code from programme_steps
     where subject_id = $1 order by at, id`,
    [subjectId],
  )
  return rows.map((row) => ({
    at: wireTime(row.at),
    move: row.move,
    moveLabel: stepWords[row.move],
    by: byWords[row.by_capacity] ?? '',
    staffName: row.staff_name,
    opinion: row.opinion,
    reason: row.reason_code === null ? null : reasonLabel(`${row.subject_kind}.${row.move}`, row.reason_code),
  }))
}
