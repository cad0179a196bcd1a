import type { Application } from '../../kernel/application.ts'
import { readEngagements } from '../engagements/index.ts'
import { countPaidEngagements } from '../identity/index.ts'

/** An employer stops being new by having paid: identity keeps the count, payroll tells. */
export function countPaid(app: Application): void {
  app.on('engagementPaid', 'payroll.count', async (ctx, { subjectId }) => {
    const [engagement] = await readEngagements(ctx, { ids: [subjectId] })
    if (engagement) await countPaidEngagements(ctx, engagement.employerId)
  })
}
