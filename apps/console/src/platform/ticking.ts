import { reactive } from 'vue'
import { now } from './clock.ts'

const everyMs = 20_000

/** The platform's time for what counts down on a page, moved on three times a minute. */
export const ticking = reactive({ now: now() })

setInterval(() => (ticking.now = now()), everyMs)

/** At once, after the platform has told its time. */
export function tick(): void {
  ticking.now = now()
}
