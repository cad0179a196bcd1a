import { spawn, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { configOf, startPlatform } from '../apps/api/test/platform.ts'
import { roleProcess } from '../apps/api/test/processes.ts'
import { businessDay } from '../apps/api/src/kernel/clock.ts'
import type { DemonstrationClock } from '../apps/api/src/kernel/demonstration/clock.ts'
import { createDeps } from '../apps/api/src/compose.ts'
import { field, seedExperience, seedOwners, seedPlaces, seedWorkers } from './dispatch/field.ts'
import { answerYes, pause, Phones, until } from './dispatch/phones.ts'
import { parts, partWords } from './dispatch/parts.ts'
import { FirstOffers, firstOfferOf, loadWords, proof, quantile, reader, whatHappenedTo } from './dispatch/proof.ts'
import { processors, processorWords } from './dispatch/processors.ts'
import { prepare, publishAll } from './dispatch/publish.ts'

/**
 * `npm run bench -- dispatch`: how soon a posting published over HTTP has its first offer on a phone, while fifty a
 * second come in, and what a kill -9 of the dispatcher does. `--postings N`, `--rate N`, `--workers N`, `--places N`,
 * `--expected N` (places a day that days gone by let expect; 0: none).
 */
type Options = { workers: number; places: number; expected: number; postings: number; rate: number; afterKill: number }

function optionsOf(args: readonly string[]): Options {
  const of = (name: string, fallback: number, least = 1) => {
    const at = args.indexOf(`--${name}`)
    const value = at < 0 ? fallback : Number(args[at + 1])
    if (!Number.isInteger(value) || value < least) throw new Error(`--${name} needs a whole number`)
    return value
  }
  return {
    workers: of('workers', 100_000),
    places: of('places', 20_000),
    expected: of('expected', 3_000, 0),
    postings: of('postings', 750),
    rate: of('rate', 50),
    afterKill: of('after-kill', 250),
  }
}

/** A second dispatcher that waits for its turn with the market in its memory, as production runs it. */
async function secondDispatcher(pid: number): Promise<ChildProcess> {
  const env = Object.fromEntries(
    (await readFile(`/proc/${pid}/environ`, 'utf8'))
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const)
      .filter(([name]) => !name.startsWith('NODE_CHANNEL')),
  )
  const main = fileURLToPath(new URL('../apps/api/src/main.ts', import.meta.url))
  const waiting = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  await new Promise<void>((ready, fail) => {
    let said = ''
    waiting.stdout.on('data', (chunk) => {
      said = (said + String(chunk)).slice(-10_000)
      if (said.includes('market kept in waiting')) ready()
    })
    waiting.on('exit', () => fail(new Error('the second dispatcher has ended')))
  })
  return waiting
}

const dayMs = 86_400_000
/** Until a market of this size is read and planned, at most; on a machine that has other work as well. */
const marketSeconds = 600

/** Offers go out by day: moves the platform's clock to nine in the morning where it is night or evening. */
async function untilMorning(clock: DemonstrationClock): Promise<void> {
  const now = clock.now()
  const at = (day: Date, hour: string) => new Date(`${businessDay(day)}T${hour}:00:00+08:00`)
  if (now >= at(now, '07') && now < at(now, '20')) return
  const later = now < at(now, '07') ? now : new Date(now.getTime() + dayMs)
  await clock.moveTo(at(later, '09'))
}

