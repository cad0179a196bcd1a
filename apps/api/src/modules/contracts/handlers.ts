import type { Application } from '../../kernel/application.ts'
import { readEngagements } from '../engagements/index.ts'
import { coverEngagements } from './actions/draw-up-contract.ts'
import { sealContract } from './actions/seal-contract.ts'
import { lapseUnsigned, settleContractOf } from './actions/settle-contract.ts'

export function registerHandlers(app: Application): void {
  app.on('engagementAccepted', 'contracts.drawUp', async (ctx, event) => {
    const [engagement] = await readEngagements(ctx, { ids: [event.subjectId] })
    if (engagement) await coverEngagements(ctx, engagement.workerId, engagement.postingId)
  })
  // Sealing waits for outside services: a deadline of its own may be tried for as long as it takes.
  app.on('contractConcluded', 'contracts.seal', async (ctx, event) => {
    ctx.schedule({ kind: 'contracts.seal', subjectId: event.subjectId, dueAt: ctx.now })
  })
  for (const ended of ['engagementCancelled', 'engagementNoShow', 'engagementVoided', 'engagementPaid']) {
    app.on(ended, 'contracts.settle', (ctx, event) => settleContractOf(ctx, event.subjectId))
  }
  app.atDue('contracts.signingDeadline', (ctx, row) => lapseUnsigned(ctx, row.subjectId))
  app.atDue('contracts.seal', (ctx, row) => sealContract(ctx, row.subjectId))
}
