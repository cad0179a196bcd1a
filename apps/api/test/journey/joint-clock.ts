/**
 * One clock for scenarios that run side by side. It moves only when every one of them waits for a later time, and
 * then to the earliest of those times: ten days of work pass in one go, and nothing sleeps.
 */
export type JointClock = {
  /** The platform's time as last heard. */
  now(): Date
  /** Comes back when the platform's clock has reached `at`; at once where it already has. */
  until(at: Date): Promise<void>
  /** Runs all at once and comes back when all have ended. Must not be called from within `work`. */
  runAll(work: ReadonlyArray<() => Promise<void>>): Promise<void>
}

type Waiter = { at: Date; wake: () => void; fail: (error: unknown) => void }

/**
 * @param move moves the platform's clock forward and answers its new time
 * @param most how many run side by side; the others begin as these end
 */
export function jointClock(start: Date, move: (to: Date) => Promise<Date>, most = 40): JointClock {
  let now = start
  let active = 0
  let waiting: Waiter[] = []

  function wakeReached(): void {
    const reached = waiting.filter(({ at }) => at <= now)
    waiting = waiting.filter(({ at }) => at > now)
    active += reached.length
    for (const { wake } of reached) wake()
  }

  async function moveOn(): Promise<void> {
    const next = waiting.reduce((least, { at }) => (at < least ? at : least), waiting[0]!.at)
    // Counts as active meanwhile, so that nobody else moves the clock too.
    active += 1
    try {
      now = await move(next)
      active -= 1
      wakeReached()
    } catch (error) {
      active -= 1
      const failed = waiting
      waiting = []
      active += failed.length
      for (const { fail } of failed) fail(error)
    }
  }

  function rest(): void {
    active -= 1
    if (active === 0 && waiting.length > 0) void moveOn()
  }

  return {
    now: () => now,
    until(at) {
      if (at <= now) return Promise.resolve()
      return new Promise((resolve, reject) => {
        waiting.push({ at, wake: resolve, fail: reject })
        rest()
      })
    },
    async runAll(work) {
      const queue = [...work]
      const one = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) await next()
      }
      const runners = Math.min(most, queue.length)
      active += runners
      await Promise.all(Array.from({ length: runners }, () => one().finally(rest)))
    },
  }
}