export async function run(args: string[]): Promise<number> {
  const options = optionsOf(args)
  const platform = await startPlatform({ say: (line) => console.error(line) })
  const deps = createDeps({ ...configOf(platform), maxConnections: 6 })
  deps.log.info = () => undefined
  let second: ChildProcess | undefined
  const phones = new Phones(join(platform.dataDir, 'sandbox', 'journal.jsonl'))
  const agent = new Agent({ keepAlive: true, maxSockets: 128 })
  try {
    const clock = deps.clock as DemonstrationClock
    await clock.refresh()
    await untilMorning(clock)
    const where = field()
    const total = options.postings + options.afterKill
    console.log(`seeding ${options.workers} workers, ${options.places} open places, ${total} employers`)
    await seedWorkers(deps, where, options.workers)
    const owners = await seedOwners(deps, total + 1)
    await seedExperience(deps, where, owners[total]!, options.expected)
    await seedPlaces(deps, where, owners[total]!, options.places)
    // Read anew, as after any death: the seed went past the outbox.
    const firstPid = roleProcess(platform, 'dispatcher')
    process.kill(firstPid, 'SIGKILL')
    const killedAt = performance.now()
    const loaded = async () => (await reader(deps))?.workers ?? 0
    await until(
      'the market',
      marketSeconds,
      async () => (await loaded()) >= options.workers && (await reader(deps))?.waiting === 0,
    )
    const { loaded: loadedMs, parts: loadParts } = (await reader(deps))!
    const planned = ((performance.now() - killedAt) / 1_000).toFixed(1)
    console.log(
      `market of ${await loaded()} workers read in ${loadedMs} ms (${loadWords(loadParts)}); all shifts planned ${planned} s after the kill`,
    )
    const day = businessDay(new Date(clock.now().getTime() + 3 * 86_400_000))
    const drafts = await prepare(platform, agent, phones, owners.slice(0, total), where, day)

    const firsts = new FirstOffers(deps, phones)
    const spent = await processors(platform)
    const steady = await publishAll(
      platform,
      agent,
      phones,
      drafts.slice(0, options.postings),
      options.rate,
      () => undefined,
    )
    const steadyWaits = await firsts.waits(steady, 60)
    for (const [n, wait] of steadyWaits.entries()) {
      if (wait === null)
        console.log(`not on a phone: ${JSON.stringify(await whatHappenedTo(deps, steady[n]!.postingId))}`)
    }
    const waits = steadyWaits.map((wait) => wait ?? Infinity)
    console.log(
      `milliseconds of processor for a posting: ${processorWords(spent, await processors(platform), steady.length)}`,
    )
    console.log(`expected needs in the plan meanwhile: ${(await reader(deps))!.expecting}`)
    const answers = steady.map(({ began, answered }) => answered - began)
    console.log(
      `first offer on a phone: p50 ${quantile(waits, 0.5)} ms, p90 ${quantile(waits, 0.9)} ms, p99 ${quantile(waits, 0.99)} ms, ` +
        `most ${quantile(waits, 1)} ms (of it the answer over HTTP p50 ${quantile(answers, 0.5)}, p99 ${quantile(answers, 0.99)})`,
    )
    console.log(`its parts: ${partWords(await parts(deps, clock, phones, steady))}`)

    const owner = roleProcess(platform, 'dispatcher')
    second = await secondDispatcher(owner)
    const before = (await reader(deps))!
    const killAt = Math.floor(options.afterKill / 3)
    let killed = 0
    const answering = answerYes(platform, agent, phones.sms.slice(0, 300))
    const stormy = await publishAll(platform, agent, phones, drafts.slice(options.postings), options.rate, (n) => {
      if (n !== killAt) return
      process.kill(owner, 'SIGKILL')
      killed = performance.now()
    })
    const stormyWaits = await firsts.waits(stormy, marketSeconds)
    await answering
    await pause(2_000)
    const lost = stormyWaits.filter((wait) => wait === null).length
    const after = (await reader(deps))!
    // What the dead one had written is still told; the heir is there with its own first offer.
    const takeOverMs = Math.round(
      (await firstOfferOf(deps, after.fence)) - (Date.now() - performance.now() + clock.offsetMs) - killed,
    )
    const later = stormyWaits.filter((_, n) => stormy[n]!.began > killed).map((wait) => wait ?? Infinity)
    const shown = await proof(deps)
    console.log(`expected needs in the heir's plan: ${(await reader(deps))!.expecting}`)
    console.log(
      `kill -9 of the owner (fence ${before.fence} → ${after.fence}): the heir's first offer written after ${takeOverMs} ms (market taken over in ${after.loaded} ms: ${loadWords(after.parts)}; ${after.pid === second.pid ? 'by the one in waiting' : 'by one begun anew'}), ` +
        `postings of after the kill on a phone after p50 ${quantile(later, 0.5)} ms, p99 ${quantile(later, 0.99)} ms, ` +
        `${lost} postings without an offer, ${shown.doubledOffers} offers doubled, ${phones.twice.length} SMS twice, ` +
        `${shown.overfilled} shifts overfilled, ${shown.engagements} places taken by SMS meanwhile, ${shown.offers} offers made in all`,
    )
    console.log(
      JSON.stringify({
        workers: options.workers,
        openPlaces: options.places,
        expectedPlacesADay: options.expected,
        postings: options.postings,
        perSecond: options.rate,
        loadedMs,
        firstOfferMs: { p50: quantile(waits, 0.5), p90: quantile(waits, 0.9), p99: quantile(waits, 0.99) },
        takeOverMs,
        afterKillMs: { p50: quantile(later, 0.5), p99: quantile(later, 0.99) },
        lost,
        doubledOffers: shown.doubledOffers,
        doubledSms: phones.twice.length,
        overfilled: shown.overfilled,
      }),
    )
    return lost + shown.doubledOffers + shown.overfilled === 0 && waits.every(Number.isFinite) ? 0 : 1
  } finally {
    second?.kill('SIGKILL')
    await phones.stop()
    agent.destroy()
    await deps.db.close()
    await platform.stop()
  }
}
