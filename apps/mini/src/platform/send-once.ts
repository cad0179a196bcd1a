import type { Store } from '../device/store.ts'

/** What was tapped and not yet answered. */
export type Waiting = {
  /** Endpoint and content: the same tap again finds the same entry, and so the same request id. */
  key: string
  name: string
  request: unknown
  requestId: string
  madeAt: number
  /** Sent again by itself when the way is open; otherwise only when tapped again. */
  later: boolean
  /** Words for the notice when it is sent later. */
  about: string
}

export type SendOnceOptions = {
  store: Store
  send(name: string, request: unknown, requestId: string): Promise<unknown>
  newRequestId(): string
  now(): number
  /** No answer came (in contrast to a refusal, which is an answer). */
  isNoAnswer(error: unknown): boolean
}

export type Later = { about: string; name: string; answer?: unknown; error?: unknown }

const storeKey = 'waiting'
/** Kept request ids are forgotten after a day: whoever taps then means something new. */
const keptForMs = 24 * 60 * 60_000

/**
 * What was tapped is sent once: a request id is made before the first try and kept until an answer came, so that a
 * second tap, a retry and a restart all repeat the same request, which the server answers as the first.
 */
export function createSendOnce(options: SendOnceOptions) {
  const running = new Map<string, Promise<unknown>>()
  const whose = new Map<string, Waiting>()
  const load = (): Waiting[] => options.store.read<Waiting[]>(storeKey) ?? []
  // Where the phone's storage is closed the ids live as long as the page.
  for (const one of load()) if (options.now() - one.madeAt < keptForMs) whose.set(one.key, one)

  function keep(): void {
    options.store.write(storeKey, [...whose.values()])
  }

  function forget(key: string): void {
    whose.delete(key)
    keep()
  }

  async function deliver(one: Waiting): Promise<unknown> {
    try {
      const answer = await options.send(one.name, one.request, one.requestId)
      forget(one.key)
      return answer
    } catch (error) {
      if (!options.isNoAnswer(error)) forget(one.key)
      throw error
    }
  }

  function run(one: Waiting): Promise<unknown> {
    const already = running.get(one.key)
    if (already) return already
    const promise = deliver(one).finally(() => running.delete(one.key))
    running.set(one.key, promise)
    return promise
  }

  return {
    /** Sends, or joins the same request that is under way, or repeats the one that was never answered. */
    send(name: string, request: unknown, how: { later?: boolean; about?: string } = {}): Promise<unknown> {
      const key = `${name} ${JSON.stringify(request)}`
      const one = whose.get(key) ?? {
        key,
        name,
        request,
        requestId: options.newRequestId(),
        madeAt: options.now(),
        later: how.later ?? false,
        about: how.about ?? '',
      }
      whose.set(key, one)
      keep()
      return run(one)
    },
    /** What waits to be sent by itself. */
    waiting(): Waiting[] {
      return [...whose.values()].filter((one) => one.later && !running.has(one.key))
    },
    /** Sends what waits, one after the other; stops when the way is still cut. */
    async sendWaiting(): Promise<Later[]> {
      const results: Later[] = []
      for (const one of this.waiting()) {
        try {
          results.push({ about: one.about, name: one.name, answer: await run(one) })
        } catch (error) {
          if (options.isNoAnswer(error)) return results
          results.push({ about: one.about, name: one.name, error })
        }
      }
      return results
    },
    /** Another person signs in on this phone: nothing of the one before is sent in their name. */
    forgetAll(): void {
      whose.clear()
      keep()
    },
  }
}
