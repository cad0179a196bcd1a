import type { Application } from '../../kernel/application.ts'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx, DomainEvent } from '../../kernel/context.ts'
import { readMatter } from '../insights/index.ts'
import { notify, planReminder, remindKind, sendSmsKind, type Occasion } from './actions/notify.ts'
import { sendOfferWechat } from './actions/offers-in-wechat.ts'
import { offerMadeEvent, offerSmsQueued, offerWechatQueued, sendOfferSms, tellOffers } from './actions/offers-told.ts'
import { sendSms } from './actions/send-sms.ts'
import { lastSendTime } from './rules.ts'
import { eventsToldAbout, wordingByKind, wordings } from './wordings.ts'

const shiftReminderKind = 'messaging.shiftReminder'

function occasionOf(event: DomainEvent): Occasion {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return {
    key: event.id,
    at: event.at,
    by: text(event.data.by),
    from: text(event.data.from),
    reason: text(event.data.reason),
    step: text(event.data.step),
  }
}

async function tell(ctx: Ctx, event: DomainEvent): Promise<void> {
  const fitting = wordings.filter(({ event: of, subject }) => of === event.name && subject === event.subjectKind)
  if (fitting.length === 0) return
  const matter = await readMatter(ctx, event.subjectKind, event.subjectId)
  if (!matter) return
  for (const wording of fitting) {
    const said = await notify(ctx, wording, event.subjectId, occasionOf(event), matter)
    if (said && wording.remind) planReminder(ctx, wording, event.subjectId, 0)
  }
}

/** Some time before the shift; before a shift at dawn, in the evening. Not when that moment is past. */
async function planShiftReminder(ctx: Ctx, engagementId: string): Promise<void> {
  const matter = await readMatter(ctx, 'engagement', engagementId)
  if (matter?.state !== 'concluded' || !matter.startsAt) return
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  const wanted = new Date(matter.startsAt.getTime() - policy.number('reminder.shiftBeforeMinutes') * 60_000)
  const dueAt = lastSendTime(wanted, policy.value('reminder.sendHours'))
  if (dueAt > ctx.now) ctx.schedule({ kind: shiftReminderKind, subjectId: engagementId, dueAt })
}

export function registerHandlers(app: Application): void {
  for (const event of eventsToldAbout) {
    if (event === offerMadeEvent) app.onMany(event, 'messaging.tell', tellOffers)
    else app.on(event, 'messaging.tell', tell)
  }
  app.onMany(offerSmsQueued, 'messaging.sendSms', sendOfferSms)
  app.onMany(offerWechatQueued, 'messaging.sendWechat', sendOfferWechat)
  app.on('engagementConcluded', 'messaging.planShiftReminder', (ctx, event) => planShiftReminder(ctx, event.subjectId))
  for (const ended of ['engagementCancelled', 'engagementNoShow', 'engagementStarted']) {
    app.on(ended, 'messaging.dropShiftReminder', async (ctx, event) => {
      ctx.cancelDue(`${shiftReminderKind}:${event.subjectId}`)
    })
  }
  app.on('smsQueued', 'messaging.sendSms', (ctx, event) => sendSms(ctx, event.subjectId))

  app.atDue(sendSmsKind, (ctx, row) => sendSms(ctx, row.subjectId))
  app.atDue(shiftReminderKind, async (ctx, row) => {
    const wording = wordingByKind.get('shiftReminder.worker')
    if (wording) await notify(ctx, wording, row.subjectId, { key: row.id, at: ctx.now })
  })
  app.atDue(remindKind, async (ctx, row) => {
    const wording = wordingByKind.get(String(row.data.kind))
    if (!wording) throw new Error(`no wording called ${String(row.data.kind)}`)
    const said = await notify(ctx, wording, row.subjectId, { key: row.id, at: ctx.now })
    if (said) planReminder(ctx, wording, row.subjectId, Number(row.data.number))
  })
}
