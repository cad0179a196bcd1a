import { GatewayError } from '../../gateways/index.ts'
import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { readEngagement } from '../engagements/index.ts'
import { mayContact } from './rules.ts'
import { endContact, liveContacts } from './store.ts'

/** An engagement is over: its numbers stop at once. One the provider no longer knows has stopped already. */
async function unbindAll(ctx: Ctx, engagementId: string): Promise<void> {
  const live = await liveContacts(ctx, engagementId)
  if (live.length === 0 || mayContact((await readEngagement(ctx, engagementId)).state)) return
  for (const contact of live) {
    try {
      await ctx.deps.gateways.numberMasking?.unbind({ number: contact.number, bindingId: contact.binding_id })
    } catch (error) {
      if (!(error instanceof GatewayError) || error.outcomeUnknown) throw error
    }
    await endContact(ctx, contact.id)
  }
}

export function registerHandlers(app: Application): void {
  for (const event of ['engagementCancelled', 'engagementNoShow', 'engagementVoided', 'engagementPaid']) {
    app.on(event, 'contact.unbind', (ctx, { subjectId }) => unbindAll(ctx, subjectId))
  }
}
