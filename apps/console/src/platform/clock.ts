/**
 * The platform's time. A page never trusts its own clock: office machines run late, and a demonstration's clock
 * is moved. The page asks once and counts on from there; what it has not been told yet it takes from the machine.
 */
let offsetMs = 0

/** What the machine says, in milliseconds. */
export const machineMs = (): number => performance.timeOrigin + performance.now()

/** Tells the time the platform answered with just now. */
export function setNow(instant: string): void {
  offsetMs = Date.parse(instant) - machineMs()
}

/** How far the machine's clock is from the platform's; kept with what is opened again without network. */
export const clockOffset = (): number => offsetMs

/** The difference as it was when the platform was last heard. */
export function setClockOffset(ms: number): void {
  offsetMs = ms
}

export function now(): Date {
  return new Date(machineMs() + offsetMs)
}
