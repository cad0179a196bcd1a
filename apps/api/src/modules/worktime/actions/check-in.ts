import type { Capacity } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { concludeAtGate } from '../../contracts/index.ts'
import { moveEngagement, type Engagement } from '../../engagements/index.ts'
import { timesheetMachine } from '../machine.ts'
import { checkInTime } from '../rules.ts'
import { insertCheck, insertTimesheet } from '../store.ts'
import { actorId, type Evidence } from './evidence.ts'
import { policyOf } from './reckon-sheet.ts'

export type Checked = { engagementId: string; state: Engagement['state']; already: boolean; sentence: string }

const clockOf = (at: Date) => wireTime(at).slice(11, 16)

function requireTime(ctx: Ctx, engagement: Engagement): void {
  const earlyMinutes = policyOf(ctx, engagement).number('worktime.checkInEarlyMinutes')
  const time = checkInTime(ctx.now, engagement, earlyMinutes)
  const from = new Date(engagement.startsAt.getTime() - earlyMinutes * 60_000)
  if (time === 'early')
    refuse('CheckInTooEarly', { facts: { from: `${wireTime(from).slice(5, 10)} ${clockOf(from)}` } })
  if (time === 'over') refuse('CheckInTooLate', { facts: { until: clockOf(engagement.endsAt) } })
}

/**
 * Work begins. Only on a concluded contract (domain.md, invariant 4): who has not signed yet concludes it here
 * with a code. Calm when the worker is checked in already.
 * Refuses CheckInTooEarly, CheckInTooLate, NotConcluded, StateConflict, and as signing does.
 */
export async function checkIn(
  ctx: Ctx,
  engagement: Engagement,
  act: { by: Capacity; evidence: Evidence; code?: string | undefined; onBehalfOf?: string | undefined },
): Promise<Checked> {
  if (engagement.state === 'working') {
    return { engagementId: engagement.id, state: 'working', already: true, sentence: '已经签到过了,放心干活。' }
  }
  if (engagement.state !== 'accepted' && engagement.state !== 'concluded') refuse('StateConflict')
  requireTime(ctx, engagement)
  if (engagement.state === 'accepted') {
    if (act.code === undefined) refuse('NotConcluded')
    await concludeAtGate(ctx, engagement, act.code)
  }
  const moved = await moveEngagement(ctx, engagement.id, {
    move: 'checkIn',
    by: act.by,
    ...(act.onBehalfOf && { onBehalfOf: act.onBehalfOf }),
    data: { how: act.evidence.how },
  })
  if (!moved.already) await open(ctx, moved.engagement, act)
  return {
    engagementId: engagement.id,
    state: moved.engagement.state,
    already: moved.already,
    sentence: '签到好了,注意安全。',
  }
}

async function open(ctx: Ctx, engagement: Engagement, act: { by: Capacity; evidence: Evidence }): Promise<void> {
  await insertCheck(ctx, engagement, {
    id: ctx.newId(),
    kind: 'checkIn',
    byCapacity: act.by,
    byId: actorId(ctx.actor),
    ...act.evidence,
  })
  const sheet = await insertTimesheet(ctx, ctx.newId(), engagement, ctx.now)
  if (!sheet) throw new Error(`engagement ${engagement.id} had a timesheet before work began`)
  recordBirth(ctx, timesheetMachine, sheet, { by: act.by, event: 'hoursOpened', data: { engagementId: engagement.id } })
  ctx.cancelDue(`worktime.noShow:${engagement.id}`)
}
