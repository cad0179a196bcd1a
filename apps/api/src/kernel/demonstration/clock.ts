import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'

/** A clock shared by all processes of a demonstration through one row. */
export type DemonstrationClock = Clock & {
  /** Reads how far the clock has been moved by any process. */
  refresh(): Promise<void>
  moveTo(at: Date): Promise<void>
  readonly offsetMs: number
}

/**
 * Time goes on by itself; `moveTo` only ever adds. `tellOutside` lets the sandbox move along: signed
 * requests carry the time and are refused when the two differ.
 */
export function demonstrationClock(
  db: Database,
  tellOutside: (now: Date) => Promise<void> = async () => undefined,
): DemonstrationClock {
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  return {
    now,
    get offsetMs() {
      return offsetMs
    },
    async refresh() {
      const [row] = await db.named<{ offset_ms: number }>(
        'demonstration-clock-read',
        'select offset_ms from demonstration_clock where id = 1',
      )
      const found = row?.offset_ms ?? 0
      if (found <= offsetMs) return
      // After a restart the sandbox has forgotten how far the clock was moved; told first, so that a failure is tried again.
      await tellOutside(new Date(Date.now() + found))
      offsetMs = found
    },
    async moveTo(at) {
      await tellOutside(at)
      const wanted = Math.max(offsetMs, at.getTime() - Date.now())
      const [row] = await db.named<{ offset_ms: number }>(
        'demonstration-clock-move',
        `insert into demonstration_clock (id, offset_ms) values (1, $1)
         on conflict (id) do update set offset_ms = greatest(demonstration_clock.offset_ms, excluded.offset_ms)
         returning offset_ms`,
        [Math.ceil(wanted)],
      )
      offsetMs = row?.offset_ms ?? wanted
    },
  }
}
