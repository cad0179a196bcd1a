import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx, Deps, DomainEvent } from '../../../kernel/context.ts'
import { listen } from '../../../kernel/database/listen.ts'
import {
  ClaimLost,
  createClaimant,
  followOutbox,
  type OutboxFollower,
  type OutboxReader,
} from '../../../kernel/outbox/reader.ts'
import { unitOfWork } from '../../../kernel/unit-of-work.ts'
import { dispatchSettings, prepareSolver } from '@linggong/matching'
import { putHall } from '../store-hall.ts'
import { MarketCity, type Ground } from './city.ts'
import { learn } from './learn.ts'
import { applyEvents, loadMarket, marketEvents, noPlan, type LoadParts } from './load.ts'
import type { Market, MarketOffer } from './market.ts'
import { Planner, type OpenedAtOnce } from './planner.ts'
import { sendOffers } from './send.ts'

export const readerName = 'dispatch'
/** At least so long between two rounds: what comes meanwhile is planned together. */
const gapMs = 40
const pollMs = 500
/** Between two tries to become the owner, and to hear what the market in waiting lacks. */
const claimEveryMs = 250
/** After a failed round. */
const restMs = 1_000
const statusEveryMs = 5_000
/** By the platform's clock, as the status. */
const hallEveryMs = 5_000

export type Dispatcher = {
  /** One round: hears what is new, asks whom it is time to ask. Returns how much there was to do; 0 for one who waits. */
  tick(): Promise<number>
  /** Whether this one holds the market. */
  owns(): boolean
  stop(): Promise<void>
}

type Held = { market: Market; city: MarketCity; planner: Planner }
/** The market of one who waits: kept up by the outbox, without a plan. */
type Warm = { market: Market; follower: OutboxFollower }

/** Values of the city; dispatch goes by them everywhere, since people and ways do not end at a county's border. */
function groundOf(deps: Deps, day: string): Ground {
  const policy = deps.policy.at(day)
  const circle = policy.record('dispatch.circle')
  const patience = policy.record('dispatch.patience')
  return {
    radiusMeters: policy.number('dispatch.searchRadiusMeters'),
    kmPerHour: policy.number('dispatch.travelSpeedKmPerHour'),
    detour: policy.number('dispatch.detourBasisPoints') / 10_000,
    bufferMinutes: policy.number('dispatch.travelBufferMinutes'),
    lateWelcomeMinutes: patience.lateWelcomeMinutes!,
    leastWorkMinutes: patience.leastWorkMinutes!,
    looked: circle.looked!,
    lookedPerPlace: circle.lookedPerPlace!,
    lookedAtMost: circle.lookedAtMost!,
    voice: deps.gateways.voice !== undefined,
    wechat: deps.gateways.wechatMessages !== undefined,
  }
}

/** A plan for a market: what the city's answers teach, and everything said and out told to it. */
async function plan(ctx: Ctx, market: Market, openedAtOnce: OpenedAtOnce | undefined, parts: LoadParts): Promise<Held> {
  const settings = dispatchSettings(ctx.deps.policy.at(market.today), market.placesPerSoughtDay)
  let began = performance.now()
  const { chances, times } = await learn(ctx, settings.expiryMinutes)
  parts.learn = Math.round(performance.now() - began)
  began = performance.now()
  const city = new MarketCity(market, groundOf(ctx.deps, market.today), chances, ctx.now)
  const planner = new Planner(market, city, settings, times, openedAtOnce)
  planner.begin(ctx.now.getTime())
  parts.recall = Math.round(performance.now() - began)
  return { market, city, planner }
}

