/** What is to be done at a later minute, earliest first. */
export class Timetable {
  /** The next one last. */
  readonly #entries: { readonly at: number; readonly act: (now: number) => void }[] = []

  /** `act` runs when `runUntil` comes to minute `at`, and is told that minute. */
  after(at: number, act: (now: number) => void): void {
    let i = this.#entries.length
    while (i > 0 && this.#entries[i - 1]!.at <= at) i -= 1
    this.#entries.splice(i, 0, { at, act })
  }

  runUntil(now: number): void {
    for (let next = this.#entries.at(-1); next && next.at <= now; next = this.#entries.at(-1)) {
      this.#entries.pop()
      next.act(next.at)
    }
  }
}
