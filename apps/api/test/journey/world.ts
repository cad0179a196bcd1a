import { existsSync, readFileSync } from 'node:fs'
import { createClient, fetchTransport, RequestRefused, type Client } from '@linggong/client'
import { allEndpoints, type AllEndpoints, type EndpointName, type ReceivedOf, type RequestOf } from '@linggong/contract'
import { accountsFile } from '../../src/supervisor/accounts.ts'
import { businessDay, wireTime } from '../../src/kernel/clock.ts'
import { jointClock, type JointClock } from './joint-clock.ts'
import { transportOf } from './own-address.ts'
import { outsideAt, type Outside } from './outside.ts'
import { takeRange, type Range } from './range.ts'
import type { Platform } from './server.ts'

export type Channel = 'miniProgram' | 'h5' | 'console' | 'counter' | 'api'
export type As = {
  token?: string
  channel?: Channel
  /** Whose phone asks, before anybody is signed in. */ phone?: string
}
export type SampleAccount = { role: string; name: string; login: string; password?: string; note?: string }

/** What every scenario works with: the platform over HTTP, its clock, the outside world, fresh numbers. */
export type World = {
  platform: Platform
  clock: JointClock
  outside: Outside
  range: Range
  accounts: readonly SampleAccount[]
  call<N extends EndpointName>(
    name: N,
    request: RequestOf<AllEndpoints[N]>,
    as?: As,
  ): Promise<ReceivedOf<AllEndpoints[N]>>
  /** A file of the platform. */
  download(path: string, as: As): Promise<Buffer>
  /** Waits until everything due now has been handled. */
  settle(): Promise<void>
  /** The newest code this phone has received by SMS. */
  codeFor(phone: string): Promise<string>
  /** Clock time `HH:MM` on the day `plus` days after the run began. */
  at(plus: number, time: string): Date
  /** Events and deadlines that were given up after repeated failures since the run began. */
  setAside(): number
}

export const minutes = (count: number): number => count * 60_000
export const later = (at: Date, byMinutes: number): Date => new Date(at.getTime() + minutes(byMinutes))

/** At most so many requests under way at once: a rush is what the bench is for. */
function gate(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most
  const queue: Array<() => void> = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((go) => queue.push(go))
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else free += 1
    }
  }
}

/**
 * Many wait for the same thing: one runs, and whoever comes meanwhile shares the next one, since the present one
 * may have looked too early.
 */
function oneForAll(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = (): Promise<void> => {
    running = work().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return start()
      })
    return next
  }
}

const moreTries = 3

/** A lost connection or a rush: the same request again, with the same id, so that nothing is done twice. */
async function again<N extends EndpointName>(client: Client, name: N, request: RequestOf<AllEndpoints[N]>) {
  const requestId = crypto.randomUUID()
  for (let tries = 0; ; tries++) {
    try {
      return await client.call(name, request, { requestId })
    } catch (error) {
      const passing = error instanceof RequestRefused ? error.body.code === 'Overloaded' : isLost(error)
      if (!passing || tries === moreTries) throw error
    }
  }
}

/** `fetch` says no more than «failed» when a kept connection was closed at the same moment. */
const isLost = (error: unknown): boolean => error instanceof TypeError && error.message === 'fetch failed'

/** Moving and settling may take long where much is due. */
const longTimeoutMs = 600_000

/**
 * @param options.atOnce without waiting until the workers have nothing left: a newly seeded city of full size has people
 *   asked by the ten thousand first, for many minutes
 */
export async function openWorld(
  platform: Platform,
  say: (line: string) => void,
  options: { atOnce?: boolean } = {},
): Promise<World> {
  const enter = gate(12)
  let setAsideBefore: number | undefined
  let setAsideNow = 0
  const client = (timeoutMs: number, as: As) =>
    createClient({
      baseUrl: platform.url,
      transport: (as.phone && transportOf(as.phone, platform.url)) || fetchTransport(timeoutMs),
      paths: allEndpoints,
      newRequestId: () => crypto.randomUUID(),
      channel: as.channel ?? 'api',
      token: () => as.token,
    })
  const call: World['call'] = (name, request, as = {}) => enter(() => again(client(60_000, as), name, request))
  const patient = client(longTimeoutMs, {})
  const noteSetAside = (count: number): void => {
    setAsideBefore ??= count
    setAsideNow = count
  }

  const settle = oneForAll(async () => noteSetAside((await patient.call('settleWork', {})).setAside))
  async function move(to: Date): Promise<Date> {
    const wanted = new Date(Math.ceil(to.getTime() / 1_000) * 1_000)
    // The platform's clock goes on by itself while nobody asks: what is past by now need not be moved to.
    const { now } = await patient.call('getClock', {})
    const target = new Date(Math.max(wanted.getTime(), Date.parse(now) + 5_000))
    const moved = await patient.call('moveClock', { body: { to: wireTime(target) } })
    noteSetAside(moved.setAside)
    say(`  时钟拨到 ${moved.now.slice(5, 16).replace('T', ' ')}`)
    return new Date(moved.now)
  }

  if (!options.atOnce) await settle()
  const { now } = await patient.call('getClock', {})
  const start = new Date(now)
  const outside = outsideAt(platform.sandboxUrl)
  return {
    platform,
    clock: jointClock(start, move),
    outside,
    range: takeRange(platform.dataDir),
    accounts: readAccounts(platform.dataDir),
    call,
    settle,
    download: (path, as) => enter(() => download(platform.url + path, as)),
    async codeFor(phone) {
      await settle()
      const [newest] = (await outside.smsTo(phone)).filter(({ params }) => params.code !== undefined)
      if (!newest?.params.code) throw new Error(`no code has reached ${phone}`)
      return newest.params.code
    },
    at(plus, time) {
      const day = businessDay(new Date(start.getTime() + plus * 86_400_000))
      return new Date(`${day}T${time}:00+08:00`)
    },
    setAside: () => setAsideNow - (setAsideBefore ?? 0),
  }
}

function readAccounts(dataDir: string): readonly SampleAccount[] {
  const file = accountsFile(dataDir)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SampleAccount[]) : []
}

async function download(url: string, as: As): Promise<Buffer> {
  const response = await fetch(url, {
    headers: { 'x-channel': as.channel ?? 'api', ...(as.token && { authorization: `Bearer ${as.token}` }) },
    signal: AbortSignal.timeout(60_000),
  })
  if (!response.ok) throw new RequestRefused(response.status, (await response.json()) as RequestRefused['body'])
  return Buffer.from(await response.arrayBuffer())
}

/** Every reason of a refusal, in the words people see. */
export function refusalWords(error: RequestRefused): string {
  const problems = (error.body.problems ?? []).map(({ message }) => message)
  return [error.body.message, ...problems].join(' ')
}

export class Expectation extends Error {}

/** What the scenario's own story promises. */
export function expect(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Expectation(words)
}

/** The act must be refused with this code; answers the words of the refusal. */
export async function expectRefusal(code: string, act: Promise<unknown>): Promise<string> {
  try {
    await act
  } catch (error) {
    if (error instanceof RequestRefused && error.body.code === code) return refusalWords(error)
    throw error
  }
  throw new Expectation(`本应拒绝(${code}),却办成了`)
}