/** The owner of a city's market, or one who waits to become it. */
export function createDispatcher(deps: Deps, options: { openedAtOnce?: OpenedAtOnce } = {}): Dispatcher {
  const claimant = createClaimant(deps, { name: readerName, events: marketEvents })
  let reader: OutboxReader | undefined
  let held: Held | undefined
  let warm: Warm | undefined
  let loadedMs = 0
  /** Where the time of the last load went; `processor`: this process's own work, the rest is waiting. */
  let loadParts: LoadParts = {}
  /** When it last said how it is, by the platform's clock: a moved one makes it speak at once. */
  let told = 0
  let offersMade = 0
  let hallShown = 0

  function within<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
    const unit = {
      actor: { kind: 'system', name: 'dispatch.market' },
      channel: 'platform',
      requestId: deps.ids.next(deps.clock.now()),
      scope: { system: true },
    } as const
    return unitOfWork(deps, unit, work)
  }

  async function letGo(): Promise<void> {
    const claim = reader
    reader = undefined
    held = undefined
    await claim?.release().catch(() => undefined)
  }

  const isOfToday = (market: Market | undefined): boolean => market?.today === businessDay(deps.clock.now())

  /** Who waits holds the market already, so that an heir has nothing to read but what was said last. */
  async function keepWarm(): Promise<void> {
    const mine = warm
    warm = undefined
    if (!mine || !isOfToday(mine.market)) {
      // First the place to hear from: what is committed while the market is read is heard once more at worst.
      const follower = await followOutbox(deps, marketEvents)
      const market = await within((ctx) => loadMarket(ctx))
      // Once for show: the code an heir's first rounds run has then been run, and nobody waits for it to be compiled.
      const rehearsed = await within((ctx) => plan(ctx, market, options.openedAtOnce, {}))
      rehearsed.planner.decide(deps.clock.now().getTime())
      deps.log.info({ workers: market.size, shifts: market.shifts.size }, 'market kept in waiting')
      warm = { market, follower }
      return
    }
    const events = await mine.follower.read()
    if (events.length > 0) await within((ctx) => applyEvents(ctx, mine.market, noPlan, events))
    mine.market.dropEnded(deps.clock.now())
    warm = mine
  }

  /** The market of today; at midnight the calendar begins anew. `events`: not in a market kept in waiting yet. */
  async function marketOfToday(events: readonly DomainEvent[]): Promise<Held> {
    if (held && isOfToday(held.market)) return held
    const kept = isOfToday(warm?.market) ? warm!.market : undefined
    warm = undefined
    const began = performance.now()
    const usage = process.cpuUsage()
    const parts: LoadParts = {}
    held = await within(async (ctx) => {
      if (kept) await applyEvents(ctx, kept, noPlan, events)
      parts.heard = Math.round(performance.now() - began)
      return plan(ctx, kept ?? (await loadMarket(ctx, parts)), options.openedAtOnce, parts)
    })
    loadedMs = Math.round(performance.now() - began)
    const { user, system } = process.cpuUsage(usage)
    loadParts = { ...parts, processor: Math.round((user + system) / 1_000) }
    const { size, shifts } = held.market
    deps.log.info({ workers: size, shifts: shifts.size, loadedMs, loadParts, fence: reader?.fence }, 'market loaded')
    return held
  }

  function status({ market, planner }: Held): Record<string, unknown> | undefined {
    const at = deps.clock.now().getTime()
    if (Math.abs(at - told) < statusEveryMs) return undefined
    told = at
    const { size, shifts, placesPerSoughtDay } = market
    const { waiting, expecting } = planner
    const standing = planner.standing()
    return {
      workers: size,
      placesPerSoughtDay,
      shifts: shifts.size,
      waiting,
      expecting,
      loadedMs,
      loadParts,
      offersMade,
      standing,
      pid: process.pid,
    }
  }

  async function round(claim: OutboxReader): Promise<number> {
    // Read before a load as well, which holds all of it; what is committed after this moment is heard of later, once more
    // than needed at worst.
    const events = await claim.read()
    const before = held
    const today = await marketOfToday(events)
    if (events.length > 0 && today === before)
      await within((ctx) => applyEvents(ctx, today.market, today.planner, events))
    today.planner.gone(today.market.dropEnded(deps.clock.now()))
    const made = await ask(claim, today, events.length === 0)
    offersMade += made
    await showHall(claim, today)
    await claim.done(status(today))
    const news = events.length + made
    // What comes in meanwhile waits no longer for it than for a few of these.
    today.planner.expect(deps.clock.now().getTime(), news === 0)
    return news + today.planner.waiting + today.planner.expecting.waiting
  }

  /** Places nobody is asked for any more go into the hall, those planned again come out of it. */
  async function showHall(claim: OutboxReader, { planner }: Held): Promise<void> {
    const now = deps.clock.now().getTime()
    if (Math.abs(now - hallShown) < hallEveryMs) return
    hallShown = now
    const changes = planner.hallChanges(now)
    if (changes.length === 0) return
    await within(async (ctx) => {
      await claim.guard(ctx)
      await putHall(ctx, changes)
    })
    planner.hallShows(changes)
  }

  async function ask(claim: OutboxReader, { market, city, planner }: Held, quiet: boolean): Promise<number> {
    const offers = planner.decide(deps.clock.now().getTime(), quiet)
    if (offers.length === 0) return 0
    const hall = planner.hallChanges(deps.clock.now().getTime(), new Set(offers.map(({ need }) => need)))
    const made = await sendOffers(deps, claim, market, city, { offers, hall })
    planner.hallShows(hall)
    market.putOffers(made)
    const key = (workerId: string, shiftId: string) => `${workerId}/${shiftId}`
    const there = new Set(made.map((one: MarketOffer) => key(one.workerId, one.shiftId)))
    const refused = offers.filter(
      ({ worker, need }) => !there.has(key(market.person(worker).id, market.shift(need).shiftId)),
    )
    if (refused.length > 0) planner.notMade(refused, deps.clock.now().getTime())
    return made.length
  }

  return {
    owns: () => reader?.holds() ?? false,
    async tick() {
      if (reader && !reader.holds()) await letGo()
      reader ??= await claimant.claim(isOfToday(warm?.market) ? warm!.follower : undefined)
      if (!reader) {
        await keepWarm()
        return 0
      }
      try {
        return await round(reader)
      } catch (error) {
        // What was heard in this round is not in the market: it is loaded anew, by this one or its successor.
        if (error instanceof ClaimLost) await letGo()
        else held = undefined
        throw error
      }
    },
    async stop() {
      await letGo()
      await claimant.close()
    },
  }
}

