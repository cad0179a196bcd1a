import { distanceWords } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx, Deps } from '../../../kernel/context.ts'
import type { OutboxReader } from '../../../kernel/outbox/reader.ts'
import { unitOfWork } from '../../../kernel/unit-of-work.ts'
import { personsFacts } from '../../identity/index.ts'
import { offerPlaces, type Asked } from '../actions/offer-places.ts'
import { nextAllowed } from '../rules.ts'
import { paceOf, type WaveNumbers } from '../rules-waves.ts'
import type { Trigger } from './load.ts'
import type { Market, MarketShift } from './market.ts'
import { planWaves, wantedBy, type Chosen, type Request, type Wave } from './plan.ts'
import { horizonDays, midnightOf } from './rules-calendar.ts'

export const nextWaveKind = 'dispatch.nextWave'
const minuteMs = 60_000
const dayMs = 86_400_000

type Postponed = { shiftId: string; wave: number; until: Date }
export type Ready = { requests: Request[]; postponed: Postponed[] }

type Numbers = WaveNumbers & Pick<Request, 'weights' | 'limits'> & { allowed: Date }

/** Values of a county, looked up once a round. */
function numbersOf(deps: Deps, county: string, now: Date): Numbers {
  const policy = deps.policy.at(businessDay(now), { county })
  const byWave = policy.record('dispatch.wideningMeters')
  return {
    urgentWithinMs: policy.number('dispatch.urgentWithinMinutes') * minuteMs,
    urgentWaveEveryMs: policy.number('dispatch.urgentWaveEveryMinutes') * minuteMs,
    waveEveryMs: policy.number('dispatch.waveEveryMinutes') * minuteMs,
    offersPerPlace: policy.number('dispatch.offersPerOpenPlace'),
    urgentOffersPerPlace: policy.number('dispatch.urgentOffersPerOpenPlace'),
    radii: Object.keys(byWave)
      .sort((a, b) => Number(a) - Number(b))
      .map((wave) => byWave[wave]!),
    maxWaves: policy.number('dispatch.maxWaves'),
    weights: policy.record('dispatch.value'),
    limits: {
      maxOpen: policy.number('offer.maxOpenPerWorker'),
      maxPerDay: policy.number('offer.maxPerDayPerWorker'),
      coolDownMinutes: policy.number('offer.coolDownAfterDeclineMinutes'),
    },
    allowed: nextAllowed(policy.value('offer.quietHours'), now),
  }
}

/** After a take-over: what was never asked for, and what is overdue. What waits for its next wave has a deadline. */
export function unasked(deps: Deps, market: Market, now: Date): Trigger[] {
  const triggers: Trigger[] = []
  for (const shift of market.shifts.values()) {
    const numbers = numbersOf(deps, shift.county, now)
    const { everyMs } = paceOf(shift.windows[0]!.startsAt, now, numbers)
    if (shift.askedAt === null) triggers.push({ shiftId: shift.shiftId, kind: 'published', wave: 1 })
    else if (shift.askedAt + everyMs <= now.getTime() && shift.wave < numbers.maxWaves) {
      triggers.push({ shiftId: shift.shiftId, kind: 'due', wave: shift.wave + 1 })
    }
  }
  return triggers
}

/** Which shifts to ask for now, and which later: at night, and for work that lies far ahead. */
export function readyShifts(deps: Deps, market: Market, triggers: readonly Trigger[], now: Date): Ready {
  const byCounty = new Map<string, Numbers>()
  const last = new Map(triggers.map((trigger) => [trigger.shiftId, trigger]))
  const ready: Ready = { requests: [], postponed: [] }
  for (const trigger of last.values()) {
    const shift = market.shifts.get(trigger.shiftId)
    if (!shift) continue
    const numbers = byCounty.get(shift.county) ?? numbersOf(deps, shift.county, now)
    byCounty.set(shift.county, numbers)
    const until = laterThan(shift, numbers.allowed, market.today)
    const pace = paceOf(shift.windows[0]!.startsAt, now, numbers)
    if (wantedBy(shift, pace.perPlace, now) === 0) continue
    if (until > now) ready.postponed.push({ shiftId: shift.shiftId, wave: trigger.wave, until })
    else if (trigger.wave <= numbers.maxWaves) {
      ready.requests.push({ shift, wave: trigger.wave, refill: trigger.kind === 'declined', pace, ...numbers })
    }
  }
  return ready
}

