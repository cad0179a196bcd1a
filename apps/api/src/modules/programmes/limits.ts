import { addDays } from '@linggong/policy'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'

export const limitKind = 'programmes.limit'

type Limited = { subjectKind: string; subjectId: string; event: string }

export type Limit = {
  subjectKind: string
  subjectId: string
  dueOn: string
  overdue: string
  soon?: { on: string; event: string }
}

const rowOf = (day: string, { subjectKind, subjectId, event }: Limited) => ({
  kind: limitKind,
  key: `${limitKind}:${event}:${subjectId}`,
  subjectId,
  dueAt: new Date(`${day}T00:00:00+08:00`),
  data: { subjectKind, event },
})

/** What is to be said of a matter's last day, and when: soon over unless that is past, and over on the day after. */
export function limitRows(of: Limit, today: string) {
  const { subjectKind, subjectId, soon } = of
  const over = rowOf(addDays(of.dueOn, 1), { subjectKind, subjectId, event: of.overdue })
  return soon && soon.on > today ? [rowOf(soon.on, { subjectKind, subjectId, event: soon.event }), over] : [over]
}

/**
 * A matter's last day: said on the day of `soon` unless that is past, and once more on the day after `dueOn`. Who is told of
 * it, and whether the matter still stands then, is for those who tell.
 */
export function planLimit(ctx: Ctx, of: Limit): void {
  for (const row of limitRows(of, businessDay(ctx.now))) ctx.schedule(row)
}

/** Deadline: the day has come. */
export function sayLimit(ctx: Ctx, due: { subjectId: string; data: Record<string, unknown> }): void {
  const { subjectKind, event } = due.data
  if (typeof subjectKind !== 'string' || typeof event !== 'string') throw new Error('a time limit without its event')
  ctx.emit({ name: event, subjectKind, subjectId: due.subjectId })
}
