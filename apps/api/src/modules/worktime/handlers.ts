import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { markNoShow, readEngagements, type Engagement } from '../engagements/index.ts'
import { checkOutAutomatically } from './actions/check-out.ts'
import { confirmBySilence } from './actions/confirm-hours.ts'
import { policyOf } from './actions/reckon-sheet.ts'
import { ensureShiftCode } from './actions/shift-code.ts'
import { noShowAt } from './rules.ts'

async function find(ctx: Ctx, id: string, states: readonly Engagement['state'][]): Promise<Engagement | undefined> {
  const [engagement] = await readEngagements(ctx, { ids: [id], states })
  return engagement?.imported ? undefined : engagement
}

/** Who was engaged or signed after the start gets the waiting time from then on. */
function planNoShow(ctx: Ctx, engagement: Engagement, since: Date): void {
  const minutes = policyOf(ctx, engagement).number('worktime.noShowAfterMinutes')
  ctx.schedule({
    kind: 'worktime.noShow',
    subjectId: engagement.id,
    dueAt: noShowAt(engagement.startsAt, since, minutes),
  })
}

export function registerHandlers(app: Application): void {
  app.on('engagementAccepted', 'worktime.prepare', async (ctx, event) => {
    const engagement = await find(ctx, event.subjectId, ['accepted', 'concluded'])
    if (!engagement) return
    await ensureShiftCode(ctx, engagement)
    planNoShow(ctx, engagement, engagement.acceptedAt)
  })
  app.on('engagementConcluded', 'worktime.expect', async (ctx, event) => {
    const engagement = await find(ctx, event.subjectId, ['concluded'])
    if (engagement) planNoShow(ctx, engagement, event.at)
  })
  app.on('engagementStarted', 'worktime.watch', async (ctx, event) => {
    const engagement = await find(ctx, event.subjectId, ['working'])
    if (!engagement) return
    const minutes = policyOf(ctx, engagement).number('worktime.autoCheckOutAfterMinutes')
    const dueAt = new Date(engagement.endsAt.getTime() + minutes * 60_000)
    ctx.schedule({ kind: 'worktime.autoCheckOut', subjectId: engagement.id, dueAt })
  })
  for (const gone of ['engagementCancelled', 'engagementNoShow']) {
    app.on(gone, 'worktime.forget', async (ctx, event) => ctx.cancelDue(`worktime.noShow:${event.subjectId}`))
  }
  // Who has not signed has missed the time to sign instead (contracts); only a signed word can be broken.
  app.atDue('worktime.noShow', async (ctx, row) => {
    const engagement = await find(ctx, row.subjectId, ['concluded'])
    if (engagement) await markNoShow(ctx, engagement.id, { by: 'system', reason: { code: 'deadlinePassed' } })
  })
  app.atDue('worktime.autoCheckOut', (ctx, row) => checkOutAutomatically(ctx, row.subjectId))
  app.atDue('worktime.autoConfirm', (ctx, row) => confirmBySilence(ctx, row.subjectId))
}
