import { noticeTopics } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { employersFacts } from '../../identity/index.ts'
import { engagementsMovedWith, readMatter, type Matter } from '../../insights/index.ts'
import { applies, factsOf, fill, nextSendTime, type Brought, type Facts } from '../rules.ts'
import { hadSmsSince, insertDelivery, switchedOff, type Recipient } from '../store.ts'
import { insertNotices } from '../store-many.ts'
import type { Wording } from '../types.ts'

/** What brought a notice up: an event, or a deadline of ours. */
export type Occasion = Brought & { key: string; at: Date }

export const sendSmsKind = 'messaging.sendSms'
export const remindKind = 'messaging.remind'

/** The queues of this role in every county but the matter's own. */
function otherCounties(ctx: Ctx, wording: Wording, matter: Matter): Recipient[] {
  const { role } = wording
  if (!role || !matter.county) return []
  const others = ctx.deps.policy.reportingUnits(businessDay(ctx.now)).filter(({ code }) => code !== matter.county)
  return others.map(({ code }) => ({ kind: 'staff', role, county: code }))
}

function recipientsOf(ctx: Ctx, wording: Wording, matter: Matter): Recipient[] {
  if (wording.to === 'otherCounties') return otherCounties(ctx, wording, matter)
  const recipient = recipientOf(wording, matter)
  return recipient ? [recipient] : []
}

function recipientOf(wording: Wording, matter: Matter): Recipient | undefined {
  if (wording.to === 'worker') return matter.workerId ? { kind: 'person', id: matter.workerId } : undefined
  if (wording.to === 'employer') return matter.employerId ? { kind: 'employer', id: matter.employerId } : undefined
  if (wording.to === 'crewLeader') {
    const other = matter.crewLeaderId !== matter.workerId
    return matter.crewLeaderId && other ? { kind: 'person', id: matter.crewLeaderId } : undefined
  }
  if (wording.to === 'site') return matter.siteId ? { kind: 'site', id: matter.siteId } : undefined
  return wording.role && matter.county ? { kind: 'staff', role: wording.role, county: matter.county } : undefined
}

type Grouped = { key: string; matter: Matter; workers: number }

/** Engagements one act moved together (five days of one job, twelve people of a crew) are told once. */
async function grouped(ctx: Ctx, wording: Wording, matter: Matter, occasion: Occasion): Promise<Grouped> {
  if (!wording.grouped || !matter.postingId) return { key: occasion.key, matter, workers: 1 }
  const alone = wording.to === 'worker' && matter.workerId !== null
  const group = await engagementsMovedWith(ctx, {
    postingId: matter.postingId,
    state: matter.state,
    at: occasion.at,
    ...(alone && matter.workerId && { workerId: matter.workerId }),
  })
  const key = `${matter.postingId}:${occasion.at.toISOString()}`
  if (!group) return { key, matter, workers: 1 }
  return { key, matter: { ...matter, startsAt: group.firstStartsAt, shifts: group.shifts }, workers: group.workers }
}

export async function noticeFacts(
  ctx: Ctx,
  wording: Wording,
  matter: Matter,
  told: { reasonCode?: string | undefined; workers?: number | undefined; lasting?: boolean },
): Promise<Facts> {
  const [employer] = matter.employerId ? await employersFacts(ctx, [matter.employerId]) : []
  return factsOf(matter, { now: ctx.now, employerName: employer?.name ?? null, reasons: wording.reasons, ...told })
}

/**
 * Tells one kind of recipient, if the words still fit. Saying it twice adds nothing. Returns whether it was said.
 * `read`: the matter, where it has been read already in this transaction.
 */
