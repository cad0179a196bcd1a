import { deliveryLabels, holdsRight, noticeTopics, type NoticeTopic } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer, requirePerson } from '../../../kernel/rights.ts'
import { belongingsOf, engagementsOfMatters, type Belonging } from '../../insights/index.ts'
import {
  countUnread,
  listNotices,
  markRead,
  putPreference,
  switchedOff,
  type Box,
  type ListedNotice,
} from '../store.ts'

/** The signed-in person's own notices, those of an employer of theirs, or the queues and sites of a staff member's posts. */
async function boxOf(ctx: Ctx, employerId: string | undefined): Promise<Box> {
  if (employerId !== undefined) return { employerId: (await actingEmployer(ctx, employerId)).employerId }
  const { actor } = ctx
  if (actor.kind === 'person') return { personId: actor.personId }
  if (actor.kind === 'staff') {
    // A site is told through those who answer for it, not through everybody at its desk.
    const sites = actor.posts.flatMap(({ role, siteId }) =>
      siteId && holdsRight([role], 'site.manage') ? [siteId] : [],
    )
    return { roles: actor.roles, counties: ctx.tx.scope.counties ?? [], sites }
  }
  return refuse('NotFound')
}

/** What another county decided stands in the roll of its recognised sites, which all counties read. */
function rollOf({ kind, data }: ListedNotice): Belonging | null {
  const { county } = data
  return kind.endsWith('.otherCounties') && typeof county === 'string'
    ? { kind: 'recognisedSites', id: county, county }
    : null
}

function view(row: ListedNotice, engagementId: string | undefined, within: Belonging | undefined) {
  return {
    id: row.id,
    kind: row.kind,
    topic: row.topic,
    topicLabel: noticeTopics[row.topic].label,
    title: row.title,
    body: row.body,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    engagementId: engagementId ?? null,
    within: within ?? rollOf(row),
    at: wireTime(row.at),
    readAt: row.read_at && wireTime(row.read_at),
    sms: row.sms_state && { state: row.sms_state, stateLabel: deliveryLabels[row.sms_state] },
  }
}

function keyset(after: string | undefined): { at: Date; id: string } | undefined {
  if (after === undefined) return undefined
  const [at, id] = after.split('~')
  const moment = new Date(Number(at))
  if (!id || !/^[0-9a-f-]{36}$/.test(id) || Number.isNaN(moment.getTime())) {
    return refuse('InputInvalid', {
      problems: [{ path: 'query.after', code: 'invalid', message: '翻页位置不对,请从头看起' }],
    })
  }
  return { at: moment, id }
}

export async function readNotices(
  ctx: Ctx,
  query: {
    employerId?: string | undefined
    unread?: 'true' | 'false' | undefined
    after?: string | undefined
    limit: number
  },
) {
  const box = await boxOf(ctx, query.employerId)
  const found = await listNotices(ctx, box, {
    after: keyset(query.after),
    unread: query.unread === 'true',
    limit: query.limit + 1,
  })
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  const matters = items.map((row) => ({ kind: row.subject_kind, id: row.subject_id }))
  const engagements = await engagementsOfMatters(ctx, matters)
  const belongings = await belongingsOf(ctx, matters)
  return {
    items: items.map((row) =>
      view(row, engagements.get(row.subject_id), belongings.get(`${row.subject_kind} ${row.subject_id}`)),
    ),
    next: found.length > query.limit && last ? `${last.at.getTime()}~${last.id}` : null,
    unreadCount: await countUnread(ctx, box),
  }
}

export async function markNoticesRead(
  ctx: Ctx,
  asked: { employerId?: string | undefined; ids?: string[] | undefined },
) {
  const box = await boxOf(ctx, asked.employerId)
  const by =
    ctx.actor.kind === 'person'
      ? ctx.actor.personId
      : ctx.actor.kind === 'staff'
        ? ctx.actor.staffId
        : refuse('NotFound')
  await markRead(ctx, box, asked.ids, by)
  return { unreadCount: await countUnread(ctx, box) }
}

async function ownerOf(
  ctx: Ctx,
  employerId: string | undefined,
): Promise<{ ownerKind: 'person' | 'employer'; ownerId: string }> {
  if (employerId !== undefined)
    return { ownerKind: 'employer', ownerId: (await actingEmployer(ctx, employerId)).employerId }
  return { ownerKind: 'person', ownerId: requirePerson(ctx.actor).personId }
}

export async function readPreferences(ctx: Ctx, employerId: string | undefined) {
  const { ownerId } = await ownerOf(ctx, employerId)
  const off = await switchedOff(ctx, ownerId)
  return {
    items: (Object.keys(noticeTopics) as NoticeTopic[])
      .filter((topic) => !('staffOnly' in noticeTopics[topic]))
      .map((topic) => {
        const { label, smsAlways } = noticeTopics[topic]
        return { topic, label, sms: smsAlways || !off.has(topic), canSwitchOff: !smsAlways }
      }),
  }
}

export async function changePreference(
  ctx: Ctx,
  topic: NoticeTopic,
  wanted: { employerId?: string | undefined; sms: boolean },
) {
  if (noticeTopics[topic].smsAlways && !wanted.sms) refuse('NoticeAlwaysSent')
  const owner = await ownerOf(ctx, wanted.employerId)
  await putPreference(ctx, { ...owner, topic, sms: wanted.sms })
  return readPreferences(ctx, wanted.employerId)
}