/** When this shift may be asked for: within the hours people may be disturbed, and once its days are near enough. */
function laterThan(shift: MarketShift, allowed: Date, today: string): Date {
  const lastDay = businessDay(shift.windows.at(-1)!.endsAt)
  const inSight = midnightOf(lastDay) - (horizonDays - 1) * dayMs
  return inSight > midnightOf(today) ? new Date(Math.max(inSight + 6 * 60 * minuteMs, allowed.getTime())) : allowed
}

function reasonsFor(shift: MarketShift, one: Chosen): string[] {
  return [
    ...(one.standby ? ['您先前答应过,现在有了空位'] : []),
    ...(one.roster ? ['您在这家干过'] : []),
    ...(one.crewMate ? ['您班组的人也去'] : []),
    `离您${distanceWords(one.meters)}`,
    `您会做${shift.terms.occupationName}`,
  ]
}

function askedOf(wave: Wave, names: ReadonlyMap<string, string>): Asked {
  const { shift } = wave.request
  return {
    shift: { ...shift, startsAt: shift.windows[0]!.startsAt },
    wave: wave.request.wave,
    candidates: wave.chosen.flatMap((one) => {
      const name = names.get(one.workerId)
      return name === undefined
        ? []
        : [{ personId: one.workerId, name, reasons: reasonsFor(shift, one), terms: one.terms }]
    }),
  }
}

/** Sends the waves out, in one transaction that the fence guards. Throws ClaimLost when another holds the market now. */
export async function sendWaves(deps: Deps, reader: OutboxReader, market: Market, ready: Ready): Promise<number> {
  const now = deps.clock.now()
  const waves = planWaves(market, ready.requests, now)
  if (waves.length === 0 && ready.postponed.length === 0) return 0
  const unit = {
    actor: { kind: 'system', name: 'dispatch.market' },
    channel: 'platform',
    requestId: deps.ids.next(now),
    scope: { system: true },
  } as const
  const rows = await unitOfWork(deps, unit, async (ctx) => {
    await reader.guard(ctx)
    const people = [...new Set(waves.flatMap(({ chosen }) => chosen.map(({ workerId }) => workerId)))]
    const names = new Map((await personsFacts(ctx, people)).map(({ id, name }) => [id, name]))
    const made = await offerPlaces(
      ctx,
      waves.map((wave) => askedOf(wave, names)),
      'system',
      reader.fence,
    )
    for (const { request } of waves) planNext(ctx, request)
    for (const { shiftId, wave, until } of ready.postponed) {
      ctx.schedule({ kind: nextWaveKind, subjectId: shiftId, dueAt: until, data: { wave } })
    }
    return made
  })
  market.putOffers(
    rows.map((row) => ({
      id: row.id,
      shiftId: row.shift_id,
      workerId: row.worker_id,
      state: row.state,
      stateSince: row.made_at.getTime(),
      madeAt: row.made_at.getTime(),
      wave: row.wave,
    })),
  )
  return rows.length
}

/** Another wave while places stay free. A refill after a refusal leaves the wave that is planned where it is. */
function planNext(ctx: Ctx, { shift, wave, pace, maxWaves, refill }: Request): void {
  if (refill || wave >= maxWaves) return
  ctx.schedule({
    kind: nextWaveKind,
    subjectId: shift.shiftId,
    dueAt: new Date(ctx.now.getTime() + pace.everyMs),
    data: { wave: wave + 1 },
  })
}
