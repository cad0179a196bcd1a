import { addDays } from '@linggong/policy'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'

export const limitKind = 'programmes.limit'

type Limited = { subjectKind: string; subjectId: string; event: string }

/** An event as the day begins. Who is told of it, and whether the matter still stands then, is for those who tell. */
export function sayOn(ctx: Ctx, day: string, { subjectKind, subjectId, event }: Limited): void {
  ctx.schedule({
    kind: limitKind,
    key: `${limitKind}:${event}:${subjectId}`,
    subjectId,
    dueAt: new Date(`${day}T00:00:00+08:00`),
    data: { subjectKind, event },
  })
}

/** A matter's last day: said on `soonOn` unless that is past, and once more on the day after `dueOn`. */
export function planLimit(
  ctx: Ctx,
  of: { subjectKind: string; subjectId: string; dueOn: string; overdue: string; soon?: { on: string; event: string } },
): void {
  const { subjectKind, subjectId, soon } = of
  if (soon && soon.on > businessDay(ctx.now)) sayOn(ctx, soon.on, { subjectKind, subjectId, event: soon.event })
  sayOn(ctx, addDays(of.dueOn, 1), { subjectKind, subjectId, event: of.overdue })
}

/** Deadline: the day has come. */
export function sayLimit(ctx: Ctx, due: { subjectId: string; data: Record<string, unknown> }): void {
  const { subjectKind, event } = due.data
  if (typeof subjectKind !== 'string' || typeof event !== 'string') throw new Error('a time limit without its event')
  ctx.emit({ name: event, subjectKind, subjectId: due.subjectId })
}
