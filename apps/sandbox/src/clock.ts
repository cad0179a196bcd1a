/** The sandbox's clock: the injected one, moved by as much as the demonstration moved its own. */

export interface SandboxClock {
  now: () => Date
  /** Sets what time it is now; it runs on from there. */
  set: (now: Date) => void
}

export function createSandboxClock(base: () => Date): SandboxClock {
  let offsetMs = 0
  return {
    now: () => new Date(base().getTime() + offsetMs),
    set: (now) => {
      offsetMs = now.getTime() - base().getTime()
    },
  }
}

const CHINA_OFFSET_MS = 8 * 3600 * 1000

/** `2026-11-23T15:36:56+08:00`; China has had no summer time since 1991. */
export function chinaIso(time: Date): string {
  return `${new Date(time.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** `2026-11-23 15:36:56`, as Alibaba Cloud and bank files write it. */
export function chinaPlain(time: Date): string {
  return chinaIso(time).slice(0, 19).replace('T', ' ')
}