/** The loop of the dispatcher role: woken by NOTIFY, with polling behind it. */
export async function runDispatcher(
  deps: Deps,
  options: { listenUrl: string; beforeRound?: () => Promise<void> },
): Promise<{ stop(): Promise<void> }> {
  // Before anybody waits for it: a new process then plans its first market as fast as the later ones.
  prepareSolver()
  const dispatcher = createDispatcher(deps)
  let stopping = false
  let ring: () => void = () => undefined
  let rung = false
  const wake = () => {
    rung = true
    ring()
  }
  const listener = await listen({
    url: options.listenUrl,
    channel: 'linggong_work',
    log: deps.log,
    onPayload: wake,
    onReturn: wake,
  })
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const loop = (async () => {
    while (!stopping) {
      rung = false
      let failed = false
      let more = false
      try {
        await options.beforeRound?.()
        more = (await dispatcher.tick()) > 0
      } catch (error) {
        failed = true
        deps.log.error({ err: error instanceof Error ? error.message : String(error) }, 'dispatcher round failed')
      }
      await new Promise((resolve) => setTimeout(resolve, gapMs))
      if (stopping || ((rung || more) && !failed && dispatcher.owns())) continue
      await pause(failed ? restMs : dispatcher.owns() ? pollMs : claimEveryMs)
    }
  })()

  return {
    async stop() {
      stopping = true
      wake()
      await loop
      await dispatcher.stop()
      await listener.close()
    },
  }
}
