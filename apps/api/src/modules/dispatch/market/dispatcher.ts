import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx, Deps } from '../../../kernel/context.ts'
import { listen } from '../../../kernel/database/listen.ts'
import { claimReader, ClaimLost, type OutboxReader } from '../../../kernel/outbox/reader.ts'
import { unitOfWork } from '../../../kernel/unit-of-work.ts'
import { applyEvents, loadMarket, marketEvents, type Trigger } from './load.ts'
import type { Market } from './market.ts'
import { readyShifts, sendWaves, unasked } from './waves.ts'

export const readerName = 'dispatch'
/** At least so long between two rounds: what comes meanwhile is planned together. */
const gapMs = 40
const pollMs = 500
/** Between two tries to become the owner. */
const claimEveryMs = 1_000
const statusEveryMs = 5_000

export type Dispatcher = {
  /** One round: hears what is new, asks whom it is time to ask. Returns how much there was to do; 0 for one who waits. */
  tick(): Promise<number>
  /** Whether this one holds the market. */
  owns(): boolean
  stop(): Promise<void>
}

/** The owner of a city's market, or one who waits to become it. */
export function createDispatcher(deps: Deps): Dispatcher {
  let reader: OutboxReader | undefined
  let market: Market | undefined
  let loadedMs = 0
  /** When it last said how it is, by the platform's clock: a moved one makes it speak at once. */
  let told = 0
  let offersMade = 0

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
    const held = reader
    reader = undefined
    market = undefined
    await held?.release().catch(() => undefined)
  }

  /** The market of today; at midnight the calendar begins anew. */
  async function marketOfToday(): Promise<{ market: Market; triggers: Trigger[] }> {
    if (market?.today === businessDay(deps.clock.now())) return { market, triggers: [] }
    const began = performance.now()
    market = await within(loadMarket)
    loadedMs = Math.round(performance.now() - began)
    deps.log.info({ workers: market.size, shifts: market.shifts.size, loadedMs, fence: reader?.fence }, 'market loaded')
    return { market, triggers: unasked(deps, market, deps.clock.now()) }
  }

  function status(now: Market): Record<string, unknown> | undefined {
    const at = deps.clock.now().getTime()
    if (Math.abs(at - told) < statusEveryMs) return undefined
    told = at
    return { workers: now.size, shifts: now.shifts.size, loadedMs, offersMade, pid: process.pid }
  }

  async function round(held: OutboxReader): Promise<number> {
    // Read before a load as well: what is committed after this moment is heard of later, once more than needed at worst.
    const events = await held.read()
    const { market: today, triggers } = await marketOfToday()
    const news = events.length > 0 ? await within((ctx) => applyEvents(ctx, today, events)) : []
    const now = deps.clock.now()
    today.dropEnded(now)
    const ready = readyShifts(deps, today, [...triggers, ...news], now)
    const made = await sendWaves(deps, held, today, ready)
    offersMade += made
    await held.done(status(today))
    return events.length + made
  }

  return {
    owns: () => reader?.holds() ?? false,
    async tick() {
      if (reader && !reader.holds()) await letGo()
      reader ??= await claimReader(deps, { name: readerName, events: marketEvents })
      if (!reader) return 0
      try {
        return await round(reader)
      } catch (error) {
        // What was heard in this round is not in the market: it is loaded anew, by this one or its successor.
        if (error instanceof ClaimLost) await letGo()
        else market = undefined
        throw error
      }
    },
    stop: letGo,
  }
}

/** The loop of the dispatcher role: woken by NOTIFY, with polling behind it. */
export async function runDispatcher(
  deps: Deps,
  options: { listenUrl: string; beforeRound?: () => Promise<void> },
): Promise<{ stop(): Promise<void> }> {
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
      try {
        await options.beforeRound?.()
        await dispatcher.tick()
      } catch (error) {
        failed = true
        deps.log.error({ err: error instanceof Error ? error.message : String(error) }, 'dispatcher round failed')
      }
      await new Promise((resolve) => setTimeout(resolve, gapMs))
      if (stopping || (rung && !failed && dispatcher.owns())) continue
      await pause(failed || !dispatcher.owns() ? claimEveryMs : pollMs)
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
