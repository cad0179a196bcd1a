import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { endInTime } from './actions/end-posting.ts'
import { escalateReview } from './actions/review-posting.ts'
import { findPosting } from './store.ts'
import { reindexStale } from './store-board.ts'

const reindexBatch = 200
/** There is one board: its reindexing has one key, under an id that belongs to nothing else. */
const boardId = '00000000-0000-7000-8000-000000000000'

/** Has rows cut by an older dictionary cut again, beginning now. Called when a server starts. */
export function scheduleReindex(ctx: Ctx): void {
  ctx.schedule({ kind: 'postingReindex', subjectId: boardId, dueAt: ctx.now })
}

export function registerJobs(app: Application): void {
  app.atDue('postingEnd', async (ctx, { subjectId }) => {
    const posting = await findPosting(ctx, subjectId, true)
    if (posting) await endInTime(ctx, posting, 'close')
  })
  app.atDue('postingExpiry', async (ctx, { subjectId }) => {
    const posting = await findPosting(ctx, subjectId, true)
    if (posting) await endInTime(ctx, posting, 'expire')
  })
  app.atDue('postingReviewDue', (ctx, { subjectId }) => escalateReview(ctx, subjectId))
  app.atDue('postingReindex', async (ctx) => {
    if ((await reindexStale(ctx, reindexBatch)) === reindexBatch) scheduleReindex(ctx)
  })
}