export async function notify(
  ctx: Ctx,
  wording: Wording,
  subjectId: string,
  occasion: Occasion,
  read?: Matter,
): Promise<boolean> {
  const found = read ?? (await readMatter(ctx, wording.subject, subjectId))
  if (!found) return false
  const late = found.deadline !== null && found.deadline <= occasion.at
  if (!applies(wording, found.state, { ...occasion, late })) return false
  const recipients = recipientsOf(ctx, wording, found)
  if (recipients.length === 0) return false
  const { key, matter, workers } = await grouped(ctx, wording, found, occasion)
  const facts = await noticeFacts(ctx, wording, matter, { reasonCode: occasion.reason, workers, lasting: true })
  const said = recipients.map((recipient) => ({
    id: ctx.newId(),
    key: `${wording.kind}:${recipient.kind === 'staff' ? `${recipient.role}:${recipient.county}` : recipient.id}:${key}`,
    kind: wording.kind,
    topic: wording.topic,
    recipient,
    county: matter.county,
    subject_kind: wording.subject,
    subject_id: subjectId,
    title: fill(wording.title, facts),
    body: fill(wording.body, facts),
    data: { ...dataOf(occasion, matter, workers), ...elsewhere(wording, matter) },
  }))
  const fresh = await insertNotices(ctx, said)
  for (const { id, recipient } of said) {
    if (!fresh.has(id)) continue
    ctx.tell(recipient, wording.topic)
    await queueSms(ctx, wording, recipient, id, matter)
  }
  return fresh.size > 0
}

const dataOf = (occasion: Occasion, matter: Matter, workers: number): Record<string, unknown> => ({
  ...(occasion.reason && { reason: occasion.reason }),
  ...(matter.postingId && { postingId: matter.postingId }),
  shifts: matter.shifts,
  workers,
  ...(matter.startsAt && { startsAt: matter.startsAt.toISOString() }),
})

/** Whoever may not open the matter itself is told whose it is: the roll of that county is open to them. */
const elsewhere = ({ to }: Wording, { county }: Matter): Record<string, unknown> =>
  to === 'otherCounties' && county ? { county } : {}

async function wantsSms(ctx: Ctx, wording: Wording, recipient: Recipient, matter: Matter): Promise<boolean> {
  if (recipient.kind === 'staff' || recipient.kind === 'site') return false
  if (!noticeTopics[wording.topic].smsAlways && (await switchedOff(ctx, recipient.id)).has(wording.topic)) return false
  if (recipient.kind !== 'employer' || !matter.postingId) return true
  // Thirty people who sign out are one SMS to their employer, and thirty lines in the app.
  const coolDown = ctx.deps.policy.number('reminder.coolDownMinutes', businessDay(ctx.now))
  const since = new Date(ctx.now.getTime() - coolDown * 60_000)
  return !(await hadSmsSince(ctx, { employerId: recipient.id, kind: wording.kind, postingId: matter.postingId, since }))
}

async function queueSms(
  ctx: Ctx,
  wording: Wording,
  recipient: Recipient,
  noticeId: string,
  matter: Matter,
): Promise<void> {
  // Who does not want SMS about work has no numbers to answer by.
  if (wording.sms?.onlyWithReply && matter.replyPair === null) return
  if (!wording.sms || !(await wantsSms(ctx, wording, recipient, matter))) return
  const id = ctx.newId()
  await insertDelivery(ctx, { id, noticeId, recipient, templateCode: wording.sms.template })
  const windows = ctx.deps.policy.value('reminder.sendHours', businessDay(ctx.now))
  const sendAt = wording.sms.urgent ? ctx.now : nextSendTime(ctx.now, windows)
  if (sendAt <= ctx.now) ctx.emit({ name: 'smsQueued', subjectKind: 'noticeDelivery', subjectId: id })
  else ctx.schedule({ kind: sendSmsKind, subjectId: id, dueAt: sendAt })
}

/** Plans the next reminder of a matter that waits for somebody; the policy says how often and how many. */
export function planReminder(ctx: Ctx, wording: Wording, subjectId: string, sent: number): void {
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  if (sent >= policy.number('reminder.maxPerMatter')) return
  const at = new Date(ctx.now.getTime() + policy.number('reminder.coolDownMinutes') * 60_000)
  ctx.schedule({
    kind: remindKind,
    key: `${remindKind}:${wording.kind}:${subjectId}`,
    subjectId,
    dueAt: nextSendTime(at, policy.value('reminder.sendHours')),
    data: { kind: wording.kind, number: sent + 1 },
  })
}
