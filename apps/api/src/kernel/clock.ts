/** The one source of time for decisions. SQL never asks the server for the time. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved: tests. */
export function fixedClock(at: string): Clock & { set(at: string): void; advance(ms: number): void } {
  let now = new Date(at)
  return {
    now: () => new Date(now),
    set: (next) => {
      now = new Date(next)
    },
    advance: (ms) => {
      now = new Date(now.getTime() + ms)
    },
  }
}

/** Runs with real time plus an offset that a demonstration may move forward. */
export function movableClock(): Clock & { offsetMs: number } {
  const clock = { offsetMs: 0, now: () => new Date(Date.now() + clock.offsetMs) }
  return clock
}

/** China has kept one time, without summer time, since 1992. */
const aheadMs = 8 * 3_600_000

/** Business day in Ningde, `YYYY-MM-DD`. */
export function businessDay(at: Date): string {
  return new Date(at.getTime() + aheadMs).toISOString().slice(0, 10)
}

/** Minutes since midnight in Ningde, 0 … 1439. */
export function minuteOfDay(at: Date): number {
  return Math.floor(at.getTime() / 60_000 + 8 * 60) % 1_440
}

/** ISO 8601 with +08:00, seconds precision: the only form of time on the wire. */
export function wireTime(at: Date): string {
  return `${new Date(at.getTime() + aheadMs).toISOString().slice(0, 19)}+08:00`
}
