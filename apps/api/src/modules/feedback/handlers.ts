import type { Application } from '../../kernel/application.ts'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { readEngagement } from '../engagements/index.ts'
import { showWhenComplete } from './actions/rate-engagement.ts'
import { windowEnd } from './rules.ts'

const closeKind = 'feedback.closeWindow'

async function planClosing(ctx: Ctx, engagementId: string): Promise<void> {
  const engagement = await readEngagement(ctx, engagementId)
  const days = ctx.deps.policy.number('rating.windowDays', businessDay(ctx.now), { county: engagement.county })
  ctx.schedule({ kind: closeKind, subjectId: engagementId, dueAt: windowEnd(engagement.endsAt, days) })
}

export function registerHandlers(app: Application): void {
  app.on('ratingGiven', 'feedback.showWhenBothRated', async (ctx, event) => {
    const { engagementId } = event.data
    if (typeof engagementId === 'string') await showWhenComplete(ctx, engagementId, false)
  })
  app.on('engagementWorked', 'feedback.planClosing', (ctx, event) => planClosing(ctx, event.subjectId))
  app.atDue(closeKind, (ctx, row) => showWhenComplete(ctx, row.subjectId, true))
}
