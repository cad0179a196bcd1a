/** Tells people how far the seed is: a line per step every few seconds, and one at its end. */
export type Progress = {
  begin(step: string, total: number): void
  /** Rows written since the last call, and how many of the step's own things that were. */
  add(rows: number, things: number): void
  end(): void
}

const everyMs = 5_000
const clockTime = (ms: number) => {
  const seconds = Math.round(ms / 1000)
  return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** @param nowMs a monotonic clock in milliseconds, for speed and rest of time only */
export function makeProgress(say: (line: string) => void, nowMs: () => number): Progress {
  let step = ''
  let total = 0
  let rows = 0
  let things = 0
  let began = nowMs()
  let told = began
  const line = (spent: number) =>
    `${step}: ${things.toLocaleString('en')}/${total.toLocaleString('en')}, ${rows.toLocaleString('en')} rows, ${Math.round(rows / Math.max(spent / 1000, 0.001)).toLocaleString('en')} rows/s`
  function end(): void {
    if (step) say(`${line(nowMs() - began)}, took ${clockTime(nowMs() - began)}`)
    step = ''
  }
  return {
    begin(next, count) {
      end()
      step = next
      total = count
      rows = 0
      things = 0
      began = nowMs()
      told = began
    },
    add(moreRows, moreThings) {
      rows += moreRows
      things += moreThings
      const now = nowMs()
      if (now - told < everyMs) return
      told = now
      const rest = things > 0 ? ((now - began) / things) * (total - things) : 0
      say(`${line(now - began)}, about ${clockTime(rest)} left`)
    },
    end,
  }
}
