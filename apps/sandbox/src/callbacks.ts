/**
 * Notices from the outside world to the platform: kept until they are taken,
 * so that neither side's crash loses one. A notice may arrive more than once.
 */
import type { Journal } from './journal.ts'
import { isRecord, tryParse } from './input.ts'

export type CallbackSigner = 'none' | 'wechatPay' | 'hmac'

export interface Callback {
  id: string
  url: string
  body: string
  signer: CallbackSigner
}

/** Makes the headers of one attempt; signatures carry the time of the attempt. */
export type Sign = (callback: Callback) => Record<string, string>

interface Tools {
  journal: () => Journal
  signers: Record<CallbackSigner, Sign>
  fetch: typeof fetch
}

const ATTEMPT_TIMEOUT_MS = 5_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export class Callbacks {
  readonly #tools: Tools
  readonly #pending = new Map<string, Callback>()
  #timer: NodeJS.Timeout | undefined
  #pauseMs = FIRST_PAUSE_MS
  #flushing: Promise<number> | undefined
  #closed = false

  constructor(tools: Tools) {
    this.#tools = tools
  }

  get pending(): number {
    return this.#pending.size
  }

  /** Replays `callback.made` and `callback.delivered`. */
  apply(kind: string, data: unknown): void {
    if (!isRecord(data)) return
    if (kind === 'callback.made') this.#pending.set(String(data['id']), data as unknown as Callback)
    if (kind === 'callback.delivered') this.#pending.delete(String(data['id']))
  }

  /** Remembers a notice durably and begins to deliver it. */
  async make(callback: Callback): Promise<void> {
    await this.#tools.journal().record('callback.made', callback)
    this.schedule(0)
  }

  schedule(delayMs: number): void {
    if (this.#closed) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#round(), delayMs)
    this.#timer.unref()
  }

  /** Tries every waiting notice once, now. Returns how many still wait. */
  flush(): Promise<number> {
    this.#flushing ??= this.#deliverAll().finally(() => {
      this.#flushing = undefined
    })
    return this.#flushing
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#flushing
  }

  async #round(): Promise<void> {
    const left = await this.flush()
    this.#pauseMs = left === 0 ? FIRST_PAUSE_MS : Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS)
    if (left > 0) this.schedule(this.#pauseMs)
  }

  async #deliverAll(): Promise<number> {
    // What is made while we deliver is delivered in the same flush: a Map iterates over what is added.
    for (const callback of this.#pending.values()) {
      if (this.#closed) break
      if (await this.#deliver(callback)) {
        await this.#tools.journal().record('callback.delivered', { id: callback.id })
      }
    }
    return this.#pending.size
  }

  async #deliver(callback: Callback): Promise<boolean> {
    try {
      const answer = await this.#tools.fetch(callback.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...this.#tools.signers[callback.signer](callback),
        },
        body: callback.body,
        signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
      })
      const text = await answer.text()
      return answer.ok && saysTaken(text)
    } catch {
      // The platform is not there: the notice waits for the next round and is shown as waiting.
      return false
    }
  }
}

// Alibaba's receipts are taken when the answer says code 0; WeChat and the bank look at the status alone.
function saysTaken(text: string): boolean {
  const value = tryParse(text)
  return !isRecord(value) || typeof value['code'] !== 'number' || value['code'] === 0
}
