import type { Registry } from '../application.ts'
import { businessDay } from '../clock.ts'
import type { Ctx } from '../context.ts'

const kind = 'kernel.housekeeping'
const dayMs = 86_400_000

/**
 * What has served its purpose goes: handled events and deadlines, remembered answers, ended sessions,
 * windows of try counters. How long each is kept is the policy's (`retention.*`). Set-aside rows stay.
 */
async function sweep(ctx: Ctx): Promise<void> {
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  const before = (days: number) => new Date(ctx.now.getTime() - days * dayMs)
  const handled = before(policy.number('retention.handledWorkDays'))
  await ctx.tx.query('delete from outbox where done_at < $1', [handled])
  await ctx.tx.query('delete from due_rows where done_at < $1 or cancelled_at < $1', [handled])
  await ctx.tx.query('delete from requests where at < $1', [before(policy.number('retention.requestDays'))])
  await ctx.tx.query('delete from sessions where expires_at < $1 or ended_at < $1', [
    before(policy.number('retention.sessionDays')),
  ])
  await ctx.tx.query('delete from try_counters where window_ends_at < $1', [ctx.now])
}

function scheduleNext(ctx: Ctx): void {
  ctx.schedule({
    kind,
    key: kind,
    // A deadline that concerns no single matter.
    subjectId: '00000000-0000-7000-8000-000000000000',
    dueAt: new Date(ctx.now.getTime() + dayMs),
  })
}

/** Once at the start of a worker; from then on it schedules itself, every day. */
export function scheduleHousekeeping(ctx: Ctx): void {
  scheduleNext(ctx)
}

export function registerHousekeeping(registry: Registry): void {
  registry.atDue(kind, async (ctx) => {
    await sweep(ctx)
    scheduleNext(ctx)
  })
}
